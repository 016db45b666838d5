"""Two texts compared word by word, in time that grows with their length alone."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

# A word, a letter of a script without blanks, or a sign; with the blanks behind it.
_WORD = re.compile(
    "(?:[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_]+(?:['’][^\W_]+)*|_+|[^\w\s]|\Z)\s*"
)
# Words times words that are compared each with each.
_SMALL = 10_000
# Fewer equal words between two changes are noise, and read better as a part of the change.
_NOISE = 2
_DEEP = 40


class Kind(Enum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Part(NamedTuple):
    """A run of words; `text` is as it was written, with the blanks behind it."""

    kind: Kind
    text: str

    @property
    def words(self) -> int:
        """How many, without signs."""
        return sum(1 for match in _WORD.finditer(self.text) if match[0][:1].isalnum())


class _Region(NamedTuple):
    """Words of both texts from a place to another, and how often they were parted already."""

    old: int
    old_end: int
    new: int
    new_end: int
    depth: int = 0


def differences(old: str, new: str, breathe: Callable[[], object] = lambda: None) -> list[Part]:
    """The parts of both texts in their order; those that are SAME are written as in `new`.

    Blanks alone make no difference. `breathe` is called now and then: others may be waiting.
    """
    olds, news = _words(old), _words(new)
    old_keys, new_keys = _keys(olds), _keys(news)
    parts: list[Part] = []
    at_old = at_new = 0
    for start_old, start_new, length in _joined(_same(old_keys, new_keys, breathe), old_keys):
        _add(parts, Kind.GONE, olds[at_old:start_old])
        _add(parts, Kind.NEW, news[at_new:start_new])
        same = news[start_new : start_new + length]
        if start_new + length == len(news):
            # Nothing stands behind the last word, but something did in the old text.
            same[-1] = max(same[-1], olds[start_old + length - 1], key=len)
        _add(parts, Kind.SAME, same)
        at_old, at_new = start_old + length, start_new + length
    _add(parts, Kind.GONE, olds[at_old:])
    _add(parts, Kind.NEW, news[at_new:])
    return parts


def _words(text: str) -> list[str]:
    """All of the text: the first word begins with the blanks before it."""
    words = [match[0] for match in _WORD.finditer(text) if match[0]]
    lead = text[: len(text) - len(text.lstrip())]
    return [lead + words[0], *words[1:]] if words and lead else words


def _keys(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def _add(parts: list[Part], kind: Kind, words: Sequence[str]) -> None:
    if words:
        parts.append(Part(kind, "".join(words)))


def _same(
    old: Sequence[str], new: Sequence[str], breathe: Callable[[], object]
) -> Iterator[tuple[int, int, int]]:
    """Places in both and lengths of what is equal, in order."""
    waiting = [_Region(0, len(old), 0, len(new))]
    while waiting:
        breathe()
        region = waiting.pop()
        a, b, c, d, depth = region
        head = _common(old, new, region)
        if head:
            yield a, c, head
            waiting.append(_Region(a + head, b, c + head, d, depth))
            continue
        tail = _common_end(old, new, region)
        if tail:
            # What is before it comes first; the tail itself is equal from its beginning.
            waiting.append(_Region(b - tail, b, d - tail, d, depth))
            waiting.append(_Region(a, b - tail, c, d - tail, depth))
        elif (b - a) * (d - c) <= _SMALL:
            matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            for i, j, n in matcher.get_matching_blocks():
                if n:
                    yield a + i, c + j, n
        elif depth < _DEEP:
            waiting += reversed(_parted(old, new, region))


def _common(old: Sequence[str], new: Sequence[str], region: _Region) -> int:
    count, most = 0, min(region.old_end - region.old, region.new_end - region.new)
    while count < most and old[region.old + count] == new[region.new + count]:
        count += 1
    return count


def _common_end(old: Sequence[str], new: Sequence[str], region: _Region) -> int:
    count, most = 0, min(region.old_end - region.old, region.new_end - region.new)
    while count < most and old[region.old_end - 1 - count] == new[region.new_end - 1 - count]:
        count += 1
    return count


def _parted(old: Sequence[str], new: Sequence[str], region: _Region) -> list[_Region]:
    """The regions between words that both have once; none if there is no such word."""
    a, b, c, d, depth = region
    once = _once(old[a:b]).keys() & _once(new[c:d]).keys()
    places = {word: c + at for word, at in _once(new[c:d]).items() if word in once}
    pairs = [(a + at, places[word]) for word, at in _once(old[a:b]).items() if word in once]
    anchors = _rising(pairs)
    regions = []
    for anchor_old, anchor_new in anchors:
        regions.append(_Region(a, anchor_old, c, anchor_new, depth + 1))
        a, c = anchor_old, anchor_new
    return [*regions, _Region(a, b, c, d, depth + 1)] if anchors else []


def _once(words: Sequence[str]) -> dict[str, int]:
    """Where those words are that come a single time, in order."""
    counts = Counter(words)
    return {word: at for at, word in enumerate(words) if counts[word] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, which rise in the first place, that rise in the second."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for number, (_old, new) in enumerate(pairs):
        at = bisect_left(tails, new)
        before[number] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(new)
            ends.append(number)
        else:
            tails[at], ends[at] = new, number
    run, number = [], ends[-1] if ends else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _joined(
    same: Iterator[tuple[int, int, int]], words: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Neighbours made one, and noise between two changes left out."""
    blocks: list[tuple[int, int, int]] = []
    for i, j, n in same:
        if blocks and blocks[-1][0] + blocks[-1][2] == i and blocks[-1][1] + blocks[-1][2] == j:
            blocks[-1] = (*blocks[-1][:2], blocks[-1][2] + n)
        else:
            blocks.append((i, j, n))
    old_end = new_end = 0
    for at, (i, j, n) in enumerate(blocks):
        # Where only one text has something before it, what is equal is equal in earnest.
        changed_before = i > old_end and j > new_end
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        changed_after = following is not None and following[0] > i + n and following[1] > j + n
        real = sum(1 for word in words[i : i + n] if word[:1].isalnum())
        old_end, new_end = i + n, j + n
        if not (changed_before and changed_after and real <= _NOISE and n <= 2 * _NOISE):
            yield i, j, n
