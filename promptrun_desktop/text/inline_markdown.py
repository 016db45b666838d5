"""Spans as Markdown that is parsed into the same spans, written as a person would where it can."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from promptrun_desktop.text.block import Heading, Paragraph, Span, Style
from promptrun_desktop.text.blocks import parse

_MARKS = {Style.BOLD: "**", Style.ITALIC: "*", Style.STRIKE: "~~"}
# Nothing in it can mean anything: most texts are so, and need no second look.
_TAME = re.compile(
    r"(?![0-9]{1,9}[.)])[^\W_][^\W_,;:.?'\"%/() -]*+"
    r"(?>(?:[ ,;:.?'\"%/()-]{1,2}[^\W_]++)*)[.,:;?)\"]?"
)
_SPECIAL = re.compile(r"[\\`*<~$|]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|!(?=\[|\ufdd0)")
_LINE_START = re.compile(r"(?m)^(?:([#+=:-]|>)|([0-9]{1,9})([.)]))")
_TASK = re.compile(r"\A\[(?=[ xX]\])")
_EDGES = re.compile(r"(?m)^[ \t]+|[ \t]+$|[\t\r\x0b\x0c]")
_HEADING_END = re.compile(r"#+\Z")
# A noncharacter where a span ends inside a line, so that no pattern takes that for a line's end.
_INSIDE = "\ufdd0"
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_BACKTICKS = re.compile(r"`+")
_BARE = re.compile(r"(?:https?://|mailto:)[^\s<>\\&]+")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9/:?#@!$+,;=.~%-]+(?:_[A-Za-z0-9/:?#@!$+,;=.~%-]+)*")

Escape = Callable[[str], str]


def paragraph_markdown(spans: Sequence[Span]) -> str:
    """One line, but for its line breaks."""
    return _faithful(spans, "\\\n", lambda text: text, (Paragraph(spans=tuple(spans)),))


def heading_markdown(level: int, spans: Sequence[Span]) -> str:
    mark = "#" * level
    wanted = (Heading(level=level, spans=tuple(spans)),)
    return _faithful(spans, "<br>", lambda text: f"{mark} {text}".rstrip(" "), wanted)


def cell_markdown(spans: Sequence[Span]) -> str:
    """Without a bar that would end the cell; whether it parses is for the table to see."""
    # A break has no line of its own here: what surrounds it shall not look like one.
    return _written(spans, "<br>", _escaped, "*").replace("\n", " ")


def careful_cell(spans: Sequence[Span]) -> str:
    return _written(spans, "<br>", _entities, "*").replace("\n", " ")


def _faithful(
    spans: Sequence[Span], line_break: str, frame: Escape, wanted: tuple[Paragraph | Heading, ...]
) -> str:
    """The first way of writing that parses back; the last resort shows the same characters."""
    if len(spans) == 1 and not spans[0].style and not spans[0].href:
        text = spans[0].text
        if _TAME.fullmatch(text):
            return frame(text)
    first = ""
    breaks = dict.fromkeys((line_break, "<br>"))
    for escape, italic, each in product((_escaped, _entities), "*_", breaks):
        text = frame(_written(spans, each, escape, italic))
        if tuple(parse(text)) == wanted:
            return text
        first = first or text
    tidy = frame(_written(_tidied(spans), line_break, _escaped, "*"))
    plain = _text_of(spans)
    for text in (first, tidy):
        found = parse(text)
        if len(found) == 1 and _text_of(getattr(found[0], "spans", ())) == plain:
            return text
    return frame(_written([Span(plain)], "<br>", _entities, "*"))


def _written(spans: Sequence[Span], line_break: str, escape: Escape, italic: str) -> str:
    text = _nested(_joined(spans), line_break, escape, italic).replace(_INSIDE, "")
    # A formula on lines of its own breaks the line without saying so.
    return text.replace("\\\n$$", "\n$$").replace("$$\\\n", "$$\n") if "$$" in text else text


def _joined(spans: Sequence[Span]) -> list[Span]:
    made = []
    for number, span in enumerate(spans):
        text = span.text
        if not span.style & (Style.CODE | Style.MATH):
            before = spans[number - 1].text if number else "\n"
            after = spans[number + 1].text if number + 1 < len(spans) else "\n"
            text = _INSIDE * (before[-1:] != "\n") + text + _INSIDE * (after[:1] != "\n")
        made.append(replace(span, text=text))
    return made


def _nested(spans: Sequence[Span], line_break: str, escape: Escape, italic: str) -> str:
    """The style that reaches farthest is the outermost."""
    done: list[str] = []
    place = 0
    while place < len(spans):
        reach, kind = _farthest(spans, place)
        inner = spans[place : place + reach]
        behind = spans[place + reach].text.lstrip(_INSIDE) if place + reach < len(spans) else ""
        place += reach
        if kind is None:
            done.append(_leaf(inner[0], line_break, escape, behind))
        elif isinstance(kind, str):
            done.append(_link(inner, kind, line_break, escape, italic))
        else:
            bare = [replace(span, style=span.style & ~kind) for span in inner]
            mark = italic if kind is Style.ITALIC else _MARKS[kind]
            done.append(f"{mark}{_nested(bare, line_break, escape, italic)}{mark}")
    return "".join(done)


def _farthest(spans: Sequence[Span], place: int) -> tuple[int, Style | str | None]:
    first = spans[place]
    best: tuple[int, Style | str | None] = (0, None)
    if first.href:
        best = (_reach(spans, place, lambda span: span.href == first.href), first.href)
    for style in _MARKS:
        if first.style & style:
            reach = _reach(spans, place, partial(_has, style))
            if reach > best[0]:
                best = (reach, style)
    return best if best[0] else (1, None)


def _has(style: Style, span: Span) -> bool:
    return bool(span.style & style)


def _reach(spans: Sequence[Span], place: int, has: Callable[[Span], bool]) -> int:
    end = place
    while end < len(spans) and has(spans[end]):
        end += 1
    return end - place


def _leaf(span: Span, line_break: str, escape: Escape, behind: str) -> str:
    if span.style & Style.MATH:
        return _formula(span, behind)
    if span.style & Style.CODE:
        return _code(span.text)
    return escape(span.text).replace("\n", line_break)


def _formula(span: Span, behind: str) -> str:
    source = span.text
    # In a heading or a cell there are no lines of its own, but the marks are the same.
    display = bool(span.style & Style.DISPLAY)
    if source != source.strip() or "$" in source or (behind[:1].isdigit() and not display):
        return f"\\[{source}\\]" if display else f"\\({source}\\)"
    return f"$${source}$$" if display else f"${source}$"


def _code(code: str) -> str:
    longest = max(map(len, _BACKTICKS.findall(code)), default=0)
    fence = "`" * (longest + 1)
    padded = code[:1] == "`" or code[-1:] == "`"
    padded = padded or (code[:1] == code[-1:] == " " and bool(code.strip(" ")))
    return f"{fence} {code} {fence}" if padded else f"{fence}{code}{fence}"


def _link(spans: Sequence[Span], href: str, line_break: str, escape: Escape, italic: str) -> str:
    bare = [replace(span, href="") for span in spans]
    if len(bare) == 1 and not bare[0].style and _BARE.fullmatch(href):
        shown = bare[0].text.strip(_INSIDE)
        if shown == href and not href.startswith("mailto:"):
            return f"<{href}>"
        if f"mailto:{shown}" == href:
            return f"<{shown}>"
    text = _nested(bare, line_break, escape, italic)
    return f"[{text}]({_address(href)})"


def _address(href: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    return "<" + re.sub(r"[^\w\-./:?=%,;+ ]|\s(?<! )", _entity, href, flags=re.ASCII) + ">"


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(_backslash, text)
    text = _LINE_START.sub(_start_of_line, text)
    text = _TASK.sub("&#91;", text)
    return _EDGES.sub(lambda found: "".join(map(_numbered, found[0])), text)


def _backslash(found: re.Match[str]) -> str:
    # An escaped bracket would begin a formula.
    return "&#93;" if found[0] == "]" else f"\\{found[0]}"


def _start_of_line(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _entities(text: str) -> str:
    text = _SIGN.sub(_entity, text)
    text = re.sub(r"(?m)^([0-9])", _entity, text)
    return _EDGES.sub(lambda found: "".join(map(_numbered, found[0])), text)


def _entity(found: re.Match[str]) -> str:
    return _numbered(found[0])


def _numbered(char: str) -> str:
    return f"&#{ord(char)};"


def _tidied(spans: Iterable[Span]) -> list[Span]:
    """Without styles on blanks at an edge: cut texts have them, and Markdown cannot write them."""
    tidy: list[Span] = []
    for span in spans:
        bare = span.text.strip()
        if span.style & (Style.CODE | Style.MATH) or not span.style or not bare:
            tidy.append(span if bare else replace(span, style=Style.PLAIN))
            continue
        at = span.text.index(bare)
        tidy.append(Span(span.text[:at]))
        tidy.append(replace(span, text=bare))
        tidy.append(Span(span.text[at + len(bare) :]))
    return [span for span in tidy if span.text]


def _text_of(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)
