"""The messages of a conversation one below the other, of which few are built."""

from collections.abc import Callable, Iterator, Sequence, Set

from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.fenwick import Fenwick

# Characters of the messages that keep their leaves; a leaf takes about as much as 500 do.
KEPT = 1_000_000


class Entries:
    """`heights` are exact for what was measured, estimates for the rest; `width` is the
    column's, in pixels."""

    def __init__(self, make: Callable[[Message | Outline], Entry]) -> None:
        self._make = make
        self._list: list[Entry] = []
        self._numbers: dict[str, int] = {}
        self._built: dict[str, int] = {}
        self._built_chars = 0
        self.heights = Fenwick()
        self.width = 1

    def __len__(self) -> int:
        return len(self._list)

    def __getitem__(self, number: int) -> Entry:
        return self._list[number]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._list)

    def number(self, message_id: str) -> int | None:
        return self._numbers.get(message_id)

    def get(self, message_id: str) -> Entry | None:
        number = self._numbers.get(message_id)
        return None if number is None else self._list[number]

    def replace(self, messages: Sequence[Message | Outline]) -> None:
        """Show these; what was shown before and has not changed keeps its leaves."""
        old = {entry.id: entry for entry in self._list}
        self._list = [self._taken(old.get(message.id), message) for message in messages]
        self._renumber()
        kept = {entry.id for entry in self._list if entry.leaves is not None}
        self._built = {key: size for key, size in self._built.items() if key in kept}
        self._built_chars = sum(self._built.values())
        self.estimate_all()

    def append(self, message: Message) -> int:
        entry = self._make(message)
        self._numbers[entry.id] = len(self._list)
        self._list.append(entry)
        self.heights.append(entry.estimate(self.width))
        return len(self._list) - 1

    def remove(self, message_id: str) -> None:
        number = self._numbers.pop(message_id)
        del self._list[number]
        self._built_chars -= self._built.pop(message_id, 0)
        heights = self.heights.values
        del heights[number]
        self.heights = Fenwick(heights)
        self._renumber()

    def estimate_all(self) -> None:
        """After another width or look: every height but those of built entries is a guess."""
        width = self.width
        self.heights = Fenwick(
            entry.estimate(width) if entry.leaves is None else self._recounted(entry)
            for entry in self._list
        )

    def built(self, number: int) -> Entry:
        """The entry with its leaves, for the width of now."""
        entry = self._list[number]
        if entry.leaves is None:
            entry.build(self.width)
            self._note_built(entry)
            self.heights.set(number, entry.height)
        elif entry.width != self.width:
            # The old heights are good guesses for what is not seen.
            entry.build(self.width)
        return entry

    def formulas_came(self, keys: Set[Key]) -> bool:
        """Whether leaves waited for one of them: those are to be measured again."""
        found = False
        for message_id in self._built:
            number = self._numbers[message_id]
            entry = self._list[number]
            if any([leaf.formulas_came(keys) for leaf in entry.leaves or ()]):
                found = True
        return found

    def changed(self, number: int) -> None:
        """The height of a built entry is another now."""
        self.heights.set(number, self._list[number].height)

    def forget(self, first: int, last: int) -> None:
        """Give all leaves back but those of the messages between these."""
        for message_id in list(self._built):
            number = self._numbers[message_id]
            if not first <= number <= last and not self._list[number].is_waiting:
                self._built_chars -= self._built.pop(message_id)
                self._list[number].drop()

    def forget_far(self, first: int, last: int) -> None:
        """Give leaves back, of the messages built longest ago that are not between these."""
        if self._built_chars <= KEPT:
            return
        for message_id in list(self._built):
            number = self._numbers[message_id]
            entry = self._list[number]
            if first <= number <= last or entry.is_waiting:
                continue
            self._built_chars -= self._built.pop(message_id)
            entry.drop()
            if self._built_chars <= KEPT:
                return

    def _taken(self, entry: Entry | None, message: Message | Outline) -> Entry:
        if entry is None:
            return self._make(message)
        # An outline tells nothing new of a message that is loaded.
        if isinstance(message, Message) and entry.message != message:
            entry.fill(message)
        return entry

    def _note_built(self, entry: Entry) -> None:
        size = entry.size()[0] + 200
        self._built_chars += size - self._built.pop(entry.id, 0)
        self._built[entry.id] = size

    def _recounted(self, entry: Entry) -> int:
        entry.build(self.width)
        entry.count(0)
        return entry.height

    def _renumber(self) -> None:
        self._numbers = {entry.id: number for number, entry in enumerate(self._list)}
