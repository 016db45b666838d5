"""Pictures of the pages that are seen: painted once, moved when one scrolls."""

from collections import OrderedDict

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from promptrun_desktop.ui.documents.page import Page

# So many are seen at once, and one on each side.
_MOST = 6


class PagePictures:
    def __init__(self) -> None:
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._for: tuple[QSize, float] = (QSize(), 0.0)

    def forget(self) -> None:
        self._kept.clear()

    def of(self, page: Page, size: QSize, ratio: float, total: int | None) -> QPixmap:
        """`size` in pixels of the window, each of which has `ratio` of the screen's."""
        if self._for != (size, ratio):
            self._for = (QSize(size), ratio)
            self.forget()
        if page.number not in self._kept:
            self._kept[page.number] = _painted(page, size, ratio, total)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(page.number)
        return self._kept[page.number]


def _painted(page: Page, size: QSize, ratio: float, total: int | None) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(size.width() / page.paper.width, size.height() / page.paper.height)
    page.paint(painter, total)
    painter.end()
    return picture
