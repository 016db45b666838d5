"""Server-sent events: bytes in, events out, no I/O."""

import re
from dataclasses import dataclass

LIMIT = 8 * 1024 * 1024

# Only these end a line (HTML standard, 9.2.5): U+2028, U+0085, VT and FF are data.
_LINE_END = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


class TooLargeError(ValueError):
    """One line or event is larger than anybody needs."""


@dataclass(frozen=True, slots=True)
class Event:
    """`unfinished`: the body ended before the blank line that closes an event."""

    data: str
    name: str = ""
    unfinished: bool = False


class SSEDecoder:
    """Follows the HTML standard, "event stream interpretation", but keeps a last, unclosed event.

    Works on bytes until a line is whole: CR and LF never occur inside a UTF-8 character, so
    characters may be cut anywhere. Raises TooLargeError past `limit` bytes in one line or event.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._line: list[bytes] = []
        self._line_size = 0
        self._data: list[bytes] = []
        self._data_size = 0
        self._name = ""
        self._after_cr = False
        self._first = True

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that this chunk completes."""
        if not chunk:
            return []
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._after_cr = chunk.endswith(b"\r")
        *whole, rest = _LINE_END.split(chunk) if b"\r" in chunk else chunk.split(b"\n")
        events: list[Event] = []
        for piece in whole:
            self._take(self._whole(piece), events)
        self._keep(rest)
        return events

    def end(self) -> list[Event]:
        """What stood unclosed when the body ended: `[DONE]` often has no blank line after it."""
        events: list[Event] = []
        line = self._whole(b"")
        if line:
            self._take(line, events)
        if self._data:
            events.append(self._event(unfinished=True))
        return events

    def _keep(self, piece: bytes) -> None:
        self._line_size += len(piece)
        if self._line_size > self._limit:
            raise TooLargeError
        if piece:
            self._line.append(piece)

    def _whole(self, piece: bytes) -> bytes:
        if self._line:
            self._keep(piece)
            piece = b"".join(self._line)
            self._line = []
        self._line_size = 0
        if self._first and piece:
            piece = piece.removeprefix(_BOM)
        self._first = False
        return piece

    def _take(self, line: bytes, events: list[Event]) -> None:
        if not line:
            if self._data:
                events.append(self._event())
            self._name = ""
            return
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data_size += len(value) + 1
            if self._data_size > self._limit:
                raise TooLargeError
            self._data.append(value)
        elif field == b"event":
            self._name = value.decode("utf-8", "replace")

    def _event(self, *, unfinished: bool = False) -> Event:
        data = b"\n".join(self._data).decode("utf-8", "replace")
        self._data = []
        self._data_size = 0
        return Event(data, self._name, unfinished)
