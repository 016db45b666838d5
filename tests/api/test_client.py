import asyncio
import contextlib
import json
import logging
import sys
from dataclasses import replace

import pytest

from promptrun_desktop.api import client as api_client
from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.reply_draft import Delta, ReplyDraft
from promptrun_desktop.domain.secret import ApiKey
from tests.api.server import (
    DONE,
    Answer,
    Server,
    Step,
    answer,
    chunked,
    event,
    head,
    json_answer,
    reply,
    serving,
    text_event,
)

KEY = "sk-canary/0123456789"
HISTORY = [Message(Role.USER, "Hi")]
UNTOUCHED = Parameters()


def client_of(server: Server, **options: object) -> ChatClient:
    return ChatClient(server.endpoint, ApiKey(KEY, server.endpoint.origin), **options)


@contextlib.asynccontextmanager
async def talking(*answers: Answer, **options: object):
    async with serving(*answers) as server:
        client = client_of(server, **options)
        try:
            yield client, server
        finally:
            await client.aclose()


async def collect(
    client: ChatClient, parameters: Parameters = UNTOUCHED, instructions: str = ""
) -> tuple[list[Delta], EndpointError | None]:
    """The deltas, and the error after them."""
    deltas: list[Delta] = []
    try:
        async with contextlib.aclosing(
            client.stream("a/b", HISTORY, instructions, parameters)
        ) as stream:
            async for delta in stream:
                deltas.append(delta)
    except EndpointError as error:
        return deltas, error
    return deltas, None


async def outcome(client: ChatClient) -> tuple[str, bool, ErrorKind | None]:
    deltas, error = await collect(client)
    draft = ReplyDraft(Message(Role.ASSISTANT, ""))
    for delta in deltas:
        draft.append(delta)
    return draft.text, draft.ended, error.kind if error else None


async def test_a_reply_is_streamed():
    async with talking(reply("Hel", "lo")) as (client, server):
        assert await outcome(client) == ("Hello", True, None)
    request = server.requests[0]
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.json == {
        "model": "a/b",
        "messages": [{"role": "user", "content": "Hi"}],
        "stream": True,
    }
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["accept"] == "text/event-stream, application/json"
    assert request.headers["accept-encoding"] == "identity"
    assert request.headers["content-type"] == "application/json"


async def test_deltas_come_as_the_bytes_do():
    first = [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False), Step.HOLD]
    async with (
        talking(first) as (client, _),
        contextlib.aclosing(client.stream("m", HISTORY, "", UNTOUCHED)) as stream,
    ):
        assert await anext(stream) == Delta(text="Hi")


async def test_without_a_key_nothing_is_authorized():
    async with serving(reply("Hi")) as server:
        client = ChatClient(server.endpoint, None)
        assert (await outcome(client))[0] == "Hi"
        await client.aclose()
    assert "authorization" not in server.requests[0].headers


async def test_a_json_answer_is_a_reply():
    whole = json_answer(200, {"choices": [{"message": {"content": "Hi"}}]})
    async with talking(whole) as (client, _):
        assert await outcome(client) == ("Hi", True, None)


async def test_an_end_without_an_end_mark_is_quiet_and_incomplete():
    async with talking([head(), text_event("Hi")]) as (client, _):
        assert await outcome(client) == ("Hi", False, None)


@pytest.mark.parametrize(
    "body",
    [
        [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False)],
        [head(Content_Length="1000"), text_event("Hi")],
        [head(Content_Length="1000"), text_event("Hi"), b'data: {"choi'],
        [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False), b"zz\r\n"],
    ],
)
async def test_a_cut_connection_keeps_what_came_and_says_so(body):
    async with talking(body) as (client, _):
        assert await outcome(client) == ("Hi", False, ErrorKind.CUT_OFF)


async def test_a_reset_connection_is_a_cut():
    async with talking([head(), text_event("Hi"), Step.RESET]) as (client, _):
        text, ended, kind = await outcome(client)
    assert (ended, kind) == (False, ErrorKind.CUT_OFF)
    assert text in ("", "Hi")


async def test_a_cut_after_the_end_mark_is_no_error():
    body = [head(Content_Length="1000"), text_event("Hi", "stop")]
    async with talking(body) as (client, _):
        assert await outcome(client) == ("Hi", True, None)


