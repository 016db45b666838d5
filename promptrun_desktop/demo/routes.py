"""Which request gets which response."""

import hmac
import ipaddress
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from promptrun_desktop.demo.answer import Answer, StreamedAnswer, WholeAnswer
from promptrun_desktop.demo.ask import Ask, BadAskError
from promptrun_desktop.demo.connection import Connection, Headers, Request
from promptrun_desktop.demo.failure import failure
from promptrun_desktop.demo.faults import Script, faults, missing_model, not_streaming, plain
from promptrun_desktop.demo.ledger import Ledger
from promptrun_desktop.demo.models import SAMPLES, SampleModel, listing
from promptrun_desktop.demo.replies import reply_to
from promptrun_desktop.domain.secret import ApiKey

_BAD = "invalid_request_error"


class Routes:
    """Called for each request, on the endpoint's loop."""

    def __init__(self, key: ApiKey, ledger: Ledger, pace: float) -> None:
        self._key = key
        self._ledger = ledger
        self._pace = pace
        self._routes: dict[str, tuple[str, Callable[[Connection, Request], Awaitable[None]]]] = {
            "/v1/models": ("GET", self._models),
            "/v1/chat/completions": ("POST", self._chat),
        }
        shown = faults()
        self._scripts: dict[str, Script] = {fault.id: fault.script for fault in shown}
        listed = (*SAMPLES, *(SampleModel(fault.id, fault.name) for fault in shown))
        self._listed = {model.id: model for model in listed}

    async def __call__(self, connection: Connection, request: Request) -> None:
        # A web page may point a name of its own at this machine; its Host gives it away.
        if not _is_loopback(request.headers.get("host", "")):
            await _refuse(connection, 403, "This address answers on this computer only.")
            return
        if request.path not in self._routes:
            await _refuse(connection, 404, f"There is nothing at {request.path}.")
            return
        method, respond = self._routes[request.path]
        if request.method != method:
            await _refuse(connection, 405, f"Use {method}.", headers=[("Allow", method)])
        elif not self._is_allowed(request.headers.get("authorization", "")):
            await _refuse(connection, 401, "Incorrect API key provided.", "invalid_api_key")
        else:
            await respond(connection, request)

    def _is_allowed(self, authorization: str) -> bool:
        scheme, _, given = authorization.partition(" ")
        same = hmac.compare_digest(given.strip().encode(), self._key.reveal().encode())
        return scheme.lower() == "bearer" and same

    async def _models(self, connection: Connection, request: Request) -> None:
        self._ledger.record_list()
        body = json.dumps(listing(self._listed.values())).encode()
        await connection.respond(200, body, "application/json")

    async def _chat(self, connection: Connection, request: Request) -> None:
        try:
            ask = Ask.parse(request.body)
        except BadAskError as error:
            await _refuse(connection, 400, str(error))
            return
        self._ledger.record(request.body)
        model = self._listed.get(ask.model)
        if model is None:
            await connection.respond(404, missing_model(ask.model), "application/json")
        elif model.output != "text":
            await _refuse(connection, 400, f"`{model.id}` is not a chat model.")
        else:
            await self._answer(connection, ask, model)

    async def _answer(self, connection: Connection, ask: Ask, model: SampleModel) -> None:
        script = self._scripts.get(model.id, plain)
        answer: Answer
        if not ask.streams or script is not_streaming:
            answer = WholeAnswer(connection, model.id, self._pace)
        else:
            answer = StreamedAnswer(connection, model.id, self._pace)
        # About four characters to a token.
        answer.usage = model.usage(ask.characters // 4 + 1, len(reply_to(ask)) // 4 + 1)
        work = connection.unless_gone(script(ask, answer))
        if ask.streams:
            with self._ledger.stream():
                await work
        else:
            await work


async def _refuse(
    connection: Connection,
    status: int,
    message: str,
    code: str | None = None,
    headers: Headers = (),
) -> None:
    await connection.respond(status, failure(message, _BAD, code), "application/json", headers)


def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
