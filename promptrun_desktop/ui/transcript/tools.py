"""The real widgets that stand in leaves: what each shows of a message, and what it asks for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.transcript.actions_row import ActionsRow
from promptrun_desktop.ui.transcript.buttons import OUTLINED, SmallButton
from promptrun_desktop.ui.transcript.leaves.chrome import ActionsLeaf, ThinkingHead
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.leaves.question_card import CardEnd, CardTop
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.state_strip import StateStrip
from promptrun_desktop.ui.transcript.version_switch import ONE, VersionSwitch
from promptrun_desktop.ui.translation import translate

COPIED_MS = 1500


class Wishes(QObject):
    """What a person asked for: of a message by its id, or of a leaf. `version` is so many
    versions on (1) or back (-1); `more` wants a menu at a place of the screen."""

    copy_message = Signal(str)
    edit = Signal(str)
    retry = Signal(str)
    go_on = Signal(str)
    branch = Signal(str)
    compare = Signal(str)
    delete = Signal(str)
    version = Signal(str, int)
    more = Signal(str, QPoint)
    action = Signal(str, str)
    thinking_toggled = Signal(str)
    copy_code = Signal(object)
    copy_table = Signal(object)


class Tool:
    """A widget that serves one leaf after another. `fit` is called for each frame, and touches
    the widget only where something changed; an empty size means that there is nothing to show."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget
        self.name = ""
        self.message_id = ""
        self.resized: Callable[[], None] = lambda: None
        self._copied = QTimer(widget, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(lambda: self.say_copied(False))

    def fit(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        """The size for a leaf; `last` says that no message follows, `room` is in pixels."""
        if message.id != self.message_id:
            self.message_id = message.id
            for each in (self.widget, *self.stops()):
                each.setProperty("message", message.id)
        return self.take(leaf, message, last, room)

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order of the eye."""
        return [self.widget]

    def set_hovered(self, hovered: bool) -> None:
        """Most look the same."""

    def set_busy(self, busy: bool) -> None:
        """Only those that ask for something care."""

    def say_copied(self, done: bool) -> None:
        """Only those that copy do; `show_copied` takes it back after a while."""

    def show_copied(self) -> None:
        self.say_copied(True)
        self._copied.start()

    def restyle(self) -> None:
        """Fonts or colours changed: what was measured is void."""
        self.widget.update()

    def clear(self) -> None:
        """It stands nowhere now, and forgets what it said there."""
        if self._copied.isActive():
            self._copied.stop()
            self.say_copied(False)
        self.set_hovered(False)
        self.message_id = ""


class ActionsTool(Tool):
    """`veiled` ones belong to questions and only show when that is hovered."""

    def __init__(self, sheet: Sheet, wishes: Wishes, parent: QWidget, *, veiled: bool) -> None:
        self._row = row = ActionsRow(sheet, veiled=veiled, parent=parent)
        self._state: object = None
        self._size = QSize()
        super().__init__(row)
        row.copy_clicked.connect(lambda: wishes.copy_message.emit(self.message_id))
        row.edit_clicked.connect(lambda: wishes.edit.emit(self.message_id))
        row.retry_clicked.connect(lambda: wishes.retry.emit(self.message_id))
        row.more_clicked.connect(lambda place: wishes.more.emit(self.message_id, place))
        row.versions.stepped.connect(lambda step: wishes.version.emit(self.message_id, step))

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        facts = leaf.facts(message) if isinstance(leaf, ActionsLeaf) else ""
        # Those of a question stand below its card.
        versions = leaf.versions if isinstance(leaf, ActionsLeaf) else ONE
        state = (message.id, message.state, can_retry(message, last), facts, room, versions)
        if state != self._state:
            self._state = state
            self._row.versions.show_versions(versions)
            self._row.offer(
                versions=versions.total > 1,
                edit=message.role is Role.USER,
                retry=can_retry(message, last),
                writing=message.state is State.WRITING,
            )
            self._row.set_facts(facts)
            self._size = self._row.arrange(room)
        writing = message.state is State.WRITING
        return QSize() if writing and versions.total == 1 else self._size

    def stops(self) -> list[QWidget]:
        return list(self._row.buttons())

    def set_busy(self, busy: bool) -> None:
        self._row.set_busy(busy)

    def set_hovered(self, hovered: bool) -> None:
        self._row.set_hovered(hovered)

    def say_copied(self, done: bool) -> None:
        self._row.show_copied(done)

    def restyle(self) -> None:
        self._state = None
        super().restyle()


class VersionsTool(Tool):
    """Below the card of a question that was asked in several ways."""

    def __init__(self, sheet: Sheet, wishes: Wishes, parent: QWidget) -> None:
        self._switch = VersionSwitch(sheet, parent)
        self._state: object = None
        self._size = QSize()
        super().__init__(self._switch)
        self._switch.stepped.connect(lambda step: wishes.version.emit(self.message_id, step))

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        assert isinstance(leaf, CardEnd)
        if leaf.versions != self._state:
            self._state = leaf.versions
            self._switch.show_versions(leaf.versions)
            self._size = self._switch.arrange()
        return self._size

    def stops(self) -> list[QWidget]:
        return list(self._switch.buttons())

    def restyle(self) -> None:
        self._state = None
        super().restyle()


class StripTool(Tool):
    def __init__(self, sheet: Sheet, wishes: Wishes, parent: QWidget) -> None:
        self._strip = StateStrip(sheet, parent)
        self._state: object = None
        self._size = QSize()
        super().__init__(self._strip)
        self._strip.clicked.connect(lambda action: wishes.action.emit(action, self.message_id))

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        assert isinstance(leaf, StripLeaf)
        if (leaf.ending, room) != self._state:
            self._state = (leaf.ending, room)
            self._strip.show_ending(leaf.ending)
            self._size = QSize(room, self._strip.arrange(room))
        return self._size

    def stops(self) -> list[QWidget]:
        return [self._strip.button]

    def restyle(self) -> None:
        self._state = None
        self._strip.restyle()
        super().restyle()


class ThinkingTool(Tool):
    def __init__(self, sheet: Sheet, wishes: Wishes, parent: QWidget) -> None:
        self._button = button = SmallButton(
            sheet, "show_thinking", icon="chevron-right", face=Face(13, tone="dim"), parent=parent
        )
        self._state: object = None
        super().__init__(button)
        button.setToolTip(translate("Transcript", "Show what the model thought before it answered"))
        button.clicked.connect(lambda: wishes.thinking_toggled.emit(self.message_id))

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        assert isinstance(leaf, ThinkingHead)
        if (leaf.label, leaf.unfolded) != self._state:
            self._state = (leaf.label, leaf.unfolded)
            self._button.setText(leaf.label)
            self._button.setAccessibleName(leaf.label)
            self._button.set_icon("chevron-down" if leaf.unfolded else "chevron-right")
        return self._button.sizeHint()


class CopyTool(Tool):
    """Copy in the head of a card of code, with its word, or above a table, without."""

    def __init__(self, sheet: Sheet, wishes: Wishes, parent: QWidget, *, table: bool) -> None:
        self._button = _table_button(sheet, parent) if table else _code_button(sheet, parent)
        self._leaf: Leaf | None = None
        self._table = table
        super().__init__(self._button)
        signal = wishes.copy_table if table else wishes.copy_code
        self._button.clicked.connect(lambda: self._ask(signal.emit))

    def take(self, leaf: Leaf, message: Message, last: bool, room: int) -> QSize:
        self._leaf = leaf
        return self._button.sizeHint()

    def set_hovered(self, hovered: bool) -> None:
        if self._table:
            self._button.veiled = not hovered
            self._button.update()

    def say_copied(self, done: bool) -> None:
        self._button.set_icon("check" if done else "copy")
        if not self._table:
            copied, copy = translate("Transcript", "Copied"), translate("Transcript", "Copy")
            self._button.setText(copied if done else copy)
            self.resized()

    def clear(self) -> None:
        super().clear()
        self._leaf = None

    def _ask(self, emit: Callable[[Leaf], None]) -> None:
        if self._leaf is not None:
            emit(self._leaf)
            self.show_copied()


def can_retry(message: Message, last: bool) -> bool:
    """An earlier question has a reply, which can be retried instead."""
    return message.role is Role.ASSISTANT or (message.role is Role.USER and last)


def make_tool(name: str, sheet: Sheet, wishes: Wishes, parent: QWidget) -> Tool:
    """For a leaf whose `tool` has that name."""
    made = _MAKERS[name](sheet, wishes, parent)
    made.name = name
    made.widget.hide()
    return made


def tool_room(leaf: Leaf, x: int, width: int) -> int:
    """How wide a tool may be; what stands beside a card also has the margin left of the column."""
    return x + leaf.inset if isinstance(leaf, CardTop) else width


def _code_button(sheet: Sheet, parent: QWidget) -> SmallButton:
    word = translate("Transcript", "Copy")
    button = SmallButton(sheet, "copy_code", icon="copy", text=word, parent=parent)
    button.setAccessibleName(translate("Transcript", "Copy code"))
    return button


def _table_button(sheet: Sheet, parent: QWidget) -> SmallButton:
    label = translate("Transcript", "Copy as table")
    # On a ground of its own: of a table as wide as the page it covers a corner of the head.
    button = SmallButton(
        sheet, "copy_table", icon="copy", label=label, shape=OUTLINED, parent=parent
    )
    button.tone = "dim"
    button.veiled = True
    return button


_MAKERS: dict[str, Callable[[Sheet, Wishes, QWidget], Tool]] = {
    "actions": partial(ActionsTool, veiled=False),
    "card_actions": partial(ActionsTool, veiled=True),
    "copy_code": partial(CopyTool, table=False),
    "copy_table": partial(CopyTool, table=True),
    "strip": StripTool,
    "thinking": ThinkingTool,
    "versions": VersionsTool,
}
