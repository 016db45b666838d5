"""Which word is in which chats: collected, brought together, cut into files of one size."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

Posting = tuple[str, list[int]]
# Numbers and letters of a file of words: it is read whole for one word.
_FULL = 20_000


class Postings:
    """Grows with the chats; `numbers` tells how much it holds."""

    def __init__(self) -> None:
        self.numbers = 0
        self._chats: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, number: int, words: Iterable[str]) -> None:
        """Numbers must come in ascending order."""
        chats = self._chats
        for word in words:
            chats[word].append(number)
            self.numbers += 1

    def take(self) -> list[Posting]:
        """Everything, sorted; nothing is left."""
        taken, self._chats, self.numbers = self._chats, defaultdict(list), 0
        return sorted(taken.items(), key=_order)


def merged(runs: Iterable[Iterable[Posting]]) -> Iterator[Posting]:
    """Of sorted runs one; a number that is in several of them comes once."""
    for word, same in groupby(heapq.merge(*runs, key=_order), key=lambda each: each[0]):
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


def _order(posting: Posting) -> bytes:
    """As JavaScript compares strings: by units of UTF-16."""
    return posting[0].encode("utf-16-be", "surrogatepass")
