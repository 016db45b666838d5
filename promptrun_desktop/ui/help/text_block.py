"""A paragraph of the guide: plain characters with styles, links that mouse and keys can follow."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.ui.transcript.pieces import pieces, units
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box
from promptrun_desktop.ui.widgets.paragraph import Paragraph

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
# Narrower columns are nobody's wish.
_LETTERS = 8


class TextBlock(Paragraph):
    """`followed` carries the address of a link. A `marker` stands before the text, which is set in
    by so many pixels of the design."""

    followed = Signal(str)

    def __init__(
        self, sheet: Sheet, face: Face, spans: Sequence[Span], marker: str = "", indent: int = 0
    ) -> None:
        super().__init__("".join(span.text for span in spans))
        self._sheet, self._face, self._indent = sheet, face, indent
        self._box = TextBox(sheet, face, pieces(spans)[0])
        self._mark = TextBox(sheet, face, pieces([Span(marker)])[0]) if marker else None
        self._links = [run for run in self._box.piece.runs if run.href]
        runs = self._box.piece.runs
        # The chip of code reaches out by so much.
        self._edge = 2 if runs and not runs[0].start and runs[0].style & Style.CODE else 0
        self._heights: dict[int, int] = {}
        self._found: list[tuple[int, int, str]] = []
        self._hovered = ""
        self._at = -1  # the link the keyboard is on
        self.setProperty("ring", "none")
        if self._links:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def restyle(self) -> None:
        """Fonts or colours changed."""
        self._heights.clear()
        for box in (self._box, self._mark):
            if box is not None:
                box.restyle()
        self.updateGeometry()
        self.update()

    def mark_found(self, text: str) -> list[QRectF]:
        """Colour the places of a text, and tell where they are, from the top down."""
        here, self._found = self.text().casefold(), []
        # What casefolding makes longer would be found beside its place.
        if text and len(here) == len(self.text()):
            place = here.find(text)
            while place >= 0:
                start = units(self.text()[:place])
                end = start + units(self.text()[place : place + len(text)])
                self._found.append((start, end, "found"))
                place = here.find(text, place + len(text))
        self.update()
        self._set_out()
        return [rect for one in self._found for rect in self._box.rects(one[0], one[1])[:1]]

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            if len(self._heights) > 16:
                self._heights.clear()
            self._heights[width] = self._lay_out(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        wanted = self._inset() + self._edge + int(self._box.natural_width()) + 1
        return QSize(wanted, self._sheet.line)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inset() + int(self._sheet.letter * _LETTERS), self._sheet.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._set_out()
        painter = QPainter(self)
        clip = QRectF(event.rect())
        paint_box(painter, self._box, clip, found=self._found, hovered=self._hovered)
        if self._mark is not None:
            paint_box(painter, self._mark, clip)
        if self.hasFocus() and self._at >= 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._sheet.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self._rects(self._at):
                painter.drawRoundedRect(rect.adjusted(-1, 1, 1, -1), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._box.href_at(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        href = self._box.href_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and href:
            self.followed.emit(href)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self._at >= 0:
            self.followed.emit(self._links[self._at].href)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link, then on."""
        at = self._at + (1 if forward else -1)
        if self._links and 0 <= at < len(self._links):
            self._go_to(at)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._links:
            back = event.reason() == Qt.FocusReason.BacktabFocusReason
            self._go_to(len(self._links) - 1 if back else 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._at = -1
        self.update()

    def _go_to(self, at: int) -> None:
        self._at = at
        run = self._links[at]
        words = self._box.slice(run.start, run.start + run.length)
        self.setAccessibleDescription(self.tr("Link: {words}").replace("{words}", words))
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
        self.update()

    def _rects(self, at: int) -> list[QRectF]:
        run = self._links[at]
        return self._box.rects(run.start, run.start + run.length)

    def _hover(self, href: str) -> None:
        if href != self._hovered:
            self._hovered = href
            shape = Qt.CursorShape.PointingHandCursor if href else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _set_out(self) -> None:
        """As wide as it is now."""
        self._lay_out(max(1, self.width()))

    def _lay_out(self, width: int) -> int:
        inset = self._inset()
        self._box.x = 0 if self.isRightToLeft() else inset + self._edge
        height = self._box.lay_out(max(1, width - inset - self._edge))
        if self._mark is not None:
            self._mark.lay_out(self._mark.natural_width() + 1)
            self._mark.x = inset - self._mark.natural_width() - self._sheet.px(8)
        return height

    def _inset(self) -> int:
        return self._sheet.px(self._indent) if self._indent else 0
