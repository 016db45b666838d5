"""Spans into pieces of text with runs, counted as Qt counts: in UTF-16 units."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.formula import LONGEST
from promptrun_desktop.text.unicode import clean

_MATH = int(Style.MATH)
# More than this in one QTextLayout is felt when it changes.
LIMIT = 6000
_CODE_LINES = 40


@dataclass(frozen=True, slots=True)
class Run:
    """`start` and `length` in UTF-16 units; `tone` is a colour token for highlighted code."""

    start: int
    length: int
    style: Style = Style.PLAIN
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """`after` is what stands between this piece and the next when both are copied."""

    text: str
    runs: tuple[Run, ...] = ()
    after: str = ""

    @property
    def formulas(self) -> tuple[Run, ...]:
        if not self.runs:
            return ()
        # To ask a flag of a flag takes ten times as long as to ask it of a number.
        return tuple([run for run in self.runs if int.__and__(run.style, _MATH)])

    def source_between(self, start: int, end: int) -> str:
        """Plain text to copy: a formula that lies in it as a whole is LaTeX between dollars."""
        parts: list[str] = []
        place = start
        for run in self.formulas:
            last = run.start + run.length
            if place <= run.start and last <= end:
                mark = "$$" if run.style & Style.DISPLAY else "$"
                parts.append(slice_units(self.text, place, run.start))
                parts += (mark, slice_units(self.text, run.start, last), mark)
                place = last
        return "".join((*parts, slice_units(self.text, place, end)))

    def prose(self) -> str:
        """The text without its formulas, which are of no direction."""
        if not self.formulas:
            return self.text
        parts: list[str] = []
        place = 0
        for run in self.formulas:
            parts.append(slice_units(self.text, place, run.start))
            place = run.start + run.length
        return "".join((*parts, slice_units(self.text, place, units(self.text))))


def units(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def slice_units(text: str, start: int, end: int) -> str:
    if text.isascii() or units(text) == len(text):
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def pieces(spans: Iterable[Span], limit: int = LIMIT) -> list[Piece]:
    """The spans as one piece, or as several that follow each other without a gap."""
    done: list[Piece] = []
    texts: list[str] = []
    runs: list[Run] = []
    length = size = 0
    for span in spans:
        rest = clean(span.text)
        # (The size first: flags are slow to ask.)
        if size and size + len(rest) > limit and len(rest) <= LONGEST and span.style & Style.MATH:
            # A formula is drawn as a whole.
            done.append(Piece("".join(texts), tuple(runs)))
            texts, runs, length, size = [], [], 0, 0
        while rest:
            here = rest if size + len(rest) <= limit else rest[: _cut(rest, limit - size)]
            rest = rest[len(here) :]
            if here:
                width = units(here)
                if span.style or span.href:
                    runs.append(Run(length, width, span.style, span.href))
                texts.append(here)
                length += width
                size += len(here)
            if rest:
                done.append(Piece("".join(texts), tuple(runs)))
                texts, runs, length, size = [], [], 0, 0
    done.append(Piece("".join(texts), tuple(runs)))
    return done


def plain_pieces(text: str) -> list[Piece]:
    """Text whose line breaks all count; neighbouring lines of one direction share a piece."""
    direction = False

    def turned(line: str) -> bool:
        nonlocal direction
        before, direction = direction, is_rtl(line) if line.strip() else direction
        return direction != before

    return _grouped(text, sys.maxsize, turned)


def code_pieces(code: str) -> list[Piece]:
    """Whole lines, so many that one piece is quickly laid out again."""
    return _grouped(code, _CODE_LINES, lambda line: False)


def _grouped(text: str, most: int, starts_new: Callable[[str], bool]) -> list[Piece]:
    """At most so many lines a piece; only a line beyond the limit is cut."""
    done: list[Piece] = []
    group: list[str] = []
    size = 0
    for line in clean(text).split("\n"):
        new = starts_new(line)
        if group and (new or len(group) >= most or size + len(line) > LIMIT):
            done.append(Piece("\n".join(group), after="\n"))
            group, size = [], 0
        if len(line) > LIMIT:
            *whole, rest = (piece.text for piece in pieces([Span(line)]))
            done += map(Piece, whole)
            group.append(rest)
        else:
            group.append(line)
        size += len(group[-1]) + 1
    done.append(Piece("\n".join(group)))
    return done


def toned(piece: Piece, offset: int, tones: Sequence[tuple[int, int, str]]) -> Piece:
    """The piece with coloured runs; `tones` are (start, end, tone) in code points of the whole
    code, in order, and `offset` is where the piece starts in it."""
    end = offset + len(piece.text)
    starts = _unit_starts(piece.text)
    runs = []
    for first, last, tone in tones:
        low, high = max(first, offset) - offset, min(last, end) - offset
        if tone and low < high:
            runs.append(Run(starts[low], starts[high] - starts[low], tone=tone))
    return replace(piece, runs=tuple(runs))


def _unit_starts(text: str) -> Sequence[int]:
    """For each code point, and the end, its offset in UTF-16 units."""
    if units(text) == len(text):
        return range(len(text) + 1)
    starts = [0]
    for char in text:
        starts.append(starts[-1] + (2 if char > "\uffff" else 1))
    return starts


def _cut(text: str, room: int) -> int:
    """Where to cut a long text: after a blank, else between two characters people see."""
    if room <= 0:
        return 0
    blank = max(text.rfind(" ", 0, room), text.rfind("\n", 0, room))
    if blank > room // 2:
        return blank + 1
    for place in range(room, max(room - 32, 1), -1):
        if not _joins(text[place - 1], text[place]):
            return place
    return room


def _joins(before: str, after: str) -> bool:
    return (
        before == "\u200d"
        or after in "\u200d\ufe0e\ufe0f"
        or unicodedata.combining(after) != 0
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U0001f1e6" <= after <= "\U0001f1ff"
    )
