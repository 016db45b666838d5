"""A reply on the page: header, what was thought before it, its blocks, how it ended."""

from collections.abc import Sequence
from dataclasses import replace

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.text.block import Block
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.leaves.chrome import (
    ActionsLeaf,
    HeaderLeaf,
    Room,
    ThinkingHead,
)
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.guess import guesses
from promptrun_desktop.ui.transcript.page.kit import Kit
from promptrun_desktop.ui.transcript.page.source import Source
from promptrun_desktop.ui.transcript.sheet import THOUGHT

_BELOW_TEXT = 10
_ABOVE_TEXT = 10
_THOUGHT_INSET = 16


class Reply(Entry):
    """`unfolded` says whether what was thought is shown; it outlives the leaves."""

    def __init__(self, kit: Kit, message: Message | Outline) -> None:
        super().__init__(kit, message)
        self.unfolded = False
        self._source: Source | None = None
        self._thoughts: list[str] = []
        self._bounds = (0, 0, 0)

    @property
    def source(self) -> str:
        return self._source.text if self._source is not None else super().source

    @property
    def reasoning(self) -> str:
        self._thoughts = ["".join(self._thoughts)]
        return self._thoughts[0]

    @property
    def thought(self) -> str:
        """What of the reasoning is drawn."""
        return self.reasoning.strip() if self.unfolded else ""

    @property
    def blocks(self) -> Sequence[Block]:
        return self._source.blocks if self._source is not None else ()

    @property
    def is_writing(self) -> bool:
        return self.message.state is State.WRITING

    @property
    def is_waiting(self) -> bool:
        return self.leaves is not None and self._source is not None and self._source.is_waiting

    def rest(self) -> int:
        if not self.is_loaded:
            return self.guessed()
        waiting = self._source.waiting if self._source is not None else 0
        if not waiting:
            return 0
        return guesses(self.kit.sheet, self.width).reply.text(waiting, waiting // 40)

    def make(self) -> None:
        message = self.message
        if not isinstance(message, Message):
            self.leaves = []
            return
        sheet = self.kit.sheet
        self._header, self._actions = HeaderLeaf(sheet), ActionsLeaf(sheet)
        self._actions.versions = self.versions
        self._room = Room(sheet, _ABOVE_TEXT)
        self._thinking: ThinkingHead | None = None
        self._strip: StripLeaf | None = None
        self._thought = BodyLeaves(sheet, self.kit.highlighter)
        self._body = BodyLeaves(sheet, self.kit.highlighter, self.kit.recoloured)
        if self._source is None:
            self._source = Source()
            self._source.set(message.text, growing=self.is_writing)
            self._thoughts = [message.reasoning]
        if self.is_writing:
            self._actions.tally.feed(self._source.text)
        self._body.show(self._source.blocks, 0)
        self._show_facts()
        self._assemble()

    def drop(self) -> None:
        # What is being written is not stored here yet: its source stays.
        if not self.is_writing:
            self._source = None
            self.leaves = None

    def fill(self, message: Message) -> None:
        self.message = message
        self._source, self.leaves = None, None
        self._thoughts = [message.reasoning]

    def change(self, message: Message) -> int:
        """Another value of the message, such as its end: the first leaf that changed."""
        before = self.leaves
        if before is None or self._source is None:
            self.fill(message)
            return 0
        self.message = message
        if message.reasoning != self.reasoning:
            self._thoughts = [message.reasoning]
        changed = self._source.set(message.text, growing=self.is_writing)
        first = self._body.show(self._source.blocks, changed)
        thought, body, _foot = self.bounds()
        head = self._show_facts()
        self._assemble()
        if (thought, body) != self.bounds()[:2]:
            self.count(0)
            return 0
        self.count(body + first)
        if head:
            self.count_again(body)
            return 0
        return body + first

    def grow(self, text: str, reasoning: str) -> int:
        """The first leaf that changed; without leaves, 0."""
        if self._source is None or self.leaves is None:
            self._keep_growth(text, reasoning)
            return 0
        first = len(self.leaves)
        if reasoning:
            first = self._grow_thoughts(reasoning)
        if text:
            self._actions.tally.feed(text)
            changed = self._source.grow(text)
            first = min(first, self._put_body(self._body.show(self._source.blocks, changed)))
        return first

    def go_on(self) -> int:
        if self._source is None or self.leaves is None:
            return 0
        return self._put_body(self._body.show(self._source.blocks, self._source.go_on()))

    def unfold(self, unfolded: bool) -> None:
        """Show or hide what was thought."""
        self.unfolded = unfolded
        if self.leaves is not None and self._thinking is not None:
            self._thinking.unfold(unfolded)
            self._show_thoughts()
            self._assemble()
            self.count(0)

    def count_versions(self) -> None:
        if self.leaves:
            self._actions.versions = self.versions

    def thought_for(self, seconds: float) -> None:
        """How long it was thought about is known, though the text goes on."""
        if isinstance(self.message, Message) and self.message.thinking_seconds != seconds:
            self.message = replace(self.message, thinking_seconds=seconds)
            if self.leaves is not None and self._thinking is not None:
                self._thinking.seconds = seconds

    def rename(self) -> None:
        """The names of models changed."""
        if self.leaves is not None and isinstance(self.message, Message):
            self._header.show(self.message, self.kit.name_of)

    def has_strip(self) -> bool:
        return self.leaves is not None and self._strip is not None

    def bounds(self) -> tuple[int, int, int]:
        return self._bounds if self.leaves else (0, 0, 0)

    def box_of(self, leaf: int) -> tuple[int, int]:
        thought, body, _foot = self._bounds
        if thought <= leaf < body:
            inset = self.kit.sheet.px(_THOUGHT_INSET)
            return inset, self.width - inset
        return 0, self.width

    def _keep_growth(self, text: str, reasoning: str) -> None:
        if isinstance(self.message, Message):
            self.message = replace(
                self.message,
                text=self.message.text + text,
                reasoning=self.message.reasoning + reasoning,
            )

    def _put_body(self, first: int) -> int:
        """Take the leaves of the body from `first` on; their number in the whole."""
        leaves = self.leaves or []
        thought, body, _foot = self.bounds()
        self._space_foot()
        leaves[body + first :] = [*self._body.leaves[first:], *self._foot()]
        self._bounds = (thought, body, body + len(self._body.leaves))
        self.count(body + first)
        return body + first

    def _grow_thoughts(self, reasoning: str) -> int:
        self._thoughts.append(reasoning)
        if self._thinking is None:
            if not self.reasoning.strip():
                return len(self.leaves or ())
            self._show_facts()
            self._assemble()
            self.count(0)
            return 0
        if not self.unfolded:
            return len(self.leaves or ())
        thought, _body, _foot = self.bounds()
        first = self._show_thoughts()
        self._assemble()
        self.count(thought + first)
        return thought + first

    def _show_thoughts(self) -> int:
        return self._thought.show_plain(self.thought, THOUGHT)

    def _show_facts(self) -> bool:
        """Header, thinking and strip; whether something above the text changed."""
        message = self.message
        assert isinstance(message, Message)
        sheet = self.kit.sheet
        changed = self._header.show(message, self.kit.name_of)
        if self._thinking is None and self.reasoning.strip():
            self._thinking = ThinkingHead(sheet)
            self._thinking.unfold(self.unfolded)
            self._show_thoughts()
            changed = True
        if self._thinking is not None and self._thinking.seconds != message.thinking_seconds:
            self._thinking.seconds = message.thinking_seconds
            changed = True
        ending = self.kit.endings(message)
        if ending is None or self._strip is None or self._strip.ending != ending:
            self._strip = StripLeaf(sheet, ending) if ending is not None else None
        return changed

    def _assemble(self) -> None:
        self._space_foot()
        head: list[Leaf] = [self._header]
        if self._thinking is not None:
            head.append(self._thinking)
        thoughts = self._thoughts_shown()
        self.leaves = [*head, *thoughts, *self._body.leaves, *self._foot()]
        body = len(head) + len(thoughts)
        self._bounds = (len(head), body, body + len(self._body.leaves))

    def _thoughts_shown(self) -> list[Leaf]:
        leaves = self._thought.leaves
        return [*leaves, self._room] if leaves else []

    def _foot(self) -> list[Leaf]:
        return [self._actions] if self._strip is None else [self._strip, self._actions]

    def _space_foot(self) -> None:
        """The room between the text and what stands below it."""
        foot = self._foot()[0]
        gap = _BELOW_TEXT if self._body.leaves else 0
        if foot.gap != gap:
            foot.gap = gap
            foot.width = -1
