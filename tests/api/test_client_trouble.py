import asyncio
import contextlib
import json
import logging
from dataclasses import replace

import pytest

from promptrun_desktop.api import client as api_client
from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.message import State
from promptrun_desktop.domain.secret import ApiKey
from tests.api.server import (
    DONE,
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
from tests.api.talking import HISTORY, KEY, UNTOUCHED, collect, outcome, talking


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
