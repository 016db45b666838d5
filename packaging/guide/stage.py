"""The app on a stage: offscreen, twice as large, in one font, at one hour, with made-up chats."""

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from promptrun_desktop.app.start import Parts

SCALE = 2
FONT = "Inter"
HOUR = "12:00"
_PATIENCE = 30.0  # seconds


def prepare() -> None:
    """What Qt and the clock read once, at their start. Raises RuntimeError without the font."""
    folder = Path(tempfile.mkdtemp(prefix="promptrun-guide-"))
    screen = {"name": "stage", "x": 0, "y": 0, "width": 5600, "height": 4000}
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"
    os.environ.update(TZ="UTC", LC_ALL="C.UTF-8", LANGUAGE="C")
    os.environ.update(QT_FONT_DPI="96", QT_SCALE_FACTOR=str(SCALE))
    time.tzset()


class Actor:
    """Drives the window with clicks and keys, and takes pictures of what is to be seen."""

    def __init__(self, parts: "Parts") -> None:
        self.parts = parts
        self.window = parts.window

    @property
    def shell(self) -> Any:
        return self.window.shell

    def find(self, name: str, within: "QWidget | None" = None) -> "QWidget":
        """The visible widget of that name that was made last."""
        from PySide6.QtWidgets import QApplication, QWidget

        roots = [within] if within is not None else QApplication.topLevelWidgets()
        found = [
            each
            for root in roots
            for each in (root, *root.findChildren(QWidget))
            if each.objectName() == name and each.isVisible()
        ]
        if not found:
            raise LookupError(f"there is no {name} on the stage")
        return found[-1]

    def sees(self, name: str) -> bool:
        try:
            return bool(self.find(name))
        except LookupError:
            return False

    def click(self, target: "QWidget | str") -> None:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        widget = self.find(target) if isinstance(target, str) else target
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        no_keys = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, no_keys, middle)

    def type(self, name: str, text: str) -> None:
        from PySide6.QtTest import QTest

        box = self.find(name)
        box.setFocus()
        QTest.keyClicks(box, text)

    async def until(self, holds: Callable[[], object], what: str) -> None:
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while not holds():
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"waited in vain for {what}")
            await asyncio.sleep(0.01)

    async def settle(self) -> None:
        """Until what was begun is laid out, coloured and painted."""
        for _ in range(12):
            await asyncio.sleep(0.03)

    async def shape(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        await self.settle()

    def grab(self, *over: "QWidget", area: "QRect | None" = None) -> "QImage":
        """The window, with others over it where they stand, or a part of both; no caret, no ring
        of the keyboard."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QPainter

        picture = self.window.grab()
        painter = QPainter(picture)
        for each in over:
            place = each.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(place, each.grab())
        painter.end()
        image: QImage = picture.toImage()
        return cut(image, area) if area is not None else image

    def area_of(self, *widgets: "QWidget | str", margin: int = 0) -> "QRect":
        """Where these stand in the window, together."""
        from PySide6.QtCore import QPoint, QRect

        whole = QRect()
        for each in widgets:
            widget = self.find(each) if isinstance(each, str) else each
            corner = widget.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
            whole = whole.united(QRect(corner, widget.size()))
        return whole.adjusted(-margin, -margin, margin, margin)


def cut(image: "QImage", area: "QRect") -> "QImage":
    """A part, given in pixels of the design."""
    from PySide6.QtCore import QRect

    inside = area.intersected(QRect(0, 0, image.width() // SCALE, image.height() // SCALE))
    return image.copy(
        inside.x() * SCALE, inside.y() * SCALE, inside.width() * SCALE, inside.height() * SCALE
    )
