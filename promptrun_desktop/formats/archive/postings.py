"""Which word is in which chats: collected, brought together, cut into files of one size."""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

Posting = tuple[str, list[int]]
# Numbers and letters of a file of words: it is read whole for one word.
_FULL = 20_000


class Postings:
    """Grows with the chats; `numbers` tells how much it holds, at 4 bytes each and more."""

    def __init__(self) -> None:
        self.numbers = 0
        self._chats: defaultdict[str, array[int]] = defaultdict(_no_numbers)

    def add(self, number: int, words: Collection[str]) -> None:
        """Numbers must come in ascending order."""
        chats = self._chats
        for word in words:
            chats[word].append(number)
        self.numbers += len(words)

    def take(self) -> Iterator[Posting]:
        """Everything, sorted; nothing is left."""
        taken, self._chats, self.numbers = self._chats, defaultdict(_no_numbers), 0
        return ((word, taken.pop(word).tolist()) for word in sorted(taken, key=_order))


def _no_numbers() -> "array[int]":
    return array("I")


def merged(runs: Iterable[Iterable[Posting]]) -> Iterator[Posting]:
    """Of sorted runs one; a number that is in several of them comes once."""
    for word, same in groupby(heapq.merge(*runs, key=_of_word), key=lambda each: each[0]):
        lists = [numbers for _, numbers in same]
        yield word, lists[0] if len(lists) == 1 else sorted({n for each in lists for n in each})


def cut(postings: Iterable[Posting]) -> Iterator[list[Posting]]:
    """Pieces for one file each. A word is in one piece, however many chats have it."""
    piece: list[Posting] = []
    size = 0
    for word, numbers in postings:
        if not numbers:
            continue
        piece.append((word, numbers))
        size += len(word) + len(numbers)
        if size >= _FULL:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _of_word(posting: Posting) -> bytes:
    return _order(posting[0])


def _order(word: str) -> bytes:
    """As JavaScript compares strings: by units of UTF-16."""
    return word.encode("utf-16-be", "surrogatepass")
