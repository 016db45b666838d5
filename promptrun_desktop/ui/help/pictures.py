"""Reads pictures of the guide and makes them as small as they are shown, in threads."""

from typing import NamedTuple

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader


class Wanted(NamedTuple):
    """A file, and how large it is shown in pixels of the screen."""

    path: str
    size: QSize


class Pictures(QObject):
    """`came` carries what was asked for and its picture, on this thread."""

    came = Signal(object, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def ask(self, wanted: Wanted) -> None:
        self._pool.start(_Reading(wanted, self))

    def close(self) -> None:
        """Back when no thread works for it any more: at most one picture later."""
        self._pool.clear()
        self._pool.waitForDone()


class _Reading(QRunnable):
    def __init__(self, wanted: Wanted, pictures: Pictures) -> None:
        super().__init__()
        self._wanted, self._pictures = wanted, pictures

    def run(self) -> None:
        image = QImageReader(self._wanted.path).read()
        if not image.isNull():
            image = image.convertToFormat(QImage.Format.Format_RGB32).scaled(
                self._wanted.size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._pictures.came.emit(self._wanted, image)
