"""Shown instead of chats when the profile cannot be opened: a sentence, the place, one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import button, plain_label

WIDEST = 460


class TroublePage(QWidget):
    """`folder` is where the chats are kept: what a person may have to make room or rights in."""

    retry_requested = Signal()

    def __init__(self, sentence: str, folder: str) -> None:
        super().__init__()
        self.setObjectName("trouble_page")
        self.setAccessibleName(sentence)
        place = plain_label(self.tr("They are kept in {folder}").replace("{folder}", folder), "dim")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        retry = button(self.tr("Try again"), "open_again", "primary")
        retry.clicked.connect(self.retry_requested)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        column.addWidget(plain_label(sentence, size="title16"))
        column.addWidget(place)
        column.addWidget(retry, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
