"""Shown instead of chats when the profile cannot be opened: a sentence, the place, what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QPushButton, QWidget

from promptrun_desktop.ui.centred_column import CentredColumn
from promptrun_desktop.ui.widgets import button, plain_label

WIDEST = 460


class TroublePage(CentredColumn):
    """`folder` is where the chats are kept: what a person may have to make room or rights in.

    `damaged`: what can be read of their file can be brought back, which `show_progress` follows.
    """

    retry_requested = Signal()
    mend_requested = Signal()
    folder_requested = Signal()

    def __init__(self, sentence: str, folder: str, *, damaged: bool = False) -> None:
        super().__init__(WIDEST)
        self.setObjectName("trouble_page")
        self.setAccessibleName(sentence)
        self._sentence = plain_label(sentence, size="title16")
        self._sentence.setObjectName("trouble")
        place = plain_label(self.tr("They are kept in {folder}").replace("{folder}", folder), "dim")
        self._progress = QProgressBar()
        self._progress.setObjectName("mending")
        self._progress.setAccessibleName(self.tr("Bringing your chats back"))
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 100)
        self._progress.hide()
        self.column.addWidget(self._sentence)
        self.column.addWidget(place)
        self.column.addSpacing(8)
        self.column.addWidget(self._progress)
        self._buttons = self._make_buttons(damaged=damaged)
        self.column.addWidget(self._buttons)
        self.fitted.connect(self._turn_buttons)

    def show_progress(self, share: float) -> None:
        """From 0 to 1; the buttons are gone from then on."""
        self._buttons.hide()
        self._sentence.setText(self.tr("Bringing your chats back…"))
        self.setAccessibleName(self._sentence.text())
        self._progress.setValue(round(100 * share))
        self._progress.show()

    def _make_buttons(self, *, damaged: bool) -> QWidget:
        row = QWidget()
        buttons = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        if damaged:
            mend = button(self.tr("Bring my chats back"), "mend", "primary")
            mend.clicked.connect(self.mend_requested)
            buttons.addWidget(mend)
        retry = button(self.tr("Try again"), "open_again", "" if damaged else "primary")
        retry.clicked.connect(self.retry_requested)
        buttons.addWidget(retry)
        show = button(self.tr("Open the folder"), "open_folder")
        show.clicked.connect(self.folder_requested)
        buttons.addWidget(show)
        buttons.addStretch(1)
        return row

    def _turn_buttons(self, width: int) -> None:
        """Below each other where they have no room side by side."""
        shown = self._buttons.findChildren(QPushButton)
        wanted = sum(each.sizeHint().width() + 8 for each in shown) - 8
        direction = QBoxLayout.Direction
        beside = wanted <= width
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
