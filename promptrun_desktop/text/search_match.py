"""Where a text matches, and the line of it that shows why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from promptrun_desktop.text.search_query import Term
from promptrun_desktop.text.search_words import BETWEEN_WORDS, OF_WORD, fold, origins

# Characters of a snippet, and how many of them stand before what was found.
_LENGTH = 120
_BEFORE = 36
# A text is looked through in steps, and no further than a line can be chosen from.
_STEP = 4_000
_OVERLAP = 500
_ENOUGH = 40
# What is not shown in a line: blanks of all kinds, controls, and what nobody sees.
_BLANK = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e007f]+"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of about 120 characters, the ranges of it that match, and where the first of them
    is in the text; a line without a match is the beginning of the text."""

    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    term: int


class Matcher:
    """Made once for a question, used for each text. Terms are `doubtful` where only the text
    tells whether it has them."""

    def __init__(self, terms: Sequence[Term], doubtful: Sequence[Term] = ()) -> None:
        self._doubtful = [re.compile(_pattern(each)) for each in doubtful]
        parts = (f"(?P<t{number}>{_pattern(each)})" for number, each in enumerate(terms))
        # Nothing is inside of what was found: the longest comes first.
        self._any = re.compile("|".join(sorted(parts, key=len, reverse=True))) if terms else None
        self._count = len(terms)

    def has_all_doubtful(self, text: str) -> bool:
        if not self._doubtful:
            return True
        folded = fold(text)
        return all(each.search(folded) for each in self._doubtful)

    def show(self, text: str) -> Shown:
        """The line in which most terms are seen, the first of several such."""
        matches = self._best(self._matches(text))
        if not matches:
            return _line(text, 0, [])
        first = matches[0]
        return _line(text, max(0, first.start - _BEFORE), matches)

    def _matches(self, text: str) -> list[_Match]:
        """Of each term the first few, in their order."""
        found: list[_Match] = []
        left = [_ENOUGH] * self._count
        if self._any is None:
            return found
        for start in range(0, len(text), _STEP):
            # A match may go on in the next step, where it does not begin.
            folded, places = origins(text[start and start - 1 : start + _STEP + _OVERLAP])
            shift = start and start - 1
            for match in self._any.finditer(folded):
                first, last = match.start(), match.end() - 1
                if places is not None:
                    first, last = places[first], places[last]
                term = int((match.lastgroup or "t0")[1:])
                if start <= shift + first < start + _STEP and left[term]:
                    left[term] -= 1
                    found.append(_Match(shift + first, shift + last + 1, term))
            if max(left) < _ENOUGH:
                break
        return found

    def _best(self, matches: list[_Match]) -> list[_Match]:
        """Those of the line that shows the most different terms."""
        best: list[_Match] = []
        most = 0
        for number, first in enumerate(matches):
            line = []
            for each in matches[number : number + _ENOUGH]:
                if each.start > first.start + _LENGTH - _BEFORE:
                    break
                line.append(each)
            if (terms := len({each.term for each in line})) > most:
                best, most = line, terms
            if most == self._count:
                break
        return best


def _pattern(term: Term) -> str:
    end = "" if term.is_beginning else f"(?!{OF_WORD})"
    return f"(?<!{OF_WORD}){BETWEEN_WORDS.join(map(re.escape, term.words))}{end}"


def _line(text: str, start: int, matches: list[_Match]) -> Shown:
    if start and (blank := text.find(" ", start, matches[0].start)) >= 0:
        start = blank + 1
    # A match is shown whole unless it is as long as a page.
    end = max([start + _LENGTH, *(min(each.end, start + 2 * _LENGTH) for each in matches)])
    end = min(end, len(text))
    line = ["…"] if start else []
    length = len(line)
    marks: list[tuple[int, int]] = []
    place = start
    for match in matches:
        before = _plain(text[place : match.start])
        inside = _plain(text[match.start : min(match.end, end)])
        length += len(before)
        marks.append((length, length + len(inside)))
        length += len(inside)
        line += [before, inside]
        place = min(match.end, end)
    line += [_plain(text[place:end]), "…" if end < len(text) else ""]
    if not matches:
        return Shown("".join(line).strip())
    first = matches[0]
    return Shown("".join(line).rstrip(), tuple(marks), first.start, first.end - first.start)


def _plain(text: str) -> str:
    return _BLANK.sub(" ", text)
