"""Counts the words of a reply, and what of it nobody sees, while it grows.

At its end to count the whole would take a frame's time.
"""

from promptrun_desktop.ui.transcript.facts import Counts, count

_ENOUGH = 2_000


class TextTally:
    def __init__(self) -> None:
        self._counted = Counts(0, 0)
        self._chars = 0
        self._open: list[str] = []
        self._size, self._next = 0, _ENOUGH

    def feed(self, text: str) -> None:
        """What follows."""
        self._open.append(text)
        self._size += len(text)
        if self._size < self._next:
            return
        said = "".join(self._open)
        # A word is counted once it has ended; no sign of several characters goes over a blank.
        end = max(said.rfind(" "), said.rfind("\n")) + 1
        if end:
            self._counted += count(said[:end])
            self._chars += end
        self._open, self._size = [said[end:]], len(said) - end
        # Where nothing ends it is looked at less and less often.
        self._next = max(_ENOUGH, 2 * self._size)

    def counts_of(self, text: str) -> Counts | None:
        """None if it is not what was fed."""
        rest = "".join(self._open)
        if self._chars + len(rest) != len(text) or not text.endswith(rest):
            return None
        return self._counted + count(rest)
