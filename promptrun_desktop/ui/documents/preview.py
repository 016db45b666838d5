"""The preview of a document: its pages under each other, laid out as far as they are seen."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.documents.formula_desk import FormulaDesk
from promptrun_desktop.ui.documents.page import Page
from promptrun_desktop.ui.documents.page_pictures import PagePictures
from promptrun_desktop.ui.documents.pages import lay_out, lay_out_text
from promptrun_desktop.ui.documents.paper import PageSize, local_paper
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.slices import WAIT, Slices

# Nobody looks through more; the document itself has them all.
MOST_PAGES = 200
# Pages that are laid out below the last one that is seen.
_AHEAD = 1
_FIRST_SLICE = 0.04
_MARGIN, _BETWEEN, _WIDEST, _STEP, _END = 16, 14, 860, 48, 72


class Preview(QAbstractScrollArea):
    """`counted(pages, complete)`: how many pages are laid out by now, and whether these are all.

    `moved(page)`: the page that takes most of the view, counted from 1.
    """

    counted = Signal(int, bool)
    moved = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._paper: PageSize = local_paper()
        self._pages: list[Page] = []
        self._source: Iterator[Page | None] | None = None
        self._complete = False
        self._pictures = PagePictures()
        self._slices = Slices(self, first=_FIRST_SLICE)
        self._desk: FormulaDesk | None = None
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Preview of the document"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its room stays, or the pages would change their size when the bar comes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(_STEP)
        look.changed.connect(self.viewport().update)

    @property
    def pages(self) -> int:
        """Those that are laid out by now."""
        return len(self._pages)

    @property
    def complete(self) -> bool:
        """Whether these are all; never of a document with more than MOST_PAGES."""
        return self._complete

    def show_content(self, content: Content, labels: Labels, draw: Draw | None = None) -> None:
        """In place of what was shown. Without `draw` formulas are drawn by a process of its own."""
        if draw is None:
            self._desk = self._desk or self._open_desk()
            draw = self._desk
        self._begin(lay_out(content, labels, draw, local_paper()))

    def show_text(self, text: str) -> None:
        """Plain characters of equal width: the beginning of a document that is text."""
        self._begin(lay_out_text(text, local_paper()))

    def clear(self) -> None:
        """Nothing is shown, and nothing worked on."""
        self._slices.cancel()
        self._source, self._complete, self._page = None, False, 0
        self._pages.clear()
        self._pictures.forget()
        self.verticalScrollBar().setValue(0)
        self._show_places()

    def go_to(self, page: int) -> None:
        """Bring the beginning of a page into sight, counted from 1."""
        self.verticalScrollBar().setValue(self._top(page - 1) - _BETWEEN)

    def page_size(self) -> QSize:
        """Of a page in pixels: as wide as there is room."""
        width = max(80, min(_WIDEST, self.viewport().width() - 2 * _MARGIN))
        return QSize(width, round(width * self._paper.height / self._paper.width))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tokens = self._look.tokens
        painter.fillRect(event.rect(), QColor(tokens.side))
        size = self.page_size()
        total = len(self._pages) if self._complete else None
        left, offset = (self.viewport().width() - size.width()) // 2, self._offset()
        for number in self._seen():
            area = QRect(QPoint(left, self._top(number) - offset), size)
            if number < len(self._pages):
                page, ratio = self._pages[number], self.devicePixelRatioF()
                picture = self._pictures.of(page, size, ratio, total)
                painter.drawPixmap(area.topLeft(), picture)
            else:
                painter.fillRect(area, Qt.GlobalColor.white)
            painter.setPen(QColor(tokens.line))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
        if self._is_cut:
            self._paint_end(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was at the upper edge stays there."""
        before = event.oldSize().width()
        place = self._offset() / self._pitch_at(before) if before > 0 else 0.0
        super().resizeEvent(event)
        self._show_places()
        self.verticalScrollBar().setValue(round(place * self._pitch()))
        self._go_on()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._go_on()
        self._tell_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar.triggerAction(
                bar.SliderAction.SliderPageStepSub if back else bar.SliderAction.SliderPageStepAdd
            )
        else:
            super().keyPressEvent(event)

    @property
    def _is_cut(self) -> bool:
        """Whether the document goes on where the preview does not."""
        return len(self._pages) == MOST_PAGES and self._source is None and not self._complete

    def _paint_end(self, painter: QPainter) -> None:
        top = self._top(len(self._pages)) - _BETWEEN - self._offset()
        area = QRect(0, top, self.viewport().width(), _END)
        painter.setPen(QColor(self._look.tokens.dim))
        painter.setFont(self._look.font())
        painter.drawText(
            area,
            Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
            self.tr("The preview ends here. The document has more pages."),
        )

    def _begin(self, source: Iterator[Page | None]) -> None:
        self.clear()
        self._paper = local_paper()
        self._source = source
        self._show_places()
        self._go_on()

    def _go_on(self) -> None:
        if self._source is not None and not self._slices.busy and self._wants_more():
            self._slices.start(self._work(), self._on_paused)

    def _wants_more(self) -> bool:
        seen = self._seen()
        return self._source is not None and len(self._pages) <= seen.stop - 1 + _AHEAD

    def _work(self) -> Iterator[object]:
        """Pages as far as they are wanted; the rest waits in the source."""
        assert self._source is not None
        while self._wants_more():
            page = next(self._source, self)
            if page is self:
                self._end(complete=True)
            elif isinstance(page, Page):
                self._add(page)
            yield WAIT if self._desk is not None and self._desk.held_up() else None

    def _add(self, page: Page) -> None:
        self._pages.append(page)
        if len(self._pages) == MOST_PAGES:
            self._end(complete=False)
        else:
            self._show_places()
            self.counted.emit(len(self._pages), False)
        if len(self._pages) == 1:
            self._tell_page()

    def _end(self, *, complete: bool) -> None:
        self._source, self._complete = None, complete
        self._pictures.forget()
        self._show_places()
        self.counted.emit(len(self._pages), complete)

    def _on_paused(self) -> None:
        """It may have been scrolled meanwhile."""
        self._go_on()

    def _show_places(self) -> None:
        """The scroll bar, for the pages there are and one that is to come."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        count = len(self._pages) + (self._source is not None)
        below = _END if self._is_cut else _MARGIN
        whole = self._top(count) - _BETWEEN + below if count else 0
        bar.setPageStep(max(1, height - _STEP))
        bar.setRange(0, max(0, whole - height))
        self.viewport().update()

    def _tell_page(self) -> None:
        middle = self._offset() + self.viewport().height() // 2
        page = min(max(1, (middle - _MARGIN) // self._pitch() + 1), max(1, len(self._pages)))
        if page != self._page:
            self._page = page
            self.setAccessibleDescription(self.tr("Page {0}").replace("{0}", str(page)))
            self.moved.emit(page)

    def _seen(self) -> range:
        """The numbers of the pages in sight, counted from 0; the last may not be there yet."""
        offset, pitch = self._offset(), self._pitch()
        first = max(0, (offset - _MARGIN) // pitch)
        last = max(first, (offset + self.viewport().height() - _MARGIN) // pitch)
        count = len(self._pages) + (self._source is not None)
        return range(min(first, count), min(last + 1, count))

    def _top(self, number: int) -> int:
        return _MARGIN + number * self._pitch()

    def _pitch(self) -> int:
        return self.page_size().height() + _BETWEEN

    def _pitch_at(self, width: int) -> float:
        page = max(80, min(_WIDEST, width - 2 * _MARGIN))
        return page * self._paper.height / self._paper.width + _BETWEEN

    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _open_desk(self) -> FormulaDesk:
        desk = FormulaDesk()
        close = desk.close
        self.destroyed.connect(lambda *_: close())
        return desk
