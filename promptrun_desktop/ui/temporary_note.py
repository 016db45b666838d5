"""The line above the composer of a temporary chat."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconLabel, plain_label


class TemporaryNote(QWidget):
    """Hidden until the chat is one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        words = plain_label(self.tr("Temporary chat: it is not saved"), "dim", "small")
        words.setObjectName("temporary_note")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(look, "eye-off"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        self.hide()
