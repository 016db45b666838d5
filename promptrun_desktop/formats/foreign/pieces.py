"""JSON of any length, a piece at a time: what stands between the commas of its outermost list.

An export holds years of chats in one list of hundreds of megabytes. This finds where each of them
begins and ends, without building any; whoever takes a piece parses it (`values`). Of an object the
pieces are its members, and where a member is a list of chats, the elements of that list.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from promptrun_desktop.formats.foreign.report import Reason, Unreadable

# Of one chat. What is made of brackets and commas takes 30 times its size when it is parsed; in an
# honest chat of this length there are a tenth as many.
MOST_CHARS = 64 * 2**20
MOST_SIGNS = 3_000_000
# A chat whose answers are nested in each other takes two levels a message.
MOST_DEPTH = 40_000
# What no program has ever written; the rest of such a file is not looked at.
_MOST_OPEN, _MOST_EMPTY = 500_000, 20_000
# Members that hold many chats. No chat of a known form has a member of such a name.
_LISTS = re.compile(r'\s*"(conversations|chats|chat-sessions|data|items)"\s*:\s*')
_HEAD = 2_000
_HARMLESS = 100_000

# Every repetition here is possessive: nothing is tried twice, and the time is that of the length.
_IN_STRING = r'[^"\\]*+(?>(?:\\.[^"\\]*+)*)'
_STRING = rf'"{_IN_STRING}"'
_PLAIN = rf'[^"\[\]{{}}]*+(?>(?:{_STRING}[^"\[\]{{}}]*+)*)'
# Lists and objects that hold no others, and those that hold only such, are passed at once: most of
# an export is made of them.
_FLAT = rf"\[{_PLAIN}\]|\{{{_PLAIN}\}}"
_SHALLOW = rf"{_PLAIN}(?>(?:(?:{_FLAT}){_PLAIN})*)"
_ANY_STRING = re.compile(_STRING, re.DOTALL)
_WITHIN_STRING = re.compile(_IN_STRING, re.DOTALL)
_TO_BRACKET = re.compile(
    rf"{_PLAIN}(?>(?:(?:\[{_SHALLOW}\]|\{{{_SHALLOW}\}}){_PLAIN})*)", re.DOTALL
)
_TO_COMMA = re.compile(rf'(?>(?:[^",\[\]{{}}]++|{_STRING}|{_FLAT})*)', re.DOTALL)
_OPENING = re.compile(r"[\[{]")


class Kind(Enum):
    ELEMENT = "element"
    MEMBER = "member"
    END = "end"


class Piece(NamedTuple):
    """`text` is an element, or a member with its key; of one that has a `problem`, its beginning.

    END follows the last piece of each outermost value.
    """

    kind: Kind
    text: str = ""
    problem: Reason | None = None


def pieces(chunks: Iterable[str]) -> Iterator[Piece]:
    """Any number of outermost values, one after the other; what is between them is passed over.

    Raises Unreadable for what cannot be JSON at all.
    """
    scanner = _Scanner()
    for chunk in chunks:
        yield from scanner.feed(chunk)
    yield from scanner.end()


def checked(text: str) -> str:
    """A text that came whole, to the same bounds. Raises Unreadable."""
    if len(text) > _HARMLESS:
        for piece in pieces(["[", text, "]"]):
            if piece.problem is not None:
                raise Unreadable(piece.problem)
    return text


class _Scanner:
    def __init__(self) -> None:
        # Of which container the commas are looked for: the outermost, or a list of chats in it.
        self._depth, self._split, self._deepest = 0, 1, 0
        self._empty = 0
        self._kinds = [Kind.ELEMENT]
        self._in_string = False
        self._carried = self._text = ""
        self._at = self._start = 0
        self._start_piece()

    def feed(self, chunk: str) -> Iterator[Piece]:
        self._text = self._carried + chunk
        self._at = self._start = 0
        while self._advance():
            sign = self._text[self._at - 1]
            if sign == '"':
                self._in_string = True
            elif sign in "[{":
                self._open(sign)
            elif self._depth > self._split:
                self._depth -= 1
            else:
                yield from self._cut(sign)
        self._carried = self._text[self._at :]
        if self._depth:
            self._keep(self._text[self._start : self._at])

    def _advance(self) -> bool:
        """Go behind the next sign that says something; False where the chunk has no more."""
        text, at = self._text, self._at
        if self._in_string:
            at = _WITHIN_STRING.match(text, at).end()  # type: ignore[union-attr]
            if at == len(text) or text[at] != '"':
                self._at = at  # a back slash at the very end waits for what it stands before
                return False
            self._in_string = False
            at += 1
        if self._depth:
            pattern = _TO_COMMA if self._depth == self._split else _TO_BRACKET
            at = pattern.match(text, at).end()  # type: ignore[union-attr]
        else:
            opening = _OPENING.search(text, at)
            at = opening.start() if opening else len(text)
        self._at = min(at + 1, len(text))
        return at < len(text)

    def _open(self, sign: str) -> None:
        self._depth += 1
        self._deepest = max(self._deepest, self._depth)
        if self._depth > _MOST_OPEN:
            raise Unreadable(Reason.TOO_DEEP)
        if self._depth == 1:
            self._split = 1
            self._kinds = [Kind.MEMBER if sign == "{" else Kind.ELEMENT]
        elif sign == "[" and self._depth == 2 and self._is_list():
            self._split = 2
            self._kinds.append(Kind.ELEMENT)
        else:
            return
        self._start_piece()
        self._start = self._at

    def _cut(self, sign: str) -> Iterator[Piece]:
        """A comma between two pieces, or the end of what they stand in."""
        self._keep(self._text[self._start : self._at - 1])
        yield from self._finished()
        self._start = self._at
        if sign == ",":
            return
        self._depth -= 1
        if self._split == 2:
            self._split = 1
            self._kinds.pop()
        else:
            yield Piece(Kind.END)

    def end(self) -> Iterator[Piece]:
        if not self._depth:
            return
        self._keep(self._carried)
        if self._depth == self._split and not self._in_string:
            # Between two pieces, as far as one can see: the last may be whole.
            yield from self._finished()
            yield Piece(Kind.ELEMENT, problem=Reason.CUT_OFF)
        else:
            yield Piece(self._kinds[-1], self._beginning(), Reason.CUT_OFF)
        yield Piece(Kind.END)

    def _start_piece(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._deepest = self._depth
        self._is_too_large = False

    def _keep(self, text: str) -> None:
        """Of what is too large, only the beginning stays."""
        self._size += len(text)
        if self._size > MOST_CHARS:
            self._is_too_large = True
            self._parts = [self._beginning()]
        if text and not (self._is_too_large and self._size > _HEAD + len(text)):
            self._parts.append(text)

    def _beginning(self) -> str:
        head: list[str] = []
        for part in self._parts:
            head.append(part[:_HEAD])
            if sum(map(len, head)) >= _HEAD:
                break
        return "".join(head)[:_HEAD]

    def _is_list(self) -> bool:
        text = self._text[self._start : self._at - 1]
        if self._kinds[-1] is not Kind.MEMBER or self._size + len(text) > _HEAD:
            return False
        return bool(_LISTS.fullmatch("".join([*self._parts, text])))

    def _finished(self) -> Iterator[Piece]:
        kind = self._kinds[-1]
        text = "".join(self._parts)
        if self._is_too_large or _is_made_of_signs(text):
            yield Piece(kind, self._beginning(), Reason.TOO_LARGE)
        elif self._deepest > MOST_DEPTH:
            yield Piece(kind, self._beginning(), Reason.TOO_DEEP)
        elif text and not text.isspace():
            yield Piece(kind, text)
        else:
            self._empty += 1
            if self._empty > _MOST_EMPTY:
                raise Unreadable(Reason.DAMAGED)
        self._start_piece()


def _is_made_of_signs(text: str) -> bool:
    # Most stand in what people said: those are counted only where there are so many at all.
    more = _signs(text) - MOST_SIGNS
    return more > 0 and sum(_signs(each[0]) for each in _ANY_STRING.finditer(text)) < more


def _signs(text: str) -> int:
    return text.count("[") + text.count("{") + text.count(",")
