"""The temporary chat, above the list of those that are kept: there as long as it lives."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, button, plain_label, wear_icon


class TemporaryRow(QWidget):
    """`opened` and `ended` are what a person wants; what is shown comes by `show_chat`."""

    opened = Signal()
    ended = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_current = False
        self._open = button(self.tr("Temporary chat"), "open_temporary", "quiet")
        self._open.setProperty("align", "left")
        self._open.setToolTip(self.tr("Open the temporary chat"))
        self._open.setCheckable(True)
        self._open.clicked.connect(self.opened)
        # Checked is what is shown, whatever was clicked.
        self._open.clicked.connect(lambda: self._open.setChecked(self._is_current))
        self._icon = wear_icon(self._open, look, "eye-off", "dim")
        self._dot = plain_label("●", "accent", "tiny", wrap=False)
        end = IconButton(look, "close", self.tr("End the temporary chat"), "end_temporary")
        end.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._open, 1)
        row.addWidget(self._dot)
        row.addWidget(end)
        self.hide()

    def show_chat(self, *, current: bool, marked: bool) -> None:
        """`current`: it is the one that is shown; `marked`: it is answering, or has answered."""
        self._is_current = current
        self._open.setChecked(current)
        self._icon.set_icon("eye-off", "accent" if current else "dim")
        self._dot.setVisible(marked)
        name = self.tr("Temporary chat")
        self._open.setAccessibleName(
            self.tr("{chat}, with an answer").replace("{chat}", name) if marked else name
        )
        self.show()