async def test_done_ends_the_reply_though_the_server_keeps_the_connection():
    async with talking([head(), text_event("Hi"), DONE, Step.HOLD]) as (client, server):
        assert await outcome(client) == ("Hi", True, None)
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_an_error_in_the_stream_comes_after_the_text():
    fault = event({"error": {"message": "Rate limit", "code": 429}})
    async with talking([head(), text_event("So far"), fault, DONE]) as (client, _):
        assert await outcome(client) == ("So far", False, ErrorKind.RATE_LIMIT)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (307, ErrorKind.PROXY),
        (400, ErrorKind.BAD_REQUEST),
        (401, ErrorKind.KEY_REFUSED),
        (402, ErrorKind.NO_CREDIT),
        (404, ErrorKind.WRONG_ADDRESS),
        (413, ErrorKind.TOO_LONG),
        (429, ErrorKind.RATE_LIMIT),
        (500, ErrorKind.SERVER_FAULT),
        (529, ErrorKind.SERVER_FAULT),
    ],
)
async def test_a_status_is_an_error_and_sent_once(status, kind):
    refusal = json_answer(status, {"error": "No"}, Retry_After="7")
    async with talking(refusal) as (client, server):
        _, error = await collect(client)
        assert (error.kind, error.detail) == (kind, "No" if status != 307 else error.detail)
        assert len(server.requests) == 1
        if status == 429:
            assert error.retry_after == 7


async def test_a_refused_request_without_a_key_asks_for_one():
    async with serving(json_answer(401, {"error": "No"})) as server:
        client = ChatClient(server.endpoint, None)
        assert (await outcome(client))[2] is ErrorKind.KEY_MISSING
        await client.aclose()


async def test_a_login_page_is_said_to_be_one():
    async with talking(answer(200, b"<html><title>Hotel</title>", "text/html")) as (client, _):
        assert await outcome(client) == ("", False, ErrorKind.PROXY)


async def test_an_error_body_that_breaks_off_is_read_as_far_as_it_came():
    body = [head(503, "text/plain", Content_Length="100"), b"Down for repair"]
    async with talking(body) as (client, _):
        _, error = await collect(client)
        assert (error.kind, error.detail) == (ErrorKind.SERVER_FAULT, "Down for repair")


async def test_an_endless_error_body_is_not_read_to_its_end():
    body = [head(500, "text/plain"), b"x" * 2**19, Step.HOLD]
    async with talking(body) as (client, server):
        assert (await outcome(client))[2] is ErrorKind.SERVER_FAULT
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_stopping_closes_the_socket():
    body = [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False), Step.HOLD]
    async with talking(body) as (client, server):
        arrived = asyncio.Event()

        async def answering() -> None:
            async with contextlib.aclosing(client.stream("m", HISTORY, "", UNTOUCHED)) as stream:
                async for _ in stream:
                    arrived.set()

        task = asyncio.ensure_future(answering())
        await asyncio.wait_for(arrived.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.gone.wait(), 0.5)


async def test_stopping_before_the_first_byte_closes_the_socket():
    async with talking([Step.HOLD]) as (client, server):
        task = asyncio.ensure_future(collect(client))
        while not server.requests:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.gone.wait(), 0.5)


async def test_leaving_between_two_deltas_closes_the_socket_and_leaves_nothing_behind():
    body = [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False), Step.HOLD]
    complaints: list[object] = []
    # Not every event loop tidies abandoned generators.
    hooks, unraisable = sys.get_asyncgen_hooks(), sys.unraisablehook
    sys.unraisablehook = complaints.append
    sys.set_asyncgen_hooks(None, None)
    try:
        async with talking(body) as (client, server):
            async with contextlib.aclosing(client.stream("m", HISTORY, "", UNTOUCHED)) as stream:
                await anext(stream)
            await asyncio.wait_for(server.gone.wait(), 0.5)
    finally:
        sys.set_asyncgen_hooks(*hooks)
        sys.unraisablehook = unraisable
    assert complaints == []


async def test_silence_is_a_time_out():
    body = [head(Transfer_Encoding="chunked"), chunked(text_event("Hi"), end=False), Step.HOLD]
    async with talking(body, silence=0.1) as (client, server):
        assert await outcome(client) == ("Hi", False, ErrorKind.TIMED_OUT)
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_silence_before_the_first_byte_is_a_time_out():
    async with talking([Step.HOLD], silence=0.1) as (client, _):
        assert await outcome(client) == ("", False, ErrorKind.TIMED_OUT)


