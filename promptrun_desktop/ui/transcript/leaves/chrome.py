"""Leaves around the text of a message: its header, heads and rows with buttons, plain room."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from promptrun_desktop.domain.message import Message
from promptrun_desktop.ui.transcript import facts
from promptrun_desktop.ui.transcript.header import Header
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf, Marks
from promptrun_desktop.ui.transcript.sheet import NAME, Sheet
from promptrun_desktop.ui.transcript.text_tally import TextTally
from promptrun_desktop.ui.transcript.version_switch import ONE, Versions
from promptrun_desktop.ui.translation import translate

_BUTTON = 26


class Chrome(Leaf):
    """Its height follows from the look alone, so counting is exact."""

    def tall(self) -> int:
        """The height without the gap, in pixels."""
        raise NotImplementedError

    def top(self) -> int:
        """Where it begins below its gap."""
        return self.sheet.px(self.gap) if self.gap else 0

    def estimate(self, width: int) -> int:
        return self.top() + self.tall()

    def arrange(self, width: int) -> int:
        return self.tall()

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        """A widget stands in it, or nothing does."""

    def tool_place(self, size: QSize) -> QRect:
        return QRect(0, self.top(), size.width(), size.height())


class Room(Chrome):
    """Nothing: so many design pixels of distance."""

    def __init__(self, sheet: Sheet, pixels: int) -> None:
        super().__init__(sheet)
        self._pixels = pixels

    def tall(self) -> int:
        return self.sheet.px(self._pixels) if self._pixels else 0


class HeaderLeaf(Chrome):
    """Who wrote a reply, with which model, when; its last pixels are room."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._header = Header(sheet)

    @property
    def words(self) -> tuple[str, str]:
        """The bold part and the dim one; both may be foreign."""
        return self._header.name, self._header.small

    def show(self, message: Message, name_of: Callable[[str], str]) -> bool:
        """Whether it reads differently now; `name_of` a model id is "" where it has no name."""
        before = self.words
        slug = facts.model_slug(message.model)
        name = (name_of(message.model) if message.model else "") or slug
        self._header.name = name or translate("Transcript", "Reply")
        self._header.small = facts.small_print(message, named=self._header.name != slug)
        return self.words != before

    def tall(self) -> int:
        return self.sheet.pitch(NAME) + self.sheet.px(6)

    def arrange(self, width: int) -> int:
        self._header.arrange(0, self.top(), width)
        return self.tall()

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks) -> None:
        self._header.paint(painter)


class ThinkingHead(Chrome):
    """The button that unfolds what was thought. `seconds` is how long that took, None as long as
    it goes on or where nobody knows."""

    tool = "thinking"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.unfolded = False
        self.seconds: float | None = None

    @property
    def label(self) -> str:
        return thinking_label(self.seconds)

    @property
    def tool_state(self) -> object:
        return self.seconds, self.unfolded

    def unfold(self, unfolded: bool) -> None:
        self.unfolded = unfolded
        self.width = -1

    def tall(self) -> int:
        return self.sheet.px(_BUTTON) + self.sheet.px(4 if self.unfolded else 6)

    def tool_place(self, size: QSize) -> QRect:
        """Its text, not its edge, stands in line with the others."""
        return QRect(-self.sheet.px(6), self.top(), size.width(), size.height())


class ActionsLeaf(Chrome):
    """The row below a reply and the room before the next message.

    It is as high while the reply is written: the buttons' coming must not move the text.
    """

    tool = "actions"
    is_drawn = False

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._counted: tuple[Message, str] | None = None
        self.tally = TextTally()
        self.versions: Versions = ONE

    @property
    def tool_state(self) -> object:
        return self.versions

    def facts(self, message: Message) -> str:
        """What it cost; the text of a long reply is counted once."""
        if self._counted is None or self._counted[0] is not message:
            counts = self.tally.counts_of(message.text)
            self._counted = (message, facts.costs(message, counts))
        return self._counted[1]

    def tall(self) -> int:
        return self.sheet.px(_BUTTON) + self.sheet.px(20)


def thinking_label(seconds: float | None) -> str:
    """What stands on the button; whole seconds, at least one."""
    if seconds is None:
        return translate("Transcript", "Thinking")
    return translate("Transcript", "Thought for {0}").format(facts.whole_seconds(seconds))
