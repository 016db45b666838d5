"""The archive or the bin in the place of the list: its chats, a word about them, a way back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.chats import MARGIN, ChatList
from promptrun_desktop.ui.widgets import IconButton, button, plain_label

# So many rows are seen at least.
_LEAST_ROWS = 2


class ShelfPane(QWidget):
    """`name` is that of the shelf in object names: archive, bin."""

    left = Signal()
    acted = Signal()

    def __init__(
        self, look: Look, name: str, title: str, note: str, chats: ChatList, act: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}_pane")
        self.chats = chats
        chats.setObjectName(f"{name}_chats")
        chats.setAccessibleName(title)
        self._back = IconButton(look, "chevron-left", self.tr("Back to the chats"), f"{name}_back")
        self._back.clicked.connect(self.left)
        self._note = plain_label(note, "dim", "small")
        self._note.setObjectName(f"{name}_note")
        self._empty = plain_label(self.tr("Nothing is here."), "dim", "small")
        self._empty.setObjectName(f"{name}_empty")
        self._act = button(act, f"{name}_act", "link")
        self._act.clicked.connect(self.acted)
        self._acts = bool(act)
        self._lay_out(title)
        self.set_count(0)

    def focus(self) -> None:
        self.chats.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        # Escape leads back before the window hears of it.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def _lay_out(self, title: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, MARGIN, 0)
        head.setSpacing(4)
        head.addWidget(self._back)
        head.addWidget(plain_label(title, "", "bold", wrap=False), 1)
        head.addWidget(self._act)
        text = QVBoxLayout()
        text.setContentsMargins(8, 2, MARGIN + 8, 8)
        text.addWidget(self._note)
        text.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(text)
        column.addWidget(self.chats, 1)

    def set_count(self, count: int) -> None:
        """So many chats are here, read or not."""
        self._empty.setVisible(not count)
        self._has_chats = bool(count)
        self._act.setVisible(self._acts and bool(count))
        self._show_note()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()

    def _show_note(self) -> None:
        """Where it would leave the chats no room it is told by the title alone."""
        note = self._note.heightForWidth(max(1, self.width() - 2 * MARGIN - 16))
        room = self.height() - self._back.height() - note - 10
        fits = room >= _LEAST_ROWS * self._back.height()
        self._note.setVisible(self._has_chats and fits)