async def test_a_redirect_is_not_followed_and_the_key_goes_nowhere():
    async with serving(reply("Trap")) as trap:
        target = trap.endpoint.base_url + "/chat/completions"
        async with talking(answer(307, b"", Location=target)) as (client, _):
            assert (await outcome(client))[2] is ErrorKind.PROXY
        assert (trap.connections, trap.requests) == (0, [])


async def test_a_key_of_another_place_is_not_sent():
    async with serving(reply("Hi")) as server:
        client = ChatClient(server.endpoint, ApiKey(KEY, "https://api.promptrun.ai:443"))
        assert (await outcome(client))[2] is ErrorKind.KEY_MISSING
        await client.aclose()
        assert server.requests == []


async def test_cookies_are_not_kept():
    whole = {"choices": [{"message": {"content": "Hi"}}]}
    async with talking(json_answer(200, whole, Set_Cookie="a=b"), reply("Hi")) as (client, server):
        await collect(client)
        await collect(client)
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate, gzip", "x-unknown"])
async def test_a_compressed_answer_is_refused_unread(coding):
    async with talking([head(Content_Encoding=coding), b"\x1f\x8b", Step.HOLD]) as (client, _):
        assert await outcome(client) == ("", False, ErrorKind.BAD_REPLY)


REFUSED = json_answer(400, {"error": {"message": "temperature is deprecated for this model"}})


async def test_a_refused_parameter_is_left_out_once_and_remembered():
    refusals: dict[str, set[str]] = {}
    async with talking(REFUSED, reply("Hi", "!"), reply("Hi"), refusals=refusals) as (
        client,
        server,
    ):
        warm = Parameters(temperature=0.7)
        deltas, error = await collect(client, warm)
        assert error is None
        assert [delta.dropped for delta in deltas if delta.dropped] == [("temperature",)]
        assert deltas[0].dropped
        assert refusals == {"a/b": {"temperature"}}
        again, _ = await collect(client, warm)
        assert again[0].dropped == ("temperature",)
    bodies = [request.json for request in server.requests]
    assert ["temperature" in body for body in bodies] == [True, False, False]
    assert {**bodies[0], "temperature": None} == {**bodies[1], "temperature": None}


async def test_a_remembered_refusal_is_no_news_where_nothing_was_set():
    refusals = {"a/b": {"temperature"}}
    async with talking(reply("Hi"), refusals=refusals) as (client, _):
        deltas, _ = await collect(client)
        assert not any(delta.dropped for delta in deltas)


async def test_a_second_refusal_is_an_error_and_remembered_too():
    other = json_answer(400, {"error": {"message": "no", "param": "top_p"}})
    refusals: dict[str, set[str]] = {}
    async with talking(REFUSED, other, refusals=refusals) as (client, server):
        _, error = await collect(client, Parameters(0.7, 0.9))
        assert error.kind is ErrorKind.BAD_REQUEST
        assert len(server.requests) == 2
    assert refusals == {"a/b": {"temperature", "top_p"}}


async def test_a_refused_parameter_that_was_not_sent_is_an_error():
    async with talking(REFUSED) as (client, server):
        assert (await outcome(client))[2] is ErrorKind.BAD_REQUEST
        assert len(server.requests) == 1


async def test_a_refused_system_role_moves_into_the_question():
    no = json_answer(400, {"error": "System role not supported"})
    async with talking(no, reply("Hi")) as (client, server):
        deltas, error = await collect(client, instructions="Be brief.")
        assert (error, deltas[0].dropped) == (None, ())
    assert server.requests[1].json["messages"] == [{"role": "user", "content": "Be brief.\n\nHi"}]


async def test_a_refused_stream_is_asked_for_whole():
    no = json_answer(400, {"error": {"message": "'stream' does not support true"}})
    whole = json_answer(200, {"choices": [{"message": {"content": "Hi"}}]})
    async with talking(no, whole) as (client, server):
        assert await outcome(client) == ("Hi", True, None)
    assert "stream" not in server.requests[1].json


MODELS = json_answer(200, {"data": [{"id": "a/b"}]})


async def test_the_models_are_listed():
    async with talking(MODELS) as (client, server):
        assert [model.id for model in await client.list_models()] == ["a/b"]
    assert (server.requests[0].method, server.requests[0].path) == ("GET", "/v1/models")
    assert "content-type" not in server.requests[0].headers


