"""Which copy of the chats shall be looked through for what is missing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from promptrun_desktop.domain.copies import Copy
from promptrun_desktop.ui.widgets import button, plain_label

_LINES = 6


class CopiesDialog(QDialog):
    """Shown with `open()`; `chosen` carries a copy."""

    chosen = Signal(object)

    def __init__(self, copies: Sequence[Copy], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("copies_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Restore a copy")
        self.setWindowTitle(title)
        self._copies = list(copies)
        self._list = self._make_list()
        self._go = button(self.tr("Bring back what is missing"), "copy_restore", "primary")
        self._go.setDefault(True)
        self._go.setEnabled(bool(copies))
        self._go.clicked.connect(self._choose)
        cancel = button(self.tr("Cancel"), "copy_cancel")
        cancel.clicked.connect(self.reject)
        said = (
            self.tr(
                "Chats and messages that are missing here come back. "
                "Everything that is here stays as it is."
            )
            if copies
            else self.tr("There is no copy yet: the first one is made while the app is open.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(plain_label(title, size="title16"))
        column.addWidget(plain_label(said, "dim"))
        column.addWidget(self._list)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._go)
        column.addLayout(row)
        self._fit(min(self.fontMetrics().averageCharWidth() * 60, parent.window().width() - 32))

    def _fit(self, wanted: int) -> None:
        """As wide as its buttons at least, and as high as its words are then."""
        column = self.layout()
        assert column is not None
        self.ensurePolished()
        for each in self.findChildren(QPushButton):
            each.ensurePolished()
            each.setMinimumWidth(each.sizeHint().width())
        width = max(wanted, column.minimumSize().width())
        self.setMinimumWidth(width)
        self.resize(width, column.heightForWidth(width))

    def _make_list(self) -> QListWidget:
        found = QListWidget()
        found.setObjectName("copies")
        found.setAccessibleName(self.tr("Copies"))
        for copy in self._copies:
            found.addItem(when(copy.made_at))
        found.setCurrentRow(0)
        found.itemActivated.connect(lambda _item: self._choose())
        lines = min(_LINES, max(1, len(self._copies)))
        found.setFixedHeight(lines * found.sizeHintForRow(0) + 12 if self._copies else 0)
        found.setVisible(bool(self._copies))
        return found

    def _choose(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._copies):
            self.accept()
            self.chosen.emit(self._copies[row])


def when(time: datetime) -> str:
    """A day and a time of this computer's zone, as people write them here."""
    moment, locale = QDateTime.fromSecsSinceEpoch(int(time.timestamp())), QLocale()
    day = locale.toString(moment.date(), QLocale.FormatType.LongFormat)
    return f"{day}, {locale.toString(moment.time(), QLocale.FormatType.ShortFormat)}"
