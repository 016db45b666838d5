"""A piece of JSON as a value; what cannot be one raises Unreadable, and nothing else is raised."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from promptrun_desktop.formats.foreign.report import Reason, Unreadable

# The numbers here are times and counts; Python refuses to read more than 4,300 digits.
_MOST_DIGITS = 40
_TOKEN = re.compile(r'[ \t\n\r]*+(?:([\[\]{}:,"])|([^\s\[\]{}:,"]++))')


def value(text: str) -> Any:
    """Raises Unreadable."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return _nested(text)
    except MemoryError:
        raise Unreadable(Reason.TOO_LARGE) from None
    except ValueError:
        raise Unreadable(Reason.DAMAGED) from None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


_DECODER = json.JSONDecoder(parse_int=_whole, parse_constant=lambda _name: None, strict=False)


def _nested(text: str) -> Any:
    """The same for what is nested deeper than the decoder can call itself: slower, and flat."""
    stack: list[_Box] = []
    box = _Box([])
    position = 0
    while token := _TOKEN.match(text, position):
        sign = token[1] or ""
        position = token.end()
        if sign in ("]", "}"):
            if not stack or not box.ends_with(sign):
                raise Unreadable(Reason.DAMAGED)
            box = stack.pop()
        elif sign == ":":
            box.has_key()
        elif sign == '"':
            found, position = _string(text, position)
            box.put(found)
        elif sign in ("[", "{"):
            inner: Any = {} if sign == "{" else []
            box.put(inner)
            stack.append(box)
            box = _Box(inner)
        elif sign != ",":
            box.put(_scalar(token[2]))
    if stack or len(box.inside) != 1 or text[position:].strip():
        raise Unreadable(Reason.DAMAGED)
    return box.inside[0]


class _Box:
    """A list or an object that is being filled."""

    __slots__ = ("_key", "_waits", "inside")

    def __init__(self, inside: Any) -> None:
        self.inside = inside
        self._key: object = None
        self._waits = False

    def has_key(self) -> None:
        """What was put last is the name of what is put next."""
        if not isinstance(self._key, str) or self._waits:
            raise Unreadable(Reason.DAMAGED)
        self._waits = True

    def put(self, found: object) -> None:
        if isinstance(self.inside, list):
            self.inside.append(found)
        elif self._waits:
            self.inside[self._key] = found
            self._key, self._waits = None, False
        elif self._key is None:
            self._key = found
        else:
            raise Unreadable(Reason.DAMAGED)

    def ends_with(self, sign: str) -> bool:
        return isinstance(self.inside, dict) == (sign == "}") and self._key is None


def _string(text: str, position: int) -> tuple[str, int]:
    try:
        found, position = scanstring(text, position, False)
    except ValueError:
        raise Unreadable(Reason.DAMAGED) from None
    return found, position


def _scalar(word: str) -> Any:
    try:
        return _DECODER.decode(word)
    except ValueError:
        raise Unreadable(Reason.DAMAGED) from None
