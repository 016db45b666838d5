"""Line icons, drawn by us as SVG on a 24 grid and tinted by the palette."""

from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QIcon, QPixmap

from promptrun_desktop.assets import resource


@cache
def tinted(name: str, colour: str) -> QIcon:
    """The icon in one colour, at every scale a screen may have; empty where it is not drawn."""
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        return QIcon()
    drawing = path.read_bytes().replace(b"currentColor", colour.encode())
    icon = QIcon()
    for size in (16, 24, 32, 48, 64):
        sized = drawing.replace(
            b'width="24" height="24"', f'width="{size}" height="{size}"'.encode()
        )
        pixmap = QPixmap()
        pixmap.loadFromData(QByteArray(sized), "SVG")
        icon.addPixmap(pixmap)
    return icon
