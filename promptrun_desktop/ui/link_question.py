"""The two small dialogs about a link: may it be opened, and why it was not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from promptrun_desktop.ui.links import Link
from promptrun_desktop.ui.widgets import ElidedLabel, button, plain_label


class LinkQuestion(QDialog):
    """`accepted` when the page is to be opened."""

    def __init__(self, link: Link, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("link_question")
        mail = link.address.startswith("mailto:")
        question = (
            self.tr("Write to this address in your mail program?")
            if mail
            else self.tr("Open this page in your browser?")
        )
        self.setWindowTitle(question)
        host = ElidedLabel(link.host)
        host.setObjectName("link_host")
        host.setProperty("textSize", "bold")
        # The end of a host tells whose it is.
        host.elide_mode = Qt.TextElideMode.ElideLeft
        address = ElidedLabel(link.address)
        address.setObjectName("link_address")
        address.setProperty("tone", "dim")
        address.elide_mode = Qt.TextElideMode.ElideMiddle
        go = button(self.tr("Open"), "link_open", "primary")
        go.clicked.connect(self.accept)
        go.setDefault(True)
        stay = button(self.tr("Cancel"), "link_cancel")
        stay.clicked.connect(self.reject)
        _arrange(self, question, (host, address), (stay, go))
        go.setFocus()


class RefusedLink(QDialog):
    """Says that nothing was opened; the address itself might deceive, so it is not repeated."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("refused_link")
        title = self.tr("This link was not opened")
        self.setWindowTitle(title)
        reason = plain_label(
            self.tr("It does not lead to a plain web page or mail address. It may be a trick."),
            "dim",
        )
        close = button(self.tr("Close"), "link_close", "primary")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        _arrange(self, title, (reason,), (close,))


def _arrange(
    dialog: QDialog, title: str, lines: tuple[QWidget, ...], buttons: tuple[QPushButton, ...]
) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(8)
    column.addWidget(plain_label(title, size="title16"))
    for line in lines:
        column.addWidget(line)
    column.addSpacing(8)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for each in buttons:
        row.addWidget(each)
    column.addLayout(row)
    parent = dialog.parentWidget()
    wanted = dialog.fontMetrics().averageCharWidth() * 60
    dialog.setMinimumWidth(min(wanted, parent.window().width() - 32) if parent else wanted)
