"""The composer's field: Enter sends or breaks the line, but never while a word is composed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.growing_edit import GrowingEdit, utf16_length

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ComposerEdit(GrowingEdit):
    """`send_pressed` when the person means to send; what then happens is the composer's."""

    send_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._plain_enter_sends = True

    def set_send_key(self, key: str) -> None:
        """`enter`, or `ctrl_enter`: then Enter breaks the line. Ctrl+Enter sends with both."""
        self._plain_enter_sends = key != "ctrl_enter"

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not in the text yet."""
        return self._composing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        event.accept()
        if self._composing:
            return  # This Enter chooses a word; not every input method keeps it to itself.
        if not self._sends(event.modifiers() & _MODIFIERS):
            # A paragraph of its own: Qt's Shift+Enter would put U+2028 into the text.
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        elif not event.isAutoRepeat():
            self.send_pressed.emit()

    def _sends(self, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return True
        return self._plain_enter_sends and modifiers == Qt.KeyboardModifier.NoModifier

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is taken by the window: its address is no question."""
        if any(each.isLocalFile() for each in event.mimeData().urls()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False

    def take_out(self, submitted: str) -> None:
        """Remove what was submitted and leave what was added before, after or within it.

        One step that can be undone. Where parts of it were deleted meanwhile, nothing is removed:
        better a leftover than a loss.
        """
        raw = self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        spans = [(0, len(raw))] if raw.strip() == submitted.strip() else _spans(raw, submitted)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end in reversed(spans):
            cursor.setPosition(utf16_length(raw[:start]))
            cursor.setPosition(utf16_length(raw[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        cursor.endEditBlock()


def _spans(now: str, before: str) -> list[tuple[int, int]]:
    """Where `before` stands in `now`, whole or parted by one insertion."""
    if before in now:
        start = 0 if now.startswith(before) else now.rfind(before)
        return [(start, start + len(before))]
    head = _common(now, before)
    tail = len(before) - head
    if now[len(now) - tail :] == before[head:]:
        return [(0, head), (len(now) - tail, len(now))]
    return []


def _common(one: str, two: str) -> int:
    """The length of the beginning that both share."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == two[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
