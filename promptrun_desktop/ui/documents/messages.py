"""A conversation into strips: its title, what is known of it, its messages."""

from collections.abc import Callable, Iterator

from promptrun_desktop.domain.message import Role
from promptrun_desktop.services.documents import Content, Entry
from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.text.first_line import one_line
from promptrun_desktop.ui.documents import blocks, paragraphs
from promptrun_desktop.ui.documents.bands import Ground, QuoteBar
from promptrun_desktop.ui.documents.frame import Framed, Room
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.paragraphs import Steps
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.strip import LineStrip, PairStrip, RuleStrip, Strip
from promptrun_desktop.ui.documents.typefaces import (
    ABOUT,
    AUTHOR,
    BODY,
    ENDING,
    FACTS,
    LABEL,
    THOUGHT,
    TITLE,
    Face,
)
from promptrun_desktop.ui.transcript.pieces import Piece

# Characters that are parsed in one step.
_SLICE = 8_000
_CARD_BESIDE, _CARD_ABOVE, _CARD_BELOW, _CARD_RADIUS = 120, 80, 100, 60
_THOUGHT_INSET, _THOUGHT_BAR = 110, 12
_BETWEEN, _UNDER_HEAD, _UNDER_LABEL, _UNDER_THOUGHT = 230, 40, 20, 130
_LONGEST_TITLE = 300
_APART = "   ·   "


def strips(content: Content, press: Press, progress: Callable[[float], None]) -> Steps:
    room = Room(press.paper.left, press.paper.column)
    yield from _introduction(content, press, room)
    whole = sum(map(_size, content.entries))
    done = 0
    for number, entry in enumerate(content.entries):
        # An answer belongs to the question above it; only the first may have none.
        named = number == 0 or entry.message.role is not Role.ASSISTANT
        yield from _gapped(_entry(entry, press, room, named), _BETWEEN if number else 160)
        done += _size(entry)
        progress(done / whole)


def _size(entry: Entry) -> int:
    return 200 + len(entry.text) + len(entry.thinking)


def _introduction(content: Content, press: Press, room: Room) -> Steps:
    title = content.title
    if len(title) > _LONGEST_TITLE:
        title = f"{title[:_LONGEST_TITLE]}…"
    for strip in _small(press, TITLE, title, room, rtl=None):
        strip.keeps = True
        yield strip
    for number, facts in enumerate(_facts(content, press, room.width)):
        yield from _gapped(iter(_small(press, FACTS, facts, room)), 0 if number else 50)
    if content.instructions:
        yield from _gapped(_label(press, press.labels.instructions, room), 150)
        framed = Framed(room, ())
        text = content.instructions.rstrip()
        yield from _gapped(paragraphs.plain(press, THOUGHT, text, framed), _UNDER_LABEL)
    rule = RuleStrip(room.x, room.width)
    rule.gap, rule.clings = 70, True
    yield rule


def _facts(content: Content, press: Press, width: float) -> Iterator[str]:
    """Side by side in as few lines as they need; none is cut between two lines."""
    letters = press.types.letters(FACTS)
    line = ""
    for name, value in content.facts:
        fact = f"{name}: {_isolated(press, value)}"
        longer = f"{line}{_APART}{fact}" if line else fact
        if line and letters.width(longer) > width:
            yield line
            line = fact
        else:
            line = longer
    if line:
        yield line


def _entry(entry: Entry, press: Press, room: Room, named: bool) -> Steps:
    asked = entry.message.role is not Role.ASSISTANT
    if asked:
        card = Ground(room.x, room.width, "user", _CARD_RADIUS, _CARD_ABOVE, _CARD_BELOW)
        room = room.inside(_CARD_BESIDE, _CARD_BESIDE, card)
    head = _head(entry, press, room)
    if named:
        title = one_line(entry.text) if asked else ""
        head[0].heading = (title or entry.author, 0)
    for strip in head:
        strip.keeps = bool(entry.text or entry.thinking or entry.ending)
        yield strip
    above = _UNDER_HEAD
    if entry.thinking:
        yield from _gapped(_thinking(entry.thinking, press, room), _UNDER_HEAD)
        above = _UNDER_THOUGHT
    yield from _gapped(_body(entry, press, room), above)
    if entry.ending:
        for strip in _small(press, ENDING, entry.ending, room):
            strip.gap, strip.clings = 70, True
            yield strip


