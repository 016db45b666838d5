"""Where an open block can be cut, and how its containers are opened again above what is left.

The spine is the last container of the document, the last container in it, and so on. Before the
last child of one of them all is settled. What is left is parsed again below a line made for it
that opens the same containers with the same indents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from promptrun_desktop.text.block import Span
from promptrun_desktop.text.containers import Frame, List

Cell = tuple[Span, ...]
Row = tuple[Cell, ...]
Rows = list[Row]

_QUOTE = re.compile(rb" {0,3}> ?")
_ITEM = re.compile(rb"( {0,3}(?:[-+*]|\d{1,9}[.)]))( *)([^ \n])?")
_BLANK_LINE = re.compile(rb"\n[ \t]*+\n")
_BLANK_LINE_IN_QUOTE = re.compile(rb"\n[ \t>]*+\n")
# Deeper nesting is parsed again as a whole: to open it again costs the square of its depth.
_DEEPEST = 40


class OpenList(NamedTuple):
    """A list whose next item is number `items`, counted from 0."""

    id: int
    first: int | None
    items: int
    loose: bool
    told: bool

    @property
    def tight(self) -> bool:
        return not (self.loose and self.told)


class OpenContainer(NamedTuple):
    """A quote, or the item of a list whose number is in the list."""

    id: int
    list: OpenList | None = None
    task: bool | None = None


class OpenTable(NamedTuple):
    """A table's settled rows without its head; `opens` as in its block."""

    rows: tuple[Row, ...]
    opens: int


class Context(NamedTuple):
    """What stands open before a text: `prefix` opens `containers` for the parser.

    The text goes on with `list` or with `table`, where there is one.
    """

    prefix: str = ""
    containers: tuple[OpenContainer, ...] = ()
    list: OpenList | None = None
    table: OpenTable | None = None

    def is_needed(self) -> bool:
        return bool(self.prefix or self.list or self.table)

    def lists(self) -> Iterator[OpenList]:
        yield from (each.list for each in self.containers if each.list)
        if self.list:
            yield self.list


NOTHING_OPEN = Context()


class Cut(NamedTuple):
    """Before byte `at` of the source stand `blocks` settled blocks; ids go on with `next_id`."""

    at: int
    blocks: int
    next_id: int
    context: Context


@dataclass(slots=True)
class Level:
    """The document, a container, a list or a table, with what is known of its last child."""

    start: int
    frame: Frame | None = None
    list: List | None = None
    rows: Rows | None = None
    opens: int = 0
    child: int = -1
    blocks: int = 0
    next_id: int = 0
    ready: bool = False
    above: int = 0
    last: "Level | None" = None

    def begin(self, start: int, above: int, blocks: int, next_id: int, *, ready: bool) -> None:
        """`ready`: something that can be settled stands in it before this child.

        `above` is where the last text before it ends.
        """
        self.child, self.above, self.ready = start, above, ready
        self.blocks, self.next_id = blocks, next_id
        self.last = None


def deepest_cut(document: Level, source: bytes, prefix: int) -> Cut | None:
    """The cut that leaves least, behind the first `prefix` bytes; None where there is none."""
    levels = [document]
    while levels[-1].last is not None:
        levels.append(levels[-1].last)
    segments = _segments([each for each in levels if each.frame], source)
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        at = source.rfind(b"\n", 0, max(level.child, 0)) + 1
        if not level.ready or at <= prefix:
            continue
        if not _begins_a_line(level, source, at):
            continue
        # Every second level or so is a list.
        if depth > 2 * len(segments) + 2:
            continue
        frames = [each for each in levels[: depth + 1] if each.frame]
        if len(frames) > len(segments) or not _looseness_is_known(levels[: depth + 1], source, at):
            continue
        context = _context(level, frames, segments[: len(frames)], source, at)
        if context is not None:
            return Cut(at, level.blocks, level.next_id, context)
    return None


def _begins_a_line(level: Level, source: bytes, at: int) -> bool:
    """Also not directly below a definition, which may go on with what begins here.

    The parser counts a line that begins with a tab from somewhere before it.
    """
    return (
        not source[at : level.child].strip(b" \t>")
        and not source.startswith(b"\n", level.child)
        and b"]:" not in source[level.above : at]
    )


