"""Finding a text in others, whatever the case of its letters, with places in the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

_WORDS = re.compile(r"[^\W_]+")
# What of Markdown can stand inside a word without being seen.
_UNSEEN = re.compile(
    r"\]\([^)\n]{0,2000}+\)|\][\[(][^\]\n]{0,200}+\]|<[^<>\n]{0,2000}+>|[*_~`\\$\[\]<>]"
)
_MARKS = re.compile(r"[*_~`\\$\[\]<&]")


class Query:
    """`text` as it was typed; an empty one finds nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._wanted = _folded(text)
        self._words = _WORDS.findall(self._wanted)
        self._signs = {char for char in self._wanted if not char.isalnum() and not char.isspace()}

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def may_be_in(self, source: str) -> bool:
        """False only if no text that this Markdown is drawn as can hold it; quick."""
        folded = _folded(source)
        if self._wanted in folded:
            return True
        if not _MARKS.search(folded):
            return self._has_all(folded)
        if "&" in folded:
            folded = _folded(unescape(source))
        return self._has_all(folded) or self._has_all(_UNSEEN.sub("", folded))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Starts and ends, in code points, of all that do not overlap."""
        folded = _folded(text)
        if not self._wanted or self._wanted not in folded:
            return
        starts = None if len(folded) == len(text) else _starts(text)
        step, place, last = len(self._wanted), folded.find(self._wanted), 0
        while place >= 0:
            end = place + step
            here = (place, end) if starts is None else _whole(starts, place, end)
            if here[0] >= last:
                last = here[1]
                yield here
            place = folded.find(self._wanted, end)

    def _has_all(self, folded: str) -> bool:
        return all(word in folded for word in self._words) and all(
            sign in folded for sign in self._signs
        )


def _folded(text: str) -> str:
    # Who writes istanbul means İstanbul: its dot is not worth a letter of its own.
    return text.replace("İ", "i").casefold()


def _starts(text: str) -> list[int]:
    """Where each character begins in the folded text, in which ß is two."""
    return list(accumulate((len(_folded(char)) for char in text), initial=0))


def _whole(starts: list[int], place: int, end: int) -> tuple[int, int]:
    """A hit of half a character is one of the whole."""
    return bisect_right(starts, place) - 1, bisect_right(starts, end - 1)