@pytest.mark.parametrize(
    "nothing",
    [
        json_answer(404, {"error": "The model list was not found"}),
        answer(404, b"<html>", "text/html"),
        answer(405, b""),
        answer(200, b"<html>", "text/html"),
        json_answer(200, {"hello": "world"}),
        answer(200, b""),
    ],
)
async def test_where_there_is_no_list_the_address_is_wrong_and_the_key_unchecked(nothing):
    async with talking(nothing, nothing) as (client, _):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
        assert found.value.kind is ErrorKind.WRONG_ADDRESS
        check = await client.check_key()
        assert (check.verdict.value, check.models) == ("unchecked", None)


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (json_answer(401, {"error": "No key"}), "works"),
        (answer(403, b""), "works"),
        (MODELS, "kept"),
        (answer(500, b""), "kept"),
        ([Step.RESET], "kept"),
    ],
)
async def test_a_key_works_where_the_list_is_refused_without_it(second, verdict):
    async with talking(MODELS, second) as (client, server):
        check = await client.check_key()
    assert check.verdict.value == verdict
    assert [model.id for model in check.models] == ["a/b"]
    assert ["authorization" in request.headers for request in server.requests] == [True, False]


async def test_a_refused_key_is_said():
    async with talking(answer(401, b"Invalid API Key", "text/plain")) as (client, _):
        with pytest.raises(EndpointError) as found:
            await client.check_key()
    assert (found.value.kind, found.value.detail) == (ErrorKind.KEY_REFUSED, "Invalid API Key")


async def test_a_list_without_end_is_refused():
    body = [head(200, "application/json"), b"[" + b" " * (9 * 2**20), Step.HOLD]
    async with talking(body) as (client, server):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
        assert found.value.kind is ErrorKind.BAD_REPLY
        await asyncio.wait_for(server.gone.wait(), 5)


async def test_a_list_that_never_ends_times_out():
    async with talking([head(200, "application/json"), b"[", Step.HOLD], silence=0.1) as (
        client,
        _,
    ):
        with pytest.raises(EndpointError) as found:
            await client.list_models()
    assert found.value.kind is ErrorKind.TIMED_OUT


async def test_nobody_listening_is_no_network():
    async with serving() as server:
        endpoint = server.endpoint
    client = ChatClient(endpoint, None)
    assert (await outcome(client))[2] is ErrorKind.NO_NETWORK
    await client.aclose()


async def test_what_speaks_no_http_is_a_bad_reply():
    async with talking([b"SSH-2.0-OpenSSH_9.2\r\n\r\n"]) as (client, _):
        assert (await outcome(client))[2] is ErrorKind.BAD_REPLY


async def test_endless_headers_are_a_bad_reply():
    async with talking([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2**18]) as (client, _):
        assert (await outcome(client))[2] is ErrorKind.BAD_REPLY


async def test_a_proxy_that_is_not_there_is_the_proxys():
    async with serving() as server:
        proxy = f"http://127.0.0.1:{server.port}"
    endpoint = Endpoint("https://api.example/v1")
    client = ChatClient(endpoint, None, proxy=proxy)
    assert (await outcome(client))[2] is ErrorKind.PROXY
    await client.aclose()


async def test_a_proxy_sees_where_to_and_never_the_key():
    async with serving(answer(403, b"Not through here")) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        endpoint = Endpoint("https://api.example/v1")
        client = ChatClient(endpoint, ApiKey(KEY, endpoint.origin), proxy=proxy)
        assert (await outcome(client))[2] is ErrorKind.PROXY
        await client.aclose()
    assert server.requests[0].method == "CONNECT"
    assert KEY not in str(server.requests)


def everything_said_by(error: BaseException) -> str:
    said, seen = [], set()
    queue: list[BaseException | None] = [error]
    while queue:
        each = queue.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        said += [str(each), repr(each), repr(each.args), repr(vars(each))]
        queue += [each.__cause__, each.__context__]
    return "\n".join(said)


