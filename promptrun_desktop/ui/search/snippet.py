"""What of a snippet is shown in a few lines, with the places of its marks. No widgets."""

import re
from collections.abc import Callable, Sequence

Mark = tuple[int, int]
Marked = tuple[str, tuple[Mark, ...]]

# Code points before the first mark that are kept where the beginning is cut.
LEAD = 18

# What is drawn as a heading, as slanted or bold text, or as code; 2**3 is none. Snippets come in
# one line: within it a single # may be a number's.
_EMPHASIS = re.compile(
    r"^\s*#{1,6}\s+|(?<=\s)#{2,6}\s+|(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|`+"
)


def one_line(text: str, marks: Sequence[Mark], *, markdown: bool = False) -> Marked:
    """Every run of white space and of control characters becomes one space, and of Markdown the
    signs of headings, emphasis and code go; starts and ends of marks, in code points, follow their
    letters.
    """
    unseen: set[int] = set()
    for each in _EMPHASIS.finditer(text) if markdown else ():
        unseen.update(range(*each.span()))
    places, kept = [], list[str]()
    for place, char in enumerate(text):
        places.append(len(kept))
        if char.isspace() or char < " " or "\x7f" <= char <= "\x9f":
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif place not in unseen:
            kept.append(char)
    places.append(len(kept))
    line = "".join(kept).rstrip()
    most = len(text)
    moved = (
        (places[min(max(0, start), most)], min(places[min(max(0, end), most)], len(line)))
        for start, end in marks
    )
    return line, tuple((start, end) for start, end in moved if start < end)


def from_first_mark(text: str, marks: Sequence[Mark]) -> Marked:
    """The text from shortly before its first mark, at the beginning of a word."""
    if not marks or marks[0][0] <= LEAD:
        return text, tuple(marks)
    first = marks[0][0]
    cut = text.find(" ", first - LEAD, first) + 1 or first
    return "…" + text[cut:], tuple((start - cut + 1, end - cut + 1) for start, end in marks)


def in_lines(
    text: str, marks: Sequence[Mark], most: int, break_at: Callable[[str], int]
) -> list[Marked]:
    """At most so many lines; `break_at` says how many code points of a text the first line takes.

    The last line has all the rest, to be elided. What is marked first is in one of them.
    """
    lines, whole = _broken(text, marks, most, break_at)
    if not whole and marks and marks[0][0] >= sum(len(line) for line, _ in lines[:-1]):
        # It may be behind what the last line has room for.
        lines, _ = _broken(*from_first_mark(text, marks), most, break_at)
    return lines


def _broken(
    text: str, marks: Sequence[Mark], most: int, break_at: Callable[[str], int]
) -> tuple[list[Marked], bool]:
    """The lines, and whether they hold everything."""
    lines: list[Marked] = []
    start = 0
    while start < len(text) and len(lines) < most - 1:
        end = start + max(1, break_at(text[start:]))
        lines.append(_part(text, marks, start, end))
        start = end
    whole = start >= len(text) or start + break_at(text[start:]) >= len(text)
    if start < len(text):
        lines.append(_part(text, marks, start, len(text)))
    return lines, whole


def _part(text: str, marks: Sequence[Mark], start: int, end: int) -> Marked:
    inside = ((max(low, start) - start, min(high, end) - start) for low, high in marks)
    return text[start:end], tuple((low, high) for low, high in inside if low < high)