def _looseness_is_known(levels: list[Level], source: bytes, at: int) -> bool:
    """Without text of its own a list does not tell, unless it holds no blank line at all."""
    blank_line = _BLANK_LINE
    for level in levels:
        one = level.list
        if level.frame and level.frame.list is None:
            blank_line = _BLANK_LINE_IN_QUOTE
        if one is None or one.loose or one.probed or one.told >= 0:
            continue
        if blank_line.search(source, level.start, at):
            return False
    return True


def _context(
    level: Level, frames: list[Level], segments: list[bytes], source: bytes, at: int
) -> Context | None:
    prefix = _opening(segments)
    if level.list is not None:
        marker = _ITEM.match(source, level.child)
        if marker is None:
            return None
        prefix += _going_on(segments) + marker[1] + b" x\n"
    if level.rows is not None:
        head = _head(level, frames, segments, source)
        if head is None:
            return None
        prefix += head
    return Context(
        prefix.decode(),
        tuple(_container(each.frame, at) for each in frames if each.frame),
        _open(level.list, level.list.items - 1, at) if level.list else None,
        OpenTable(tuple(level.rows[1:-1]), level.opens) if level.rows is not None else None,
    )


def _opening(segments: list[bytes]) -> bytes:
    """Lines that open containers again, with an empty heading, below which anything may stand.

    Before each item stands another of its list, whose text shows whether the list is loose.
    """
    if not segments:
        return b""
    lines = [b""]
    for depth, segment in enumerate(segments):
        if depth and segment.startswith(b" "):
            # Behind the marker on the same line its indent would be counted to that.
            lines[-1] += b"#"
            lines.append(_going_on(segments[:depth]))
        if segment != b"> ":
            lines[-1] += segment + b"x"
            lines.append(_going_on(segments[:depth]))
        lines[-1] += segment
    return b"\n".join(lines) + b"#\n"


def _going_on(segments: list[bytes]) -> bytes:
    return b"".join(b"> " if each == b"> " else b" " * len(each) for each in segments)


def _container(frame: Frame, at: int) -> OpenContainer:
    owner = _open(frame.list, frame.index, at) if frame.list else None
    return OpenContainer(frame.id, owner, frame.task)


def _open(one: List, items: int, at: int) -> OpenList:
    # Text behind the cut may still become a heading.
    return OpenList(one.id, one.first, items, one.loose, 0 <= one.told < at)


def _segments(frames: list[Level], source: bytes) -> list[bytes]:
    """What opens each container; fewer where one is written in a way not known here."""
    found: list[bytes] = []
    line = place = -1
    for depth, level in enumerate(frames[:_DEEPEST]):
        start = source.rfind(b"\n", 0, level.start) + 1
        if start != line:
            line, place = start, _inside(frames[:depth], found, source, start)
        if place < 0:
            break
        segment = b"> "
        if level.frame and level.frame.list is None:
            mark = _QUOTE.match(source, place)
            if mark is None:
                break
            place = mark.end()
        else:
            item = _ITEM.match(source, place)
            if item is None or item[3] in (b"\t", b"\r"):
                break
            wide = item[3] is not None and 1 <= len(item[2]) <= 4
            segment = item[1] + (item[2] if wide else b" ")
            place += len(segment)
        found.append(segment)
    return found


def _inside(frames: list[Level], segments: list[bytes], source: bytes, place: int) -> int:
    """The place in a line behind what continues these containers; -1 where it is not there."""
    for level, segment in zip(frames, segments, strict=True):
        if level.frame and level.frame.list is None:
            mark = _QUOTE.match(source, place)
            if mark is None:
                return -1
            place = mark.end()
        elif source.startswith(b" " * len(segment), place):
            place += len(segment)
        else:
            return -1
    return place


def _head(table: Level, frames: list[Level], segments: list[bytes], source: bytes) -> bytes | None:
    """The head and the delimiter row of a table below the containers that it stands in."""
    line = source.rfind(b"\n", 0, table.start) + 1
    end = source.find(b"\n", line)
    below = _inside(frames, segments, source, end + 1)
    if below < 0:
        return None
    delimiters = source[below : source.find(b"\n", below) + 1]
    goes_on = _going_on(segments)
    return goes_on + source[table.start : end + 1] + goes_on + delimiters
