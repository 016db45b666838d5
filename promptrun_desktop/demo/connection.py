"""One HTTP/1.1 connection of a client: h11 does the protocol, asyncio streams the bytes."""

import asyncio
import os
import socket
import struct
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

BODY_LIMIT = 8 * 2**20
_HEAD_LIMIT = 64 * 2**10
_READ = 64 * 2**10
_LINGER_SECONDS = 2.0

Headers = Sequence[tuple[str, str]]


class RefusedError(Exception):
    """The bytes are no request that this server reads: answer with `status` and close."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class ClientGoneError(ConnectionError):
    """The client closed the connection while it was being answered."""


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` by lower-case name; the first of each name."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Connection:
    """Requests one after the other. Every method may raise ConnectionError: the client is gone."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEAD_LIMIT)

    async def request(self) -> Request | None:
        """The next request; None where the client is done. Raises RefusedError."""
        head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        body = bytearray()
        while isinstance(event := await self._event(), h11.Data):
            body += event.data
            if len(body) > BODY_LIMIT:
                raise RefusedError(413, "The request is larger than 8 MiB.")
        headers: dict[str, str] = {}
        for name, value in head.headers:
            headers.setdefault(name.decode("ascii"), value.decode("latin-1"))
        return Request(head.method.decode("ascii"), _path(head.target), headers, bytes(body))

    async def _event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                raise RefusedError(error.error_status_hint, str(error)) from error
            if event is not h11.NEED_DATA:
                return event
            if self._http.they_are_waiting_for_100_continue:
                await self._send(h11.InformationalResponse(status_code=100, headers=[]))
            self._http.receive_data(await self._reader.read(_READ))

    def another(self) -> bool:
        """Make ready for the next request; False where this connection has had its last."""
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            return True
        return False

    async def respond(
        self, status: int, body: bytes, content_type: str, headers: Headers = ()
    ) -> None:
        await self.start(status, content_type, [("Content-Length", str(len(body))), *headers])
        await self.write(body)
        await self.finish()

    async def start(self, status: int, content_type: str, headers: Headers = ()) -> None:
        """The head of a response; without a Content-Length its body is sent in HTTP chunks."""
        fields = [("Content-Type", content_type), ("Cache-Control", "no-store"), *headers]
        await self._send(h11.Response(status_code=status, headers=fields))

    async def write(self, data: bytes) -> None:
        await self._send(h11.Data(data=data))

    async def finish(self) -> None:
        await self._send(h11.EndOfMessage())

    async def _send(self, event: h11.Event) -> None:
        data = self._http.send(event)
        if data:
            self._writer.write(data)
            await self._writer.drain()

    def cut(self) -> None:
        """Close in the middle of a response: what was written still arrives."""
        self._http.send_failed()
        self._writer.close()

    def reset(self) -> None:
        """Hang up so that the client sees a reset connection."""
        self._http.send_failed()
        # Lingering for 0 s turns the closing handshake into a reset (RFC 9293, 3.5.3).
        pair = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, pair)
        self._writer.transport.abort()

    async def close(self, *, unread: bool = False) -> None:
        """Send what is left and close. `unread`: the client may still be sending."""
        if unread and self._writer.can_write_eof():
            # Closing over unread bytes is a reset, which would take the answer with it.
            self._writer.write_eof()
            try:
                async with asyncio.timeout(_LINGER_SECONDS):
                    while await self._reader.read(_READ):
                        pass
            except TimeoutError:
                self._writer.transport.abort()
        self._writer.close()
        await self._writer.wait_closed()

    async def unless_gone(self, work: Coroutine[None, None, None]) -> None:
        """Do `work`, but drop it at once, and raise ClientGoneError, when the client leaves."""
        doing = asyncio.create_task(work)
        leaving = asyncio.create_task(self._until_gone())
        try:
            await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise ClientGoneError
            doing.result()
        finally:
            doing.cancel()
            leaving.cancel()
            await asyncio.gather(doing, leaving, return_exceptions=True)

    async def _until_gone(self) -> None:
        """Returns at the end of the connection, or when a client sends on without end."""
        ahead = 0
        try:
            while ahead < _HEAD_LIMIT and (data := await self._reader.read(_READ)):
                self._http.receive_data(data)
                ahead += len(data)
        except ConnectionError:
            return


def _path(target: bytes) -> str:
    try:
        return urlsplit(target.decode("ascii")).path
    except ValueError:
        return ""