def _head(entry: Entry, press: Press, room: Room) -> list[Strip]:
    """Who and, at the other side of the same line where there is room, with what and when."""
    rtl = press.labels.rtl
    sides = ("right", "left") if rtl else ("left", "right")
    facts = filter(None, (entry.model, entry.time))
    about = " · ".join(_isolated(press, each) for each in facts)
    who = Lines(press, AUTHOR, Piece(entry.author), room.width, rtl=rtl, align=sides[0])
    what = Lines(press, ABOUT, Piece(about), room.width, rtl=rtl, align=sides[1])
    used = who.line(0).naturalTextWidth() + what.line(0).naturalTextWidth()
    if len(who.rows) == len(what.rows) == 1 and used < room.width - 2 * ABOUT.size:
        pair: list[Strip] = [PairStrip(who, what, room.x)]
    else:
        pair = [*_small(press, AUTHOR, entry.author, room), *_small(press, ABOUT, about, room)]
    for strip in pair:
        strip.bands = room.bands
    return pair


def _thinking(text: str, press: Press, room: Room) -> Steps:
    yield from _label(press, press.labels.thinking, room)
    rtl = press.labels.rtl
    bar = QuoteBar(room.x + room.width - _THOUGHT_BAR if rtl else room.x, _THOUGHT_BAR)
    left, right = (0, _THOUGHT_INSET) if rtl else (_THOUGHT_INSET, 0)
    inside = Framed(room.inside(left, right, bar), ())
    yield from _gapped(paragraphs.plain(press, THOUGHT, text.strip(), inside), _UNDER_LABEL)


def _body(entry: Entry, press: Press, room: Room) -> Steps:
    """Answers are drawn from Markdown, questions as they were typed."""
    if entry.message.role is not Role.ASSISTANT:
        face = BODY if entry.message.role is Role.USER else THOUGHT
        text = entry.text.strip("\r\n").rstrip()
        if text:
            yield from paragraphs.plain(press, face, text, Framed(room, ()))
        return
    if len(entry.text) <= _SLICE:
        yield from blocks.strips(press, parse(entry.text), room)
        return
    stream = BlockStream()
    for start in range(0, len(entry.text), _SLICE):
        stream.feed(entry.text[start : start + _SLICE])
        yield None
    stream.finish()
    while stream.unfinished:
        stream.resume()
        yield None
    yield from blocks.strips(press, stream.blocks, room)


def _label(press: Press, words: str, room: Room) -> Iterator[Strip]:
    for strip in _small(press, LABEL, words, room):
        strip.keeps = True
        yield strip


def _small(
    press: Press, face: Face, words: str, room: Room, rtl: bool | None = False
) -> list[Strip]:
    """Words of ours, at the side where the words of this language begin."""
    rtl = press.labels.rtl if rtl is False else rtl
    lines = Lines(press, face, Piece(words), room.width, rtl=rtl)
    found: list[Strip] = [LineStrip(lines, each, room.x) for each in range(len(lines.rows))]
    for strip in found:
        strip.bands = room.bands
    return found


def _isolated(press: Press, value: str) -> str:
    """Amid words from right to left the parts of a date would change places."""
    return f"\u2068{value}\u2069" if press.labels.rtl else value


def _gapped(steps: Steps, gap: float) -> Steps:
    """With so much room above the first."""
    first = True
    for strip in steps:
        if strip is not None and first:
            strip.gap, first = gap, False
        yield strip
