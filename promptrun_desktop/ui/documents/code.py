"""Code into strips: its colours, its ground, the name of its language above it."""

from bisect import bisect
from collections.abc import Iterator

from promptrun_desktop.text.block import CodeBlock
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.text.line_lexer import Line, LineLexer
from promptrun_desktop.ui.documents.bands import Ground
from promptrun_desktop.ui.documents.frame import Framed
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.paragraphs import Steps, framed_strips
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.strip import LineStrip, Strip
from promptrun_desktop.ui.documents.typefaces import CODE, LANGUAGE
from promptrun_desktop.ui.transcript.pieces import Piece, code_pieces, toned

_BESIDE, _ABOVE, _RADIUS = 90, 60, 40
_HANG = 2
# Characters whose colours are found in one step.
_STEP = 400
_TONES = {"comment": "faint", "number": "name"}
Tone = tuple[int, int, str]


def code(press: Press, block: CodeBlock, framed: Framed) -> Steps:
    tones: list[Tone] = []
    for found in _coloured(block):
        tones += found
        yield None
    room = framed.room
    ground = Ground(room.x, room.width, "code", _RADIUS, _ABOVE, _ABOVE)
    inside = Framed(room.inside(_BESIDE, _BESIDE, ground), framed.markers)
    language = one_line(block.language)
    if language:
        for strip in framed_strips(_name(press, language, inside), inside):
            strip.keeps = True
            yield strip
        inside = Framed(inside.room, ())
    offset = 0
    made = code_pieces(block.code)
    for number, piece in enumerate(made):
        end = offset + len(piece.text)
        here = tones[max(0, bisect(tones, (offset,)) - 1) : bisect(tones, (end,))]
        lines = _lines(press, toned(piece, offset, here), inside)
        lines[0].markers = inside.markers if number == 0 else ()
        # Two lines stay together at each end of the whole, not of its pieces.
        lines[0].keeps = number == 0
        lines[-1].clings = number == len(made) - 1 and len(lines) > 1
        for strip in lines:
            strip.bands = inside.room.bands
            yield strip
        offset = end + len(piece.after)
        yield None


def _lines(press: Press, piece: Piece, framed: Framed) -> list[Strip]:
    hang = _HANG * press.types.metrics(CODE).horizontalAdvance(" ")
    lines = Lines(press, CODE, piece, framed.room.width, rtl=False, hang=hang)
    return [LineStrip(lines, number, framed.room.x) for number in range(len(lines.rows))]


def _name(press: Press, language: str, framed: Framed) -> list[Strip]:
    lines = Lines(press, LANGUAGE, Piece(language), framed.room.width, rtl=False)
    return [LineStrip(lines, number, framed.room.x) for number in range(len(lines.rows))]


def _coloured(block: CodeBlock) -> Iterator[list[Tone]]:
    """Tones as (start, end, tone) in code points of the whole code, some lines a step."""
    lexer = LineLexer(block.language)
    start, size = 0, 0
    group: list[str] = []
    starts: list[int] = []
    done = 0

    def placed(lines: list[Line]) -> list[Tone]:
        nonlocal done
        found = []
        for line in lines:
            at = starts[done]
            found += [(at + a, at + b, _TONES.get(token, str(token))) for a, b, token in line]
            done += 1
        return found

    for line in block.code.split("\n"):
        starts.append(start)
        start += len(line) + 1
        group.append(line)
        size += len(line)
        if size >= _STEP:
            yield placed(lexer.feed(group))
            group, size = [], 0
    yield placed(lexer.feed(group))
    yield placed(lexer.finish())
