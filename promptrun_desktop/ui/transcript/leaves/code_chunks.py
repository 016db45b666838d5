"""Code into pieces that are laid out one by one, however long it or one of its lines is."""

from typing import NamedTuple

from promptrun_desktop.text.block import Span
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.transcript.pieces import Piece, pieces
from promptrun_desktop.ui.transcript.text_layout import TAB

_LINES, _CHARACTERS = 12, 6000
# A longer line is wrapped: scrolled sideways, each of its parts would be laid out for a few
# letters that are seen.
LONGEST = 2000


class Chunk(NamedTuple):
    """`lines` is how many lines end in it; it is `wrapped` if it is part of a long line."""

    piece: Piece
    lines: int
    wrapped: bool

    @property
    def columns(self) -> int:
        """About how many letters wide its lines are; 0 where they are wrapped."""
        return 0 if self.wrapped else max(map(_columns, self.piece.text.split("\n")))


def chunks(code: str, *, in_line: bool = False) -> list[Chunk]:
    """Chunks that join to the code. `in_line` says that it begins within a long line.

    From the beginning of any chunk on, the rest of the code has the chunks that follow.
    """
    done: list[Chunk] = []
    group: list[str] = []
    size = 0
    lines = clean(code).split("\n")
    for number, line in enumerate(lines):
        is_long = len(line) > LONGEST or (in_line and number == 0)
        if group and (is_long or len(group) >= _LINES or size + len(line) > _CHARACTERS):
            done.append(Chunk(Piece("\n".join(group), after="\n"), len(group), False))
            group, size = [], 0
        if is_long:
            done += _cut(line, ended=number < len(lines) - 1)
        else:
            group.append(line)
            size += len(line) + 1
    if group:
        done.append(Chunk(Piece("\n".join(group)), len(group) - 1, False))
    return done


def _cut(line: str, *, ended: bool) -> list[Chunk]:
    *before, last = pieces([Span(line)], LONGEST)
    end = Piece(last.text, after="\n" if ended else "")
    return [*(Chunk(piece, 0, True) for piece in before), Chunk(end, int(ended), True)]


def _columns(line: str) -> int:
    if line.isascii():
        return len(line.expandtabs(TAB)) if "\t" in line else len(line)
    return sum(2 if char > "\u2e7f" else 1 for char in line.expandtabs(TAB))
