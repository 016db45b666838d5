"""Text into strips: paragraphs with their formulas, headings, what was typed as it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.ui.documents.formulas import LARGER, Formula, fitted_em
from promptrun_desktop.ui.documents.frame import Framed
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.strip import FormulaStrip, LineStrip, Strip
from promptrun_desktop.ui.documents.typefaces import Face
from promptrun_desktop.ui.transcript.pieces import Piece, pieces, plain_pieces, units

_ISOLATE, _END = "\u2066", "\u2069"
_MOST_LINES = 40
Steps = Iterator[Strip | None]


def text(press: Press, face: Face, spans: Sequence[Span], framed: Framed) -> Steps:
    """One paragraph. A formula with lines of its own has them also amid a sentence."""
    spans = told_apart(with_addresses(spans))
    yield from press.prepare(spans)
    lines: list[Strip] = []
    for part in _parts(spans):
        formula = _display(press, face, part, framed.room.width)
        if formula is not None:
            strip = FormulaStrip(formula, framed.room.x, framed.room.width)
            strip.clings = bool(lines)
            lines.append(strip)
        else:
            for piece in pieces(part):
                lines += _lines(press, face, piece, framed)
                yield None
    yield from framed_strips(lines, framed)


def plain(press: Press, face: Face, source: str, framed: Framed) -> Steps:
    """Text whose line breaks and blanks all count."""
    for piece in _shorter(plain_pieces(source)):
        yield from framed_strips(_lines(press, face, piece, framed), framed)
        framed = Framed(framed.room, ())
        yield None


def _shorter(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """So few lines a piece that it is set in one step."""
    for piece in pieces:
        lines = piece.text.split("\n")
        for start in range(0, len(lines), _MOST_LINES):
            yield Piece("\n".join(lines[start : start + _MOST_LINES]))


def heading(press: Press, face: Face, level: int, spans: Sequence[Span], framed: Framed) -> Steps:
    title = one_line("".join(span.text for span in spans))
    for strip in text(press, face, spans, framed):
        if strip is not None:
            strip.keeps = True
            if title:
                strip.heading, title = (title, level), ""
        yield strip


def framed_strips(strips: Sequence[Strip], framed: Framed) -> Iterator[Strip]:
    """With bands, and the markers before the first; no line stands alone on a page."""
    for strip in strips:
        strip.bands = framed.room.bands
    if strips:
        strips[0].markers = framed.markers
    if len(strips) > 1:
        strips[0].keeps = strips[-1].clings = True
    yield from strips


def with_addresses(spans: Sequence[Span]) -> list[Span]:
    """An address that is not linked to is shown behind its text."""
    found: list[Span] = []
    for number, span in enumerate(spans):
        found.append(span)
        goes_on = number + 1 < len(spans) and spans[number + 1].href == span.href
        if span.href and not goes_on and not is_safe(span.href):
            address = " ".join(span.href.split())
            if address != span.text:
                found.append(Span(f" ({address})"))
    return found


def told_apart(spans: Sequence[Span]) -> list[Span]:
    """In text from right to left, code keeps its own order: its brackets would change sides."""
    if not is_rtl("".join(span.text for span in spans)):
        return list(spans)
    return [
        replace(span, text=f"{_ISOLATE}{span.text}{_END}") if span.style & Style.CODE else span
        for span in spans
    ]


def _lines(press: Press, face: Face, piece: Piece, framed: Framed) -> list[Strip]:
    lines = Lines(press, face, piece, framed.room.width)
    return [LineStrip(lines, number, framed.room.x) for number in range(len(lines.rows))]


def _parts(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Formulas with lines of their own, and what is between them without the breaks beside."""
    part: list[Span] = []
    for span in spans:
        if span.style & Style.DISPLAY:
            yield from _trimmed(part)
            yield [span]
            part = []
        else:
            part.append(span)
    yield from _trimmed(part) if part != list(spans) else [part]


def _trimmed(part: list[Span]) -> Iterator[list[Span]]:
    part = list(part)
    while part and not part[0].text.strip():
        part.pop(0)
    while part and not part[-1].text.strip():
        part.pop()
    if part:
        part[0] = replace(part[0], text=part[0].text.lstrip())
        part[-1] = replace(part[-1], text=part[-1].text.rstrip())
        yield part


def _display(press: Press, face: Face, part: Sequence[Span], width: float) -> Formula | None:
    if len(part) != 1 or not part[0].style & Style.DISPLAY:
        return None
    shape = press.shape(part[0].text, True)
    if shape is None:
        return None
    em = fitted_em(press, shape, face.size * LARGER, width)
    return Formula(0, units(part[0].text), shape, em, part[0].text, face.tone)
