"""A field for plain text that grows with what is in it, then scrolls."""

import re

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from promptrun_desktop.text.unicode import clean

# Beyond this the field has its full height without asking how its lines wrap.
HUGE = 200_000
# Breaking lines at words costs the square of the longest one: 80,000 characters without a
# space took half a second, a million a hundred seconds; breaking anywhere takes a tenth.
_LONG_WORD = 4_000
_LONG = re.compile(rf"\S{{{_LONG_WORD}}}")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


class GrowingEdit(QPlainTextEdit):
    """Takes text only, cleaned at its door; `text()` keeps non-breaking spaces.

    Its height lies between `least` and `most`, in pixels of text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = 0, 1_000
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.document().contentsChange.connect(self._watch_words)
        self.textChanged.connect(self.fit)

    def text(self) -> str:
        return clean(_LINE_ENDS.sub("\n", self.document().toRawText()))

    def set_text(self, text: str, *, undo: bool = True) -> None:
        """Replace everything, as one step that can be undone; `undo` False forgets the past."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(_cleaned(text))
        if not undo:
            self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def caret(self) -> int:
        """How many characters stand before the cursor."""
        before = QTextCursor(self.document())
        before.setPosition(self.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        return len(before.selectedText())

    def set_caret(self, caret: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(utf16_length(self.text()[:caret]))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_heights(self, least: int, most: int) -> None:
        self._least, self._most = least, max(least, most)
        self.fit()

    def line_height(self) -> int:
        return self.fontMetrics().lineSpacing()

    def fit(self) -> None:
        """Take the height that the text needs, within the bounds."""
        needed = self._needed()
        fits = needed <= self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        height = max(self._least, min(needed, self._most)) + self._frame_height()
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            if fits:
                self.verticalScrollBar().setValue(0)

    def _needed(self) -> int:
        document = self.document()
        if document.characterCount() > HUGE:
            return self._most + 1
        height = 2 * document.documentMargin()
        block = document.firstBlock()
        while block.isValid() and height <= self._most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return round(height + 0.49)

    def _frame_height(self) -> int:
        """What the style sheet adds above and below the text."""
        return max(0, self.height() - self.viewport().height()) if self.isVisible() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasFormat("text/plain")

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasFormat("text/plain"):
            self.textCursor().insertText(_cleaned(source.text()))
            self.ensureCursorVisible()

    def _watch_words(self, position: int, _removed: int, added: int) -> None:
        # Told before the lines are laid out: in time to choose how they break.
        anywhere = QTextOption.WrapMode.WrapAnywhere
        if added < _LONG_WORD or self.wordWrapMode() == anywhere:
            return
        end = min(position + added, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if _LONG.search(cursor.selectedText()):
            self.setWordWrapMode(anywhere)


def utf16_length(text: str) -> int:
    """Qt counts characters beyond U+FFFF as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cleaned(text: str) -> str:
    return _LINE_ENDS.sub("\n", clean(text))
