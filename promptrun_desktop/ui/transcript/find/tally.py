"""How many hits each message has, and the hits themselves of those looked at last."""

from collections import OrderedDict
from itertools import accumulate

from promptrun_desktop.ui.transcript.find.hits import Hit

# A hit takes some 150 bytes: "e" is found a million times in a long conversation.
_MOST = 20_000


class Tally:
    """`counts` are by message, None where nobody has looked yet."""

    def __init__(self, messages: int) -> None:
        self.counts: list[int | None] = [None] * messages
        self.total = 0
        self._before: list[int] | None = None
        self._kept: OrderedDict[int, list[Hit]] = OrderedDict()
        self._size = 0

    def put(self, message: int, hits: list[Hit]) -> None:
        self.forget(message)
        self.counts[message] = len(hits)
        self.total += len(hits)
        self._before = None
        self.keep(message, hits)

    def keep(self, message: int, hits: list[Hit]) -> None:
        if not hits:
            return
        self._kept[message] = hits
        self._size += len(hits)
        while self._size > _MOST and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone)

    def kept(self, message: int) -> list[Hit] | None:
        """None where they have to be looked for again."""
        if self.counts[message] == 0:
            return []
        if message in self._kept:
            self._kept.move_to_end(message)
        return self._kept.get(message)

    def forget(self, message: int) -> None:
        """What was known of it is no longer true."""
        self.total -= self.counts[message] or 0
        self.counts[message] = None
        self._size -= len(self._kept.pop(message, ()))
        self._before = None

    def insert(self, message: int, count: int) -> None:
        self.counts[message:message] = [None] * count
        self._move(message, count)

    def remove(self, message: int, count: int) -> None:
        for each in range(message, message + count):
            self.forget(each)
        del self.counts[message : message + count]
        self._move(message, -count)

    def before(self, message: int) -> int:
        """Hits in all messages before this one."""
        if self._before is None:
            self._before = list(accumulate((each or 0 for each in self.counts), initial=0))
        return self._before[message]

    def next_with_hits(self, message: int, step: int) -> int | None:
        """The nearest message from this one on, round the end, that has some."""
        size = len(self.counts)
        for way in range(size):
            number = (message + way * step) % size
            if self.counts[number]:
                return number
        return None

    def _move(self, message: int, by: int) -> None:
        moved = [(key + by if key >= message else key, hits) for key, hits in self._kept.items()]
        self._kept = OrderedDict(moved)
        self._before = None
