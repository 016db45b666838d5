"""The body of an answer, bytes in, deltas out: a stream of events or one JSON object. No I/O."""

from dataclasses import replace

from promptrun_desktop.api.errors import Scrub, from_response, from_said, plain
from promptrun_desktop.api.said import in_body
from promptrun_desktop.api.sse import LIMIT, SSEDecoder, TooLargeError
from promptrun_desktop.api.thinking import ThinkSplitter
from promptrun_desktop.api.wire import DONE, Piece, parse_chunk, parse_completion
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.text.unicode import Door

_TOTAL = 32 * 1024 * 1024
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 2048
# Of what is no JSON: enough to find a key in before the first 300 characters are shown.
_SHOWN = 65_536
_NOTHING = Delta()


class ReplyReader:
    """Give it every read of the body, then `end()`; take `error` after the deltas it came behind.

    `finished`: nothing that could come would change the reply, so the body need not be read on.
    `framed`: the body says where it ends, so that a JSON text that breaks off was sent like that.
    """

    def __init__(self, content_type: str, scrub: Scrub = plain, *, framed: bool = True) -> None:
        self.error: EndpointError | None = None
        self.ended = False
        self.finished = False
        self._content_type = content_type.partition(";")[0].strip().lower()
        self._scrub = scrub
        self._framed = framed
        self._decoder = SSEDecoder()
        self._coalescer = _Coalescer()
        self._sniffed = False
        self._json: list[bytes] | None = None
        self._size = 0
        self._head = b""
        self._events = 0

    def feed(self, chunk: bytes) -> list[Delta]:
        self._size += len(chunk)
        if len(self._head) < _HEAD:
            # Servers send blank lines while a request is queued.
            self._head = (self._head + chunk).lstrip(_BLANK)[:_HEAD]
        if not self._sniffed and self._head:
            self._sniff()
        if self._size > (_TOTAL if self._json is None else LIMIT):
            self._fail(EndpointError(ErrorKind.BAD_REPLY))
        elif self._json is not None:
            self._json.append(chunk)
        elif self.error is None:
            self._read_events(chunk, last=False)
        return self._coalescer.take()

    def end(self, *, cut: bool = False) -> list[Delta]:
        """The body is over; `cut`: not of its own."""
        if self.finished:
            pass
        elif self._json is not None:
            self._read_completion(b"".join(self._json), cut=cut)
        elif self._sniffed:
            self._read_events(b"", last=True)
            if not (self._events or cut or self._content_type == "text/event-stream"):
                self._fail(
                    EndpointError(ErrorKind.BAD_REPLY, self._scrub(in_body(self._head).message))
                )
        self._coalescer.end()
        return self._coalescer.take()

    def _sniff(self) -> None:
        """By the first byte: content types are wrong as often as right."""
        self._sniffed = True
        if self._head[:1] in (b"{", b"["):
            self._json = []
        elif self._head[:1] == b"<":
            self._fail(from_response(200, {}, self._head, self._scrub))

    def _read_events(self, chunk: bytes, *, last: bool) -> None:
        try:
            events = self._decoder.feed(chunk)
            if last:
                events += self._decoder.end()
        except TooLargeError:
            self._fail(EndpointError(ErrorKind.BAD_REPLY))
            return
        for event in events:
            self._events += 1
            piece = parse_chunk(event.data, event.name)
            if piece is not None:
                self._take(piece)
            elif not event.unfinished:
                self._fail(EndpointError(ErrorKind.BAD_REPLY, self._scrub(event.data[:_SHOWN])))
            if event.data.strip() == DONE:
                self.finished = True
            if self.finished:
                return

    def _read_completion(self, body: bytes, *, cut: bool) -> None:
        piece = parse_completion(body)
        if piece is None and (cut or not self._framed):
            # It ended with the connection: cut off, which the missing end mark says.
            return
        if piece is None or not (piece.is_chunk or piece.fault):
            self._fail(EndpointError(ErrorKind.BAD_REPLY, self._scrub(in_body(body).message)))
        else:
            self._take(piece)

    def _take(self, piece: Piece) -> None:
        self._coalescer.add(piece)
        self.ended = self.ended or piece.ended
        if piece.fault is not None:
            self._fail(from_said(piece.fault, self._scrub))

    def _fail(self, error: EndpointError) -> None:
        """No end mark that follows clears an error, so nothing that follows is read."""
        self.error = self.error or error
        self.finished = True


class _Coalescer:
    """Joins the pieces of one read: reasoning, then text; the other order begins a new delta."""

    def __init__(self) -> None:
        self._splitter = ThinkSplitter()
        self._text_door = Door()
        self._reasoning_door = Door()
        self._deltas: list[Delta] = []
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._rest = _NOTHING

    def add(self, piece: Piece) -> None:
        self._say(piece.reasoning, "")
        if piece.text:
            self._say(*self._splitter.feed(piece.text))
        if piece.finish_reason or piece.usage or piece.ended:
            self._rest = Delta(
                finish_reason=piece.finish_reason or self._rest.finish_reason,
                usage=piece.usage or self._rest.usage,
                ended=piece.ended or self._rest.ended,
            )

    def end(self) -> None:
        self._say(*self._splitter.end())
        self._reasoning.append(self._reasoning_door.end())
        self._text.append(self._text_door.end())

    def take(self) -> list[Delta]:
        self._close()
        deltas, self._deltas = self._deltas, []
        return deltas

    def _say(self, reasoning: str, text: str) -> None:
        if reasoning:
            if self._text:
                self._close()
            self._reasoning.append(self._reasoning_door.clean(reasoning))
        if text:
            self._text.append(self._text_door.clean(text))

    def _close(self) -> None:
        text, reasoning, rest = "".join(self._text), "".join(self._reasoning), self._rest
        if rest is not _NOTHING:
            self._deltas.append(replace(rest, text=text, reasoning=reasoning))
        elif text or reasoning:
            self._deltas.append(Delta(text, reasoning))
        self._text, self._reasoning, self._rest = [], [], _NOTHING
