"""Line icons, drawn by us as SVG on a 24 grid and tinted by the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from promptrun_desktop.assets import resource

_GRID = b'width="24" height="24"'


@cache
def tinted(name: str, colour: str, checked: str = "") -> QIcon:
    """The icon in one colour, `#RRGGBB`, and another when checked; empty where it is not drawn.

    Nothing is read or drawn before the icon is shown, then exactly at the size it is shown in.
    """
    if not resource("icons", f"{name}.svg").is_file():
        return QIcon()
    return QIcon(_LineIcon(name, colour, checked or colour))


@cache
def drawn(name: str, colour: str, pixels: int) -> QPixmap:
    """A square of that many device pixels."""
    svg = _source(name).replace(b"currentColor", colour.encode())
    svg = svg.replace(_GRID, b'width="%d" height="%d"' % (pixels, pixels))
    pixmap = QPixmap()
    pixmap.loadFromData(QByteArray(svg), "SVG")
    return pixmap


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


class _LineIcon(QIconEngine):
    """Draws on demand: an icon that is never shown costs nothing, and no scale is blurred."""

    def __init__(self, name: str, colour: str, checked: str) -> None:
        super().__init__()
        self._name, self._colour, self._checked = name, colour, checked

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._checked)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        drawing = self._at(side, mode, state)
        if size.width() <= side:
            return drawing
        # Wider than high: the room is a gap between the icon and the words after it.
        room = QPixmap(size)
        room.fill(Qt.GlobalColor.transparent)
        from_right = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(room)
        painter.drawPixmap(size.width() - side if from_right else 0, 0, drawing)
        painter.end()
        return room

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        pixmap = self.pixmap(size * scale, mode, state)
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(square, self._at(round(side * scale), mode, state))

    def _at(self, pixels: int, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._checked if state == QIcon.State.On else self._colour
        pixmap = drawn(self._name, colour, max(1, pixels))
        return _faded(pixmap) if mode == QIcon.Mode.Disabled else QPixmap(pixmap)


def _faded(pixmap: QPixmap) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(0.4)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded
