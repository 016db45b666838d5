"""Shown instead of chats when the profile cannot be opened: a sentence, the place, one button."""

from PySide6.QtCore import Qt, Signal

from promptrun_desktop.ui.centred_column import CentredColumn
from promptrun_desktop.ui.widgets import button, plain_label

WIDEST = 460


class TroublePage(CentredColumn):
    """`folder` is where the chats are kept: what a person may have to make room or rights in."""

    retry_requested = Signal()

    def __init__(self, sentence: str, folder: str) -> None:
        super().__init__(WIDEST)
        self.setObjectName("trouble_page")
        self.setAccessibleName(sentence)
        place = plain_label(self.tr("They are kept in {folder}").replace("{folder}", folder), "dim")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        retry = button(self.tr("Try again"), "open_again", "primary")
        retry.clicked.connect(self.retry_requested)
        self.column.addWidget(plain_label(sentence, size="title16"))
        self.column.addWidget(place)
        self.column.addSpacing(8)
        self.column.addWidget(retry, 0, Qt.AlignmentFlag.AlignLeft)
