"""The messages of a conversation one below the other, of which few are built."""

from collections.abc import Callable, Iterator, Sequence, Set

from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.fenwick import Fenwick

# Characters of the messages that keep their leaves; a leaf takes about as much as 500 do.
KEPT = 1_000_000
_BESIDE_TEXT = 200


class Entries:
    """`heights` are exact for what was measured, estimates for the rest; `width` is the
    column's, in pixels.

    `make` gives a message its entry, once it is needed; `guess_at` a width says how high a
    message may be there.
    """

    def __init__(
        self,
        make: Callable[[AnyMessage], Entry],
        guess_at: Callable[[int], Callable[[AnyMessage], int]],
    ) -> None:
        self._make = make
        self._guess_at = guess_at
        self._messages: list[AnyMessage] = []
        self._made: dict[str, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._built: dict[str, int] = {}
        self._built_chars = 0
        self.heights = Fenwick()
        self.width = 1

    def __len__(self) -> int:
        return len(self._messages)

    def __getitem__(self, number: int) -> Entry:
        message = self._messages[number]
        entry = self._made.get(message.id)
        if entry is None:
            entry = self._made[message.id] = self._make(message)
        return entry

    def if_made(self, number: int) -> Entry | None:
        return self._made.get(self._messages[number].id)

    def made(self) -> Iterator[Entry]:
        """Those that were needed so far."""
        return iter(self._made.values())

    def number(self, message_id: str) -> int | None:
        return self._numbers.get(message_id)

    def get(self, message_id: str) -> Entry | None:
        number = self._numbers.get(message_id)
        return None if number is None else self[number]

    def knows_any(self, messages: Sequence[AnyMessage]) -> bool:
        return not self._numbers.keys().isdisjoint([message.id for message in messages])

    def message(self, number: int) -> AnyMessage:
        """As it was given; what has grown since is in its entry."""
        made = self._made.get(self._messages[number].id)
        return self._messages[number] if made is None else made.message

    def source(self, number: int) -> str:
        """Exactly what was written so far; "" while it is not loaded."""
        message = self._messages[number]
        entry = self._made.get(message.id)
        if entry is not None:
            return entry.source
        return message.text if isinstance(message, Message) else ""

    def replace(self, messages: Sequence[AnyMessage]) -> None:
        """Show these; what was shown before and has not changed keeps its leaves."""
        old, self._made = self._made, {}
        self._messages = list(messages)
        self._renumber()
        for entry in old.values():
            number = self._numbers.get(entry.id)
            if number is not None:
                self._take_over(entry, self._messages[number])
        self._built = {
            entry.id: self._built.get(entry.id, 0)
            for entry in self._made.values()
            if entry.leaves is not None
        }
        self._built_chars = sum(self._built.values())
        self.estimate_all()

    def append(self, message: Message) -> int:
        self._numbers[message.id] = len(self._messages)
        self._messages.append(message)
        self.heights.append(self._guess_at(self.width)(message))
        return len(self._messages) - 1

    def fill(self, message: Message) -> bool:
        """The text of an outline; whether it has a place and was missing."""
        number = self._numbers.get(message.id)
        if number is None or isinstance(self._messages[number], Message):
            return False
        self._messages[number] = message
        entry = self._made.get(message.id)
        if entry is not None:
            entry.fill(message)
        return True

    def remove(self, message_id: str) -> None:
        number = self._numbers[message_id]
        del self._messages[number]
        self._made.pop(message_id, None)
        self._built_chars -= self._built.pop(message_id, 0)
        heights = self.heights.values
        del heights[number]
        self.heights = Fenwick(heights)
        self._renumber()

    def estimate_all(self) -> None:
        """After another width or look: every height but those of built entries is a guess."""
        guess = self._guess_at(self.width)
        heights = list(map(guess, self._messages))
        for message_id in self._built:
            number = self._numbers[message_id]
            entry = self[number]
            entry.build(self.width)
            entry.count(0)
            heights[number] = entry.height
        self.heights = Fenwick(heights)

    def built(self, number: int) -> Entry:
        """The entry with its leaves, for the width of now."""
        entry = self[number]
        if entry.leaves is None:
            entry.build(self.width)
            size = len(entry.source) + _BESIDE_TEXT
            self._built_chars += size - self._built.pop(entry.id, 0)
            self._built[entry.id] = size
            self.heights.set(number, entry.height)
        elif entry.width != self.width:
            # The old heights are good guesses for what is not seen.
            entry.build(self.width)
        return entry

    def formulas_came(self, keys: Set[Key]) -> bool:
        """Whether leaves waited for one of them: those are to be measured again."""
        leaves = [leaf for key in self._built for leaf in self._made[key].leaves or ()]
        # Every leaf is told, not only the first that waited.
        return sum(leaf.formulas_came(keys) for leaf in leaves) > 0

    def changed(self, number: int) -> None:
        """The height of a built entry is another now."""
        self.heights.set(number, self[number].height)

    def forget(self, first: int, last: int) -> None:
        """Give all leaves back but those of the messages between these."""
        for message_id in list(self._built):
            self._forget(message_id, first, last)

    def forget_far(self, first: int, last: int) -> None:
        """Give leaves back, of the messages built longest ago that are not between these."""
        for message_id in list(self._built):
            if self._built_chars <= KEPT:
                return
            self._forget(message_id, first, last)

    def _forget(self, message_id: str, first: int, last: int) -> None:
        entry = self._made[message_id]
        if not first <= self._numbers[message_id] <= last and not entry.is_waiting:
            entry.drop()
            if entry.leaves is None:
                self._built_chars -= self._built.pop(message_id)

    def _take_over(self, entry: Entry, message: AnyMessage) -> None:
        # An outline tells nothing new of a message that is loaded.
        if isinstance(message, Message) and entry.message != message:
            entry.change(message)
        entry.count_versions()
        self._made[entry.id] = entry

    def _renumber(self) -> None:
        self._numbers = {message.id: number for number, message in enumerate(self._messages)}
