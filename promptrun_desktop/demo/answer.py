"""Writing one chat completion: as a stream of events, or whole."""

import asyncio
import json
import time
from abc import ABC, abstractmethod
from typing import Any

from promptrun_desktop.demo.connection import Connection, Headers
from promptrun_desktop.demo.failure import failure
from promptrun_desktop.demo.pieces import pieces

# About 33 pieces of one to three words a second: three times as fast as people read.
SECONDS_A_PIECE = 0.03
_SECONDS_TO_START = 0.4
_SECONDS_WHOLE = 1.5


class Answer(ABC):
    """What a script of a reply calls. `usage` is the object sent with that name at the end."""

    def __init__(self, connection: Connection, model: str, pace: float) -> None:
        self._connection = connection
        self._pace = pace
        self._model = model
        self._created = int(time.time())
        self._id = f"chatcmpl-sample-{time.time_ns():x}"
        self.usage: dict[str, Any] = {}

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)

    async def silence(self, seconds: float) -> None:
        """A wait that no pace shortens."""
        await asyncio.sleep(seconds)

    async def refuse(
        self,
        status: int,
        body: bytes,
        content_type: str = "application/json",
        headers: Headers = (),
    ) -> None:
        """A response that is no reply."""
        await self._connection.respond(status, body, content_type, headers)

    def hang_up(self) -> None:
        self._connection.reset()

    async def say(self, text: str, *, seconds_a_piece: float = SECONDS_A_PIECE) -> None:
        await self._add("content", text, seconds_a_piece)

    async def think(self, text: str) -> None:
        await self._add("reasoning", text, SECONDS_A_PIECE)

    @abstractmethod
    async def _add(self, name: str, text: str, seconds_a_piece: float) -> None: ...

    @abstractmethod
    async def piece(self, text: str) -> None:
        """One delta of exactly this text, which may be half a surrogate pair."""

    @abstractmethod
    async def comment(self) -> None:
        """A sign of life that means nothing more."""

    @abstractmethod
    async def finish(self, reason: str = "stop") -> None: ...

    @abstractmethod
    async def fail(self, message: str) -> None:
        """End with an error in place of the rest."""

    @abstractmethod
    async def cut(self) -> None:
        """Close the connection in the middle."""


class StreamedAnswer(Answer):
    """Server-sent events, one chunk of JSON each."""

    def __init__(self, connection: Connection, model: str, pace: float) -> None:
        super().__init__(connection, model, pace)
        self._started = False

    async def _start(self) -> None:
        if self._started:
            return
        self._started = True
        await self._connection.start(200, "text/event-stream; charset=utf-8")
        await self.comment()
        await self.wait(_SECONDS_TO_START)
        await self._chunk({"role": "assistant", "content": ""})

    async def _add(self, name: str, text: str, seconds_a_piece: float) -> None:
        await self._start()
        for piece in pieces(text):
            await self._chunk({name: piece})
            await self.wait(seconds_a_piece)

    async def piece(self, text: str) -> None:
        await self._start()
        await self._chunk({"content": text})
        await self.wait(SECONDS_A_PIECE)

    async def comment(self) -> None:
        await self._start()
        await self._connection.write(b": SAMPLE PROCESSING\n\n")

    async def finish(self, reason: str = "stop") -> None:
        await self._start()
        await self._chunk({}, reason)
        await self._event({**self._frame(), "choices": [], "usage": self.usage})
        await self._connection.write(b"data: [DONE]\n\n")
        await self._connection.finish()

    async def fail(self, message: str) -> None:
        """As OpenRouter does: an error and a finish_reason in a chunk, and no end mark."""
        await self._start()
        choice = {"index": 0, "delta": {"content": ""}, "finish_reason": "error"}
        error = {"message": message, "code": 502}
        await self._event({**self._frame(), "error": error, "choices": [choice]})
        await self._connection.finish()

    async def cut(self) -> None:
        self._connection.cut()

    async def _chunk(self, delta: dict[str, str], reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        await self._event({**self._frame(), "choices": [choice]})

    async def _event(self, payload: dict[str, Any]) -> None:
        await self._connection.write(b"data: " + _json(payload) + b"\n\n")

    def _frame(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": self._model,
        }


class WholeAnswer(Answer):
    """One JSON body, after a moment."""

    def __init__(self, connection: Connection, model: str, pace: float) -> None:
        super().__init__(connection, model, pace)
        self._message = {"role": "assistant", "content": ""}

    async def _add(self, name: str, text: str, seconds_a_piece: float) -> None:
        self._message[name] = self._message.get(name, "") + text

    async def piece(self, text: str) -> None:
        self._message["content"] += text

    async def comment(self) -> None:
        """Nothing can be said before the body."""

    async def finish(self, reason: str = "stop") -> None:
        await self.wait(_SECONDS_WHOLE)
        await self._connection.respond(200, self._body(reason), "application/json")

    async def fail(self, message: str) -> None:
        await self.refuse(502, failure(message, "upstream_error", 502))

    async def cut(self) -> None:
        body = self._body("stop")
        length = [("Content-Length", str(len(body)))]
        await self._connection.start(200, "application/json", length)
        await self._connection.write(body[: len(body) // 2])
        self._connection.cut()

    def _body(self, reason: str) -> bytes:
        choice = {"index": 0, "message": self._message, "finish_reason": reason}
        return _json(
            {
                "id": self._id,
                "object": "chat.completion",
                "created": self._created,
                "model": self._model,
                "choices": [choice],
                "usage": self.usage,
            }
        )


def _json(payload: dict[str, Any]) -> bytes:
    """UTF-8 as it is; escapes only where half a surrogate pair could not be written otherwise."""
    try:
        return json.dumps(payload, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(payload).encode()
