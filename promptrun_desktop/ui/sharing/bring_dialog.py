"""Bring my chats: which file, what is in it, and whether it shall come in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.services.transfer import Preview
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing.bring_pages import AskPage, FoundPage, ReadingPage
from promptrun_desktop.ui.sharing.drop_target import DropTarget
from promptrun_desktop.ui.widgets import button, fill, plain_label, scrolling

WIDTH, HEIGHT = 520, 420
MARGIN = 24


class BringDialog(QDialog):
    """Shown with `open()`. Closing it before `bring_wanted` means no."""

    file_wanted = Signal()
    folder_wanted = Signal()
    bring_wanted = Signal()
    dropped = Signal(Path)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("bring_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Bring my chats"))
        self._ask = AskPage(look)
        self._ask.file_wanted.connect(self.file_wanted)
        self._ask.folder_wanted.connect(self.folder_wanted)
        self._reading = ReadingPage()
        self._found = FoundPage(look)
        self._go = button(self.tr("Bring in"), "bring_go", "primary")
        self._go.clicked.connect(self.bring_wanted)
        self._cancel = button(self.tr("Cancel"), "bring_cancel")
        self._cancel.clicked.connect(self.reject)
        DropTarget(self).dropped.connect(self.dropped)
        self._pages = (self._ask, self._reading, self._found)
        self._lay_out()
        self._turn_to(self._ask)
        room = window.size()
        self.resize(
            min(look.px(WIDTH), max(room.width() - 32, 320)),
            min(look.px(HEIGHT), max(room.height() - 32, 240)),
        )

    def read(self, path: Path) -> None:
        """This file is being read."""
        self._reading.begin(path.name)
        self._turn_to(self._reading)
        self._cancel.setFocus()

    def set_progress(self, done: int, total: int) -> None:
        self._reading.set_progress(done, total)

    def show_preview(self, preview: Preview) -> None:
        self._found.show_preview(preview)
        self._turn_to(self._found)
        # A back-up without chats may hold folders.
        self._go.setEnabled(preview.chats > 0 or not preview.left_out)
        self._go.setDefault(True)
        self._go.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Why it could not be read; another may be chosen."""
        self._ask.say(sentence)
        self._turn_to(self._ask)

    @property
    def is_reading(self) -> bool:
        return not self._reading.isHidden()

    @property
    def is_asking(self) -> bool:
        return not self._ask.isHidden()

    def _turn_to(self, page: QWidget) -> None:
        self._go.setVisible(page is self._found)
        # Not a stack: that is as high as its highest page.
        for each in self._pages:
            each.setVisible(each is page)

    def _lay_out(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        column.setSpacing(12)
        column.addWidget(plain_label(self.windowTitle(), size="title16"))
        for each in self._pages:
            column.addWidget(each, 1)
        area = scrolling(holder)
        area.setObjectName("bring_area")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fill(self, area, self._cancel, self._go)
