"""Real widgets only for the leaves that are seen: made, moved, lent to others, in the tab order."""

from collections.abc import Hashable
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.tools import Tool, Wishes, make_tool, tool_room

_SPARE = 8
_ACTIONS = ("actions", "card_actions")


class _Stand(NamedTuple):
    """A tool in its leaf, whose corner is at `x`, `y` of the viewport."""

    tool: Tool
    leaf: Leaf
    x: int
    y: int


class Fittings(Wishes):
    """For each frame: `begin`, `show` for every leaf that is seen and has a tool, `end`.

    `parent` is the viewport, `home` takes the focus of a widget that goes, and Tab comes from it.
    """

    def __init__(self, sheet: Sheet, parent: QWidget, home: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._viewport = parent
        self._home = home
        self._standing: dict[Hashable, _Stand] = {}
        self._seen: set[Hashable] = set()
        self._spare: dict[str, list[Tool]] = {}
        self._order: list[QWidget] = []
        self._hovered = ""
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether an answer is written, so that nothing else can be asked."""
        return self._busy

    def begin(self) -> None:
        self._seen.clear()

    def show(
        self, key: Hashable, leaf: Leaf, message: Message, x: int, y: int, width: int, *, last: bool
    ) -> bool:
        """`x`, `y` is the corner of the leaf, which is measured, in the viewport; `last` says that
        no message follows. The same `key` keeps its widget from one frame to the next. Whether
        there is something to see."""
        stand = self._standing.get(key)
        if stand is not None and stand.tool.name != leaf.tool:
            self._release(self._standing.pop(key).tool)
            stand = None
        tool = stand.tool if stand is not None else self._take(leaf.tool)
        strange = tool.message_id != message.id
        self._standing[key] = _Stand(tool, leaf, x, y)
        self._seen.add(key)
        size = tool.fit(leaf, message, last, tool_room(leaf, x, width))
        if strange:
            tool.set_hovered(message.id == self._hovered)
            tool.resized = lambda: self._replace(key)
        if size.isEmpty():
            self._hide(tool.widget)
            return False
        _place(tool.widget, leaf.tool_place(size).translated(x, y))
        if tool.widget.isHidden():
            tool.widget.show()
        return True

    def move(self, key: Hashable, y: int) -> None:
        """The same leaf at another height, with the same to show."""
        stand = self._standing.get(key)
        if stand is not None:
            self._standing[key] = _Stand(stand.tool, stand.leaf, stand.x, y)
            widget = stand.tool.widget
            _place(widget, stand.leaf.tool_place(widget.size()).translated(stand.x, y))

    def end(self) -> None:
        """What was not shown since `begin` goes."""
        for key in self._standing.keys() - self._seen:
            self._release(self._standing.pop(key).tool)
        self.chain()

    def clear(self) -> None:
        self.begin()
        self.end()

    def chain(self) -> None:
        """Bring the tab order into the order of the eye."""
        order = [self._home, *self._stops()]
        if order != self._order:
            self._order = order
            for first, second in pairwise(order):
                QWidget.setTabOrder(first, second)

    def set_hovered(self, message_id: str) -> None:
        """The message under the mouse, "" for none."""
        before, self._hovered = self._hovered, message_id
        if before != message_id:
            for stand in self._standing.values():
                if stand.tool.message_id in (before, message_id):
                    stand.tool.set_hovered(stand.tool.message_id == message_id)

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        for stand in self._standing.values():
            stand.tool.set_busy(busy)

    def target(self) -> str:
        """The message with the focus in it, else the one under the mouse; "" for none."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self._viewport.isAncestorOf(focused)
        return (inside and focused is not None and focused.property("message")) or self._hovered

    def focus(self, message_id: str, name: str) -> None:
        """Give the focus to a widget of a message, or to what stands beside it if that cannot
        take it."""
        found = [
            stop
            for tool in self._seen_tools()
            for stop in tool.stops()
            if tool.message_id == message_id and stop.isVisible() and stop.isEnabled()
        ]
        named = [stop for stop in found if stop.objectName() == name]
        beside = [stop for stop in found if stop.objectName().startswith("version_")]
        for stop in (named or beside)[:1]:
            stop.setFocus()

    def show_copied(self, message_id: str) -> None:
        """The source of a message is in the clipboard, also if a menu did it."""
        for stand in self._standing.values():
            if stand.tool.message_id == message_id and stand.leaf.tool in _ACTIONS:
                stand.tool.show_copied()

    def widgets(self, message_id: str) -> list[QWidget]:
        """What stands in a message and is seen, from top to bottom; rows hold their buttons."""
        return [tool.widget for tool in self._seen_tools() if tool.message_id == message_id]

    def restyle(self) -> None:
        """The look changed; the next frame fits everything anew."""
        for stand in self._standing.values():
            stand.tool.restyle()
        for spare in self._spare.values():
            for tool in spare:
                tool.restyle()

    def _seen_tools(self) -> list[Tool]:
        tools = (stand.tool for stand in self._standing.values())
        seen = [tool for tool in tools if not tool.widget.isHidden()]
        return sorted(seen, key=lambda tool: (tool.widget.y(), tool.widget.x()))

    def _stops(self) -> list[QWidget]:
        return [stop for tool in self._seen_tools() for stop in tool.stops() if stop.isVisible()]

    def _take(self, name: str) -> Tool:
        spare = self._spare.get(name)
        tool = spare.pop() if spare else make_tool(name, self._sheet, self, self._viewport)
        tool.set_busy(self._busy)
        return tool

    def _release(self, tool: Tool) -> None:
        self._hide(tool.widget)
        tool.resized = lambda: None
        tool.clear()
        spare = self._spare.setdefault(tool.name, [])
        if len(spare) < _SPARE:
            spare.append(tool)
        else:
            tool.widget.deleteLater()

    def _hide(self, widget: QWidget) -> None:
        """Hiding hands the focus to whatever comes next, which may be anywhere."""
        if not widget.isHidden():
            focused = QApplication.focusWidget()
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                self._home.setFocus()
            widget.hide()

    def _replace(self, key: Hashable) -> None:
        """Its label changed, and its size with it."""
        stand = self._standing.get(key)
        if stand is not None:
            place = stand.leaf.tool_place(stand.tool.widget.sizeHint())
            _place(stand.tool.widget, place.translated(stand.x, stand.y))


def _place(widget: QWidget, place: QRect) -> None:
    place.moveLeft(max(0, place.left()))
    if widget.geometry() != place:
        widget.setGeometry(place)
