"""One text with what went struck out and what came underlined; plain characters only."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from promptrun_desktop.text.differences import Kind, Part
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.compare.runs import runs
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.slices import Slices

# A longer line is laid out in parts, for its cost does not grow with its length alone.
_LINE = 3_000
_GOES_ON = 1


class DifferenceView(QPlainTextEdit):
    """To be read, selected and copied."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: Sequence[Part] = ()
        self._column = 0
        # Where each change begins, in characters of the document.
        self._places: list[int] = []
        self._slices = Slices(self)
        self.setObjectName("differences")
        self.setAccessibleName(self.tr("Differences"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        look.changed.connect(self._restyle)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """In place of what was shown; a long text comes in slices."""
        self._parts = parts
        self._slices.cancel()
        self.clear()
        self._column = 0
        self._places = []
        self._slices.start(self._insert(parts), self._show_first)

    @property
    def busy(self) -> bool:
        """Whether more of the text is still to come."""
        return self._slices.busy

    def text(self) -> str:
        """Everything, as it reads, also what is still to come."""
        return clean("".join(run.text for run in runs(self._parts)))

    def go_to_next(self) -> None:
        """To the next change behind the caret, or the first again."""
        if self._places:
            at = bisect_right(self._places, self.textCursor().position())
            self._go_to(self._places[at % len(self._places)])

    def createMimeDataFromSelection(self) -> QMimeData:
        return _plain(self.textCursor())

    def _insert(self, parts: Sequence[Part]) -> Iterator[None]:
        formats = {kind: self._format(kind) for kind in Kind}
        cursor, before = QTextCursor(self.document()), Kind.SAME
        for run in runs(parts):
            if run.kind is not Kind.SAME and before is Kind.SAME:
                self._places.append(cursor.position())
            before = run.kind if run.text.strip() else before
            if self._column > _LINE:
                cursor.insertBlock()
                cursor.block().setUserState(_GOES_ON)
                self._column = 0
            text = clean(run.text)
            cursor.insertText(text, formats[run.kind])
            _head, line_end, tail = text.rpartition("\n")
            self._column = len(tail) if line_end else self._column + len(text)
            yield

    def _show_first(self) -> None:
        if self._places:
            self._go_to(self._places[0])

    def _go_to(self, place: int) -> None:
        """With some lines around it, so that it is clear where that is."""
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.centerCursor()

    def _format(self, kind: Kind) -> QTextCharFormat:
        tokens, made = self._look.tokens, QTextCharFormat()
        made.setForeground(QColor(tokens.fg))
        if kind is not Kind.SAME:
            tone = QColor(tokens.err if kind is Kind.GONE else tokens.ok)
            made.setForeground(tone)
            made.setFontStrikeOut(kind is Kind.GONE)
            made.setFontUnderline(kind is Kind.NEW)
            tone.setAlpha(36 if tokens.dark else 22)
            made.setBackground(tone)
        return made

    def _restyle(self) -> None:
        self.show_parts(self._parts)


def _plain(cursor: QTextCursor) -> QMimeData:
    """The selection, without the line ends that are ours."""
    document, end = cursor.document(), cursor.selectionEnd()
    block = document.findBlock(cursor.selectionStart())
    start, pieces = cursor.selectionStart(), list[str]()
    while block.isValid() and block.position() <= end:
        if pieces and block.userState() != _GOES_ON:
            pieces.append("\n")
        each = QTextCursor(document)
        each.setPosition(max(start, block.position()))
        last = block.position() + block.length() - 1
        each.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        pieces.append(each.selectedText().replace("\u2028", "\n"))
        block = block.next()
    data = QMimeData()
    data.setText("".join(pieces))
    return data
