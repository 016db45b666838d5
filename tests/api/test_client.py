import asyncio
import contextlib
import sys

import pytest

from promptrun_desktop.api.client import ChatClient
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.reply_draft import Delta
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
