"""An endpoint on this machine that streams deltas at an exact pace: `python -m benchmarks.server`.

The name of the model says how: `paced/1000/60` is 1,000 a second for 60 seconds. Prints its port,
and ends with its standard input.
"""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.corpus import answer, deltas

KEY = "bench-0123456789abcdef"
_HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"


def model(rate: int, seconds: int) -> str:
    return f"paced/{rate}/{seconds}"


def text_of(name: str) -> str:
    """What the whole reply of this model is."""
    return "".join(_pieces(name))


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server in another process."""
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.stdin.close()


def _pieces(name: str) -> list[str]:
    _, rate, seconds = name.split("/")
    count = int(rate) * int(seconds)
    return deltas(answer(count * 5))[:count]


def _chunk(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    value = {"id": "bench", "object": "chat.completion.chunk", "created": 1, "choices": [choice]}
    return _framed(b"data: " + json.dumps(value).encode() + b"\n\n")


def _framed(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = dict(
                line.lower().split(b": ", 1) for line in head.split(b"\r\n") if b": " in line
            )
            body = await reader.readexactly(int(fields.get(b"content-length", 0)))
            if head.startswith(b"POST /v1/chat/completions "):
                await _stream(writer, json.loads(body)["model"])
            else:
                writer.write(_NOT_FOUND)
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def _stream(writer: asyncio.StreamWriter, name: str) -> None:
    events = [_chunk({"content": piece}) for piece in _pieces(name)]
    rate = int(name.split("/")[1])
    writer.write(_HEAD)
    begun, sent = time.monotonic(), 0
    while sent < len(events):
        due = min(len(events), int((time.monotonic() - begun) * rate) + 1)
        for event in events[sent:due]:
            writer.write(event)
            await writer.drain()
        sent = due
        await asyncio.sleep(max(0.0, begun + sent / rate - time.monotonic()))
    writer.write(_chunk({}, "stop") + _framed(b"data: [DONE]\n\n") + b"0\r\n\r\n")
    await writer.drain()


async def main() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        # The end of the standard input: whoever started this has ended.
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
