"""A real server on loopback that says exactly the bytes it is told, and notes what it hears."""

import asyncio
import contextlib
import json
import socket
import struct
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import Enum

from promptrun_desktop.domain.endpoint import Endpoint


class Step(Enum):
    """HOLD: say nothing until the client hangs up. RESET: cut the connection hard."""

    HOLD = 1
    RESET = 2


Answer = Sequence[bytes | Step]


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.body)


class Server:
    def __init__(self, answers: Sequence[Answer]) -> None:
        self.requests: list[Heard] = []
        self.connections = 0
        self.gone = asyncio.Event()
        self.port = 0
        self._answers = list(answers)
        self._writers: list[asyncio.StreamWriter] = []

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.port}/v1")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        try:
            self.requests.append(await _hear(reader))
            for step in self._answers.pop(0):
                if isinstance(step, bytes):
                    writer.write(step)
                    await writer.drain()
                elif step is Step.HOLD:
                    await reader.read()
                    self.gone.set()
                else:
                    _reset(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.gone.set()
        writer.close()

    def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _hear(reader: asyncio.StreamReader) -> Heard:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    return Heard(
        method, path, headers, await reader.readexactly(int(headers.get("content-length", 0)))
    )


@contextlib.asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[Server]:
    """Each request gets the next answer, on a connection of its own."""
    server = Server(answers)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        server.hang_up()
        listener.close()


def head(status: int = 200, content_type: str = "text/event-stream", **headers: str) -> bytes:
    """`Connection: close` and no length: the body ends where the connection does."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {content_type}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def answer(
    status: int, body: bytes, content_type: str = "application/json", **headers: str
) -> Answer:
    return [head(status, content_type, Content_Length=str(len(body)), **headers), body]


def json_answer(status: int, value: object, **headers: str) -> Answer:
    return answer(status, json.dumps(value).encode(), **headers)


def chunked(*parts: bytes, end: bool = True) -> bytes:
    """HTTP chunks, with the last one that says the body is whole."""
    framed = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    return framed + (b"0\r\n\r\n" if end else b"")


def event(value: object) -> bytes:
    return b"data: " + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n\n"


def text_event(text: str | None, finish_reason: str | None = None) -> bytes:
    delta = {} if text is None else {"content": text}
    return event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]})


DONE = event(b"[DONE]")


def reply(*texts: str) -> Answer:
    """A whole streamed reply, one event for each text."""
    events = [*map(text_event, texts), text_event(None, "stop"), DONE]
    return [head(Transfer_Encoding="chunked"), chunked(*events)]