@pytest.mark.parametrize(
    "body",
    [
        answer(401, f"Bad key {KEY}".encode(), "text/plain"),
        json_answer(401, {"error": {"message": f"Bearer {KEY}"}}),
        answer(400, b'{"error":"' + KEY.replace("/", "\\/").encode() + b'"}'),
        answer(500, b"x" * 290 + KEY.encode(), "text/plain"),
        answer(500, b"key=" + KEY.replace("/", "%2f").encode(), "text/plain"),
        answer(502, f"<title>{KEY}</title>".encode(), "text/html"),
        [head(), text_event("Hi"), event({"error": KEY})],
        [head(), b"data: " + KEY.encode() + b"\n\n"],
        answer(200, KEY.encode(), "text/plain"),
        [head(Content_Length="9999"), text_event("Hi")],
        [Step.RESET],
        [b"HTTP/9.9 " + KEY.encode()],
        [head(X=f"\x00{KEY}")],
        answer(307, b"", Location=f"http://127.0.0.1:9/{KEY}"),
    ],
)
async def test_the_key_is_in_no_exception_and_no_log(body, caplog):
    caplog.set_level(logging.DEBUG)
    async with talking(body) as (client, server):
        _, error = await collect(client)
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert error is not None
    said = everything_said_by(error) + caplog.text + repr(client) + repr(vars(client))
    for spelling in (KEY, KEY.replace("/", "%2f"), "canary"):
        assert spelling not in said


async def test_a_client_is_built_in_a_thread():
    async with serving(reply("Hi")) as server:
        key = ApiKey(KEY, server.endpoint.origin)
        client = await asyncio.to_thread(ChatClient, server.endpoint, key, proxy="system")
        assert (await outcome(client))[0] == "Hi"
        await client.aclose()


def test_a_proxy_that_makes_no_sense_is_said_when_the_client_is_built():
    with pytest.raises(EndpointError) as found:
        ChatClient(Endpoint("https://api.example/v1"), None, proxy="socks4://h:1")
    assert found.value.kind is ErrorKind.PROXY


async def test_a_burst_lets_others_live(monkeypatch):
    monkeypatch.setattr(api_client, "_BREATH", 0.0)
    events = [text_event("word ") for _ in range(500)]
    body = [head(Transfer_Encoding="chunked"), chunked(*events, DONE)]
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0)
            beats += 1

    async with talking(body) as (client, _):
        heart = asyncio.ensure_future(beat())
        text, ended, _ = await outcome(client)
        heart.cancel()
    assert (len(text), ended) == (2500, True)
    assert beats > 400


async def test_one_large_read_lets_others_live(monkeypatch):
    monkeypatch.setattr(api_client, "_BREATH", 0.0)
    piece = b"".join([b"data:{}\n\n"] * 7000 + [text_event("word "), DONE])
    body = [head(Content_Length=str(len(piece))), piece]
    slept = 0
    sleep = asyncio.sleep

    async def counted(seconds: float) -> None:
        nonlocal slept
        slept += 1
        await sleep(seconds)

    async with talking(body) as (client, _):
        monkeypatch.setattr(asyncio, "sleep", counted)
        assert await outcome(client) == ("word ", True, None)
    assert slept >= 7


async def test_a_client_that_was_closed_says_so_in_the_one_kind_of_error():
    async with talking(reply("Hi")) as (client, _):
        await client.aclose()
        with pytest.raises(EndpointError) as caught:
            await client.list_models()
    assert caught.value.kind is ErrorKind.CUT_OFF


async def test_two_replies_at_once():
    async with talking(reply("Hi"), reply("Hi")) as (client, _):
        results = await asyncio.gather(outcome(client), outcome(client))
    assert list(results) == [("Hi", True, None)] * 2


async def test_long_history_arrives_whole():
    history = [replace(HISTORY[0], text="wörd " * 200_000, state=State.COMPLETE)]
    async with (
        talking(reply("Hi")) as (client, server),
        contextlib.aclosing(client.stream("m", history, "", UNTOUCHED)) as stream,
    ):
        assert (await anext(stream)).text == "Hi"
    assert json.loads(server.requests[0].body)["messages"][0]["content"] == history[0].text


@pytest.mark.parametrize(
    ("said", "kind"),
    [(b"HTTP/1.1 400 Bad Request\r\n\r\n", ErrorKind.CERTIFICATE), (b"", ErrorKind.NO_NETWORK)],
)
async def test_what_cannot_shake_hands_is_not_secure_or_not_there(said, kind):
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(5)
        writer.write(said)
        writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    client = ChatClient(Endpoint(f"https://127.0.0.1:{port}/v1"), None)
    assert (await outcome(client))[2] is kind
    await client.aclose()
    listener.close()


@pytest.mark.parametrize("base_url", ["https://127.0.0.1:99999/v1", "https://[::1/v1", "ftp://h"])
async def test_an_address_that_cannot_be_is_wrong(base_url):
    client = ChatClient(PROMPTRUN, None, proxy="none")
    client._endpoint = Endpoint(base_url)
    assert (await outcome(client))[2] is ErrorKind.WRONG_ADDRESS
    await client.aclose()
