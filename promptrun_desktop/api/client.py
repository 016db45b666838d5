"""The endpoint as the rest of the app sees it: replies as deltas, models, one kind of error."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import httpx

from promptrun_desktop.api.check import KeyCheck, Verdict
from promptrun_desktop.api.errors import from_response, from_said, scrubber, translated
from promptrun_desktop.api.models import parse_models
from promptrun_desktop.api.noticing import Noticing
from promptrun_desktop.api.proxy import choose
from promptrun_desktop.api.reader import ReplyReader
from promptrun_desktop.api.retry import refused
from promptrun_desktop.api.said import in_body
from promptrun_desktop.api.sse import LIMIT
from promptrun_desktop.api.transport import KeyAuth, make_client, reading
from promptrun_desktop.api.watchdog import Watchdog
from promptrun_desktop.api.wire import request_body, set_parameters
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.domain.secret import ApiKey

__all__ = ["ChatClient", "KeyCheck", "Verdict"]

# Seconds: without a byte; for a whole list; for the body of an error; after the end mark.
_SILENCE = 300.0
_LIST = 30.0
_ERROR = 5.0
_AFTERMATH = 10.0
_NO_LIST = (404, 405, 410, 501)
_ERROR_LIMIT = 256 * 1024
# A burst of chunks that are already here is read without a pause, which would freeze the window.
_BREATH = 0.01
# A turn of the loop for each of a thousand chunks a second costs more than what they hold: who
# had to wait for one lets the next gather, for so many seconds.
_GATHER = 0.016
_BITE = 8 * 1024


class ChatClient:
    """One for an endpoint and its key, for as long as both are in use; close it at the end.

    Import this module and construct it in a worker thread: together they take some 400 ms.
    `proxy` is "system", "none" or a URL. `refusals` (model id → what not to send) is read and
    added to. `silence` is how many seconds without a byte are too many. Every method raises
    EndpointError alone; so does the constructor, for a proxy that makes no sense.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: ApiKey | None,
        *,
        proxy: str = "system",
        refusals: dict[str, set[str]] | None = None,
        silence: float = _SILENCE,
    ) -> None:
        self._endpoint = endpoint
        self._key = key
        self._scrub = scrubber(key)
        self._refusals = {} if refusals is None else refusals
        self._silence = silence
        via = choose(proxy, endpoint)
        self._proxied = via is not None
        with translated():
            self._http = make_client(endpoint, via)

    async def stream(
        self, model: str, history: Sequence[Message], instructions: str, parameters: Parameters
    ) -> AsyncGenerator[Delta, None]:
        """Ask for the reply to `history` and yield it as it arrives. Use it in `aclosing()`.

        Ends quietly where the body does: a reply is complete only if a delta was `ended`. What a
        400 refuses by name is left out and the request sent once more; the first delta names in
        `dropped` what the person had set and was not sent, this time or because of an earlier one.
        """
        error = None
        for _ in range(2):
            without = frozenset(self._refusals.get(model, ()))
            body = request_body(model, history, instructions, parameters, without)
            watchdog = Watchdog(self._silence)
            async with self._exchange("POST", "/chat/completions", watchdog, body) as response:
                if response.is_success:
                    dropped = tuple(name for name in set_parameters(parameters) if name in without)
                    async with contextlib.aclosing(self._deltas(response, watchdog)) as deltas:
                        async for delta in deltas:
                            yield replace(delta, dropped=dropped) if dropped else delta
                            dropped = ()
                    return
                raw = await self._beginning(response)
            error = self._error(response, raw)
            found = refused(response.status_code, in_body(raw), _sent(body))
            if not found:
                break
            self._refusals.setdefault(model, set()).update(found)
        if error is not None:
            raise error

    async def list_models(self) -> list[ModelInfo]:
        """Raises WRONG_ADDRESS where there is no such list."""
        return await self._models(with_key=True)

    async def check_key(self) -> KeyCheck:
        """Ask for the list with the key and without: no tokens, no cost. Raises KEY_REFUSED."""
        try:
            models = await self._models(with_key=True)
        except EndpointError as error:
            if error.kind is ErrorKind.WRONG_ADDRESS:
                return KeyCheck(Verdict.UNCHECKED, None)
            raise
        try:
            await self._models(with_key=False)
        except EndpointError as error:
            if error.kind in (ErrorKind.KEY_MISSING, ErrorKind.FORBIDDEN):
                return KeyCheck(Verdict.WORKS, models)
        return KeyCheck(Verdict.KEPT, models)

    async def aclose(self) -> None:
        with translated():
            await self._http.aclose()

    async def _models(self, *, with_key: bool) -> list[ModelInfo]:
        watchdog = Watchdog(min(self._silence, _LIST))
        async with self._exchange("GET", "/models", watchdog, with_key=with_key) as response:
            if not response.is_success:
                raw = await self._beginning(response)
                if response.status_code in _NO_LIST:
                    raise EndpointError(ErrorKind.WRONG_ADDRESS)
                raise self._error(response, raw, with_key=with_key)
            raw = await self._whole(response)
        models = await asyncio.to_thread(parse_models, raw)
        if models is None:
            said = in_body(raw[:_ERROR_LIMIT])
            if said.is_json and said.status is not None:
                raise from_said(said, self._scrub)
            raise EndpointError(ErrorKind.WRONG_ADDRESS)
        return models

    async def _deltas(
        self, response: httpx.Response, watchdog: Watchdog
    ) -> AsyncGenerator[Delta, None]:
        headers = response.headers
        framed = "content-length" in headers or "chunked" in headers.get("transfer-encoding", "")
        reader = ReplyReader(headers.get("content-type", ""), self._scrub, framed=framed)
        failure = None
        clock = asyncio.get_running_loop().time
        breath, gathered = clock(), False
        async with reading(response) as chunks:
            while not reader.finished:
                coming = Noticing(anext(chunks, None))
                try:
                    with translated(answered=True):
                        chunk = await watchdog.wait(coming)
                except EndpointError as raised:
                    failure = raised
                    break
                if chunk is None:
                    break
                for start in range(0, len(chunk), _BITE):
                    for delta in reader.feed(chunk[start : start + _BITE]):
                        yield delta
                    if reader.finished:
                        break
                    if clock() - breath > _BREATH:
                        await asyncio.sleep(0)
                        breath = clock()
                if coming.waited:
                    # The first read after a pause always takes a turn, and finds what gathered.
                    if gathered:
                        await asyncio.sleep(_GATHER)
                        breath = clock()
                    gathered = not gathered
                if reader.ended:
                    watchdog.shorten(_AFTERMATH)
        for delta in reader.end(cut=failure is not None):
            yield delta
        # A reply that has ended is complete, however its connection ends after it.
        error = reader.error or (None if reader.ended else failure)
        if error is not None:
            raise error

    @contextlib.asynccontextmanager
    async def _exchange(
        self,
        method: str,
        path: str,
        watchdog: Watchdog,
        body: dict[str, object] | None = None,
        *,
        with_key: bool = True,
    ) -> AsyncIterator[httpx.Response]:
        """One request and the response to it, whose body has not been read."""
        auth = KeyAuth(self._key) if self._key is not None and with_key else None
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Accept": "application/json"}
        if content is not None:
            headers = {
                "Accept": "text/event-stream, application/json",
                "Content-Type": "application/json",
            }
        try:
            if self._http.is_closed:
                # Another key was connected, or this one forgotten, between two requests.
                raise EndpointError(ErrorKind.CUT_OFF)
            with translated(proxied=self._proxied):
                request = self._http.build_request(
                    method, self._endpoint.base_url + path, content=content, headers=headers
                )
                response = await watchdog.wait(self._http.send(request, auth=auth, stream=True))
            try:
                if response.headers.get("content-encoding", "identity").lower() != "identity":
                    raise EndpointError(ErrorKind.BAD_REPLY)
                yield response
            finally:
                with contextlib.suppress(httpx.HTTPError, OSError):
                    await response.aclose()
        finally:
            watchdog.close()

    async def _beginning(self, response: httpx.Response) -> bytes:
        """Of an error's body: as much as comes in a while, however it ends."""
        raw = bytearray()
        with contextlib.suppress(TimeoutError, httpx.HTTPError, OSError):
            async with asyncio.timeout(min(self._silence, _ERROR)), reading(response) as chunks:
                async for chunk in chunks:
                    raw += chunk
                    if len(raw) > _ERROR_LIMIT:
                        break
        return bytes(raw[:_ERROR_LIMIT])

    async def _whole(self, response: httpx.Response) -> bytes:
        raw = bytearray()
        with translated(answered=True):
            async with asyncio.timeout(min(self._silence, _LIST)), reading(response) as chunks:
                async for chunk in chunks:
                    raw += chunk
                    if len(raw) > LIMIT:
                        raise EndpointError(ErrorKind.BAD_REPLY)
        return bytes(raw)

    def _error(
        self, response: httpx.Response, raw: bytes, *, with_key: bool = True
    ) -> EndpointError:
        error = from_response(response.status_code, response.headers, raw, self._scrub)
        if error.kind is ErrorKind.KEY_REFUSED and (self._key is None or not with_key):
            error.kind = ErrorKind.KEY_MISSING
        return error


def _sent(body: dict[str, object]) -> AbstractSet[str]:
    sent = {"temperature", "top_p", "stream"} & body.keys()
    messages = body["messages"]
    if isinstance(messages, list) and any(each["role"] == Role.SYSTEM for each in messages):
        sent.add("system")
    return sent
