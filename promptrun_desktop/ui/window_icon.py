"""The sign of the app beside its window's title and in the bar of tasks."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from promptrun_desktop.assets import resource

# What X11 and Windows ask for; other sizes are scaled from these.
SIZES = (16, 24, 32, 48, 64, 128)
# Up to here the sign is drawn simpler, on a grid of 16.
SMALL = 24


def window_icon() -> QIcon:
    """As pixels: an icon that is drawn from one SVG tells X11 no sizes, and is scaled to each."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_drawn(size))
    return icon


def _drawn(size: int) -> QPixmap:
    name = "promptrun-desktop-small.svg" if size <= SMALL else "promptrun-desktop.svg"
    reader = QImageReader(str(resource("icon", name)))
    reader.setScaledSize(QSize(size, size))
    return QPixmap.fromImage(reader.read())
