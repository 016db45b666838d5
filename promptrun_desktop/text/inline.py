"""Inline Markdown events into spans: styles, links, pictures as links, formulas."""

from typing import Any, NamedTuple

from promptrun_desktop.text.bare_links import with_links
from promptrun_desktop.text.block import Span, Style

# Plain numbers while collecting: an enum makes an object for each `|`.
_PLAIN, _CODE, _MATH = 0, int(Style.CODE), int(Style.MATH)
_DISPLAY = int(Style.MATH | Style.DISPLAY)
_STYLES = {
    "Strong": int(Style.BOLD),
    "Emphasis": int(Style.ITALIC),
    "Strikethrough": int(Style.STRIKE),
}
# To make one of a number takes as long as to parse a word.
_AS_STYLE = [Style(number) for number in range(sum(Style) + 1)]
_BREAKS = ("<br>", "<br/>", "<br />")
_BACKSLASH = ord("\\")
_CLOSING = {"(": ")", "[": "]"}


class _Run(NamedTuple):
    text: str
    style: int
    href: str


class _Formula(NamedTuple):
    """An open `\\(` or `\\[`: where its text begins, and how things stood there."""

    closing: str
    start: int
    runs: int
    style: int
    href: str


class Inline:
    """Collects the events of one paragraph, heading or cell.

    `source` is the parsed text in UTF-8, in which the parser counts; `quotes` says how many
    quotes stand around, for their marks are between the lines of a formula.

    Models write formulas as `\\(…\\)` and `\\[…\\]`, which to Markdown are escaped brackets. Such a
    pair, found as two escapes outside code, replaces what lies between by its source.
    """

    def __init__(self, source: bytes, quotes: int = 0) -> None:
        self._source = source
        self._quotes = quotes
        self._runs: list[_Run] = []
        self._style = _PLAIN
        self._href = ""
        self._outer: list[tuple[int, str, int]] = []
        self._pictures = 0
        self._formula: _Formula | None = None
        self._display_ended = False

    def start(self, name: str, payload: Any) -> None:
        self._outer.append((self._style, self._href, len(self._runs)))
        if self._pictures:
            self._pictures += name == "Image"
            return
        self._style |= _STYLES.get(name, _PLAIN)
        if name in ("Link", "Image"):
            self._pictures += name == "Image"
            # A picture inside a link leads where the link leads.
            self._href = self._href or _address(payload)

    def end(self, name: str) -> None:
        address = self._href
        self._style, self._href, before = self._outer.pop()
        if name == "Image":
            self._pictures -= 1
        if name in ("Link", "Image") and not self._pictures and len(self._runs) <= before:
            self._runs.append(_Run(address, self._style, address))

    def text(self, value: str, start: int) -> None:
        """`start` counts bytes of the source."""
        if value and value[0] in "()[]" and self._is_escape(value, start):
            if self._formula is None and value[0] in _CLOSING:
                self._formula = _Formula(
                    _CLOSING[value[0]], start + 1, len(self._runs), self._style, self._href
                )
            elif self._formula is not None and value[0] == self._formula.closing:
                value = value[1:] if self._close_formula(self._formula, start - 1) else value
                self._formula = None
        self._put(value)

    def take(self, kind: str, value: str, end: int) -> None:
        """Any other event inside a line; `end` counts bytes of the source."""
        match kind:
            case "Code":
                self._put(value, _CODE)
            case "SoftBreak":
                self.soft_break()
            case "HardBreak":
                self.hard_break()
            case "InlineMath":
                self.inline_math(value, end)
            case "DisplayMath":
                self.display_math(value)
            case _:
                self.html(value)

    def html(self, value: str) -> None:
        """HTML is shown as its characters; only a line break is what it means."""
        if value.lower() in _BREAKS:
            self.hard_break()
        else:
            self._put(value)

    def soft_break(self) -> None:
        if self._display_ended:
            self.hard_break()
        else:
            self._put(" ")

    def hard_break(self) -> None:
        self._display_ended = False
        self._put("\n")

    def inline_math(self, value: str, end: int) -> None:
        """`$5-$10` are two prices: a formula's last `$` has no digit behind it."""
        if self._source[end : end + 1].isdigit():
            self._put(f"${value}$")
        else:
            self._put(value, _MATH)

    def display_math(self, value: str) -> None:
        """A formula on lines of its own, also where it stands in a paragraph."""
        if self._runs and self._runs[-1].text == " ":
            self._runs.pop()
        if self._runs and not self._runs[-1].text.endswith("\n"):
            self._put("\n")
        self._put(value.strip(), _DISPLAY)
        self._display_ended = True

    def spans(self) -> tuple[Span, ...]:
        """Neighbours in one style and with one address are joined, but not two formulas."""
        spans: list[Span] = []
        pieces: list[str] = []
        for at, (text, style, href) in enumerate(self._runs, 1):
            pieces.append(text)
            if at < len(self._runs) and not style & _MATH and self._runs[at][1:] == (style, href):
                continue
            spans.append(Span("".join(pieces), _AS_STYLE[style], href))
            pieces = []
        said = [span for span in spans if span.text]
        if any("://" in span.text for span in said):  # Few have any.
            said = [each for span in said for each in with_links(span)]
        return tuple(said)

    def _put(self, text: str, style: int = _PLAIN) -> None:
        if not text:
            return
        if self._display_ended and text.strip():
            self._display_ended = False
            self._runs.append(_Run("\n", self._style, self._href))
        self._runs.append(_Run(text, self._style | style, self._href))

    def _is_escape(self, value: str, start: int) -> bool:
        if self._source[start : start + 1] != value[0].encode():
            return False  # an entity such as &lbrack;
        first = start
        while first > 0 and self._source[first - 1] == _BACKSLASH:
            first -= 1
        return (start - first) % 2 == 1

    def _close_formula(self, formula: _Formula, end: int) -> bool:
        lines = self._source[formula.start : end].decode().split("\n")
        value = "\n".join([lines[0], *map(self._without_marks, lines[1:])]).strip()
        if not value:
            return False
        del self._runs[formula.runs :]
        # What looked like emphasis inside the formula is none outside.
        self._style, self._href = formula.style, formula.href
        if formula.closing == "]":
            self.display_math(value)
        else:
            self._put(value, _MATH)
        return True

    def _without_marks(self, line: str) -> str:
        line = line.strip()
        for _ in range(self._quotes):
            if not line.startswith(">"):
                break
            line = line[1:].lstrip()
        return line


def _address(link: Any) -> str:
    address = str(link["dest_url"])
    return f"mailto:{address}" if link["link_type"] == "Email" else address
