"""The formulas of a text that have room in it: what each takes, and what is still waited for."""

from dataclasses import dataclass
from typing import NamedTuple

from promptrun_desktop.text.block import Style
from promptrun_desktop.ui.transcript.formulas import Key
from promptrun_desktop.ui.transcript.pieces import Piece, slice_units
from promptrun_desktop.ui.transcript.sheet import Face, Sheet

# The small letters of the formulas' font are as high as those of most fonts of text with this.
_LARGER = 1.12
# Above and below a formula on a line of its own, in design pixels.
_AIR = 6


class Placed(NamedTuple):
    """`start` and `end` in UTF-16 units; `pixels` an em; room in pixels, `above` and `below` the
    baseline with the air around it."""

    start: int
    end: int
    key: Key
    pixels: float
    width: float
    above: float
    below: float
    href: str


@dataclass(frozen=True, slots=True)
class Places:
    """In the order of the text."""

    formulas: tuple[Placed, ...] = ()
    waits_for: frozenset[Key] = frozenset()

    def around(self, offset: int) -> Placed | None:
        """The formula whose source begins at an offset or before it, and ends behind it."""
        return next((each for each in self.formulas if each.start <= offset < each.end), None)

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The range with the whole of each formula of which it has a part."""
        for each in self.formulas:
            empty = start == end
            start = each.start if each.start < start < each.end else start
            end = each.end if each.start < end < each.end else end
            end = start if empty else end
        return start, end


def places(sheet: Sheet, face: Face, piece: Piece, width: float) -> Places:
    """What is not there yet is asked for; what is wider than `width` is made smaller."""
    if sheet.formulas is None:
        return Places()
    found: list[Placed] = []
    waits: set[Key] = set()
    size = sheet.px(face.pixels) * _LARGER
    for run in piece.formulas:
        end = run.start + run.length
        key = Key(slice_units(piece.text, run.start, end), bool(run.style & Style.DISPLAY))
        drawn = sheet.formulas.get(key.latex, size, key.display)
        if drawn is None:
            waits.add(key)
            continue
        part = min(1.0, (width - 1) / drawn.width) if width > 1 else 1.0
        air = sheet.px(_AIR) if key.display else 0
        room = drawn.width * part, drawn.ascent * part + air, drawn.descent * part + air
        found.append(Placed(run.start, end, key, size * part, *room, run.href))
    return Places(tuple(found), frozenset(waits))
