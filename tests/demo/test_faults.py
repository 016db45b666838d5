"""Each sample fault, as a client meets it."""

import json

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.demo.faults import RETRY_SECONDS, faults
from promptrun_desktop.demo.replies import read as sample

from .talk import QUESTION, ask, connect, get, headers, read

WHOLE = sample("venus")


def test_every_fault_is_listed_under_a_plain_name(demo: DemoEndpoint) -> None:
    names = {model["id"]: model["name"] for model in get(demo).json["data"]}
    for fault in faults():
        assert names[fault.id] == fault.name
        assert fault.name.startswith("Sample: ")


@pytest.mark.parametrize(
    ("model", "status"),
    [
        ("demo/wrong-key", 401),
        ("demo/no-credit", 402),
        ("demo/unknown-model", 404),
        ("demo/rate-limit", 429),
        ("demo/server-fault", 500),
        ("demo/proxy", 302),
        ("demo/too-long", 400),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
def test_refusals_have_their_status(
    demo: DemoEndpoint, model: str, status: int, stream: bool
) -> None:
    assert read(ask(demo, model, stream=stream)).status == status


def test_the_wrong_key_is_told_in_plain_text(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/wrong-key"))
    assert reply.body == b"Invalid API Key"
    assert reply.headers.get_content_type() == "text/plain"


def test_the_rate_limit_says_when_to_come_back(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/rate-limit"))
    assert reply.headers["Retry-After"] == str(RETRY_SECONDS)
    assert isinstance(reply.json["error"], str)


def test_the_broken_service_sends_a_page(demo: DemoEndpoint) -> None:
    assert read(ask(demo, "demo/server-fault")).headers.get_content_type() == "text/html"


def test_the_login_of_the_network_is_a_redirect_to_nowhere(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/proxy"))
    assert reply.headers["Location"].startswith("http://login.hotel.invalid/")


@pytest.mark.parametrize("stream", [True, False])
def test_no_connection_is_a_reset(demo: DemoEndpoint, stream: bool) -> None:
    connection = ask(demo, "demo/network", stream=stream)
    with pytest.raises(ConnectionResetError):
        connection.getresponse()
    connection.close()
    assert demo.closed_early == 0


def test_a_cut_stream_keeps_its_half_and_has_no_end(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/cut-off"))
    assert reply.broken
    assert reply.joined() == WHOLE[: len(WHOLE) // 2]
    assert reply.finish_reasons == []
    assert "[DONE]" not in reply.payloads
    assert demo.closed_early == 0


def test_a_cut_whole_reply_is_shorter_than_it_said(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/cut-off", stream=False))
    assert reply.broken
    assert 0 < len(reply.body) < int(reply.headers["Content-Length"])


def test_an_error_in_the_stream_follows_half_a_reply(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/error-in-stream"))
    assert not reply.broken
    assert reply.status == 200
    assert reply.joined() == WHOLE[: len(WHOLE) // 2]
    assert reply.chunks[-1]["error"]["code"] == 502
    assert reply.finish_reasons == ["error"]
    assert "[DONE]" not in reply.payloads


def test_an_error_before_a_whole_reply_is_a_status(demo: DemoEndpoint) -> None:
    assert read(ask(demo, "demo/error-in-stream", stream=False)).status == 502


def test_an_empty_reply_ends_well_and_says_nothing(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/empty-reply"))
    assert reply.joined() == ""
    assert reply.finish_reasons == ["stop"]
    assert reply.payloads[-1] == "[DONE]"


@pytest.mark.parametrize(
    ("model", "reason"), [("demo/length-limit", "length"), ("demo/filtered", "content_filter")]
)
def test_a_reply_that_ends_early_says_why(demo: DemoEndpoint, model: str, reason: str) -> None:
    reply = read(ask(demo, model))
    assert reply.finish_reasons == [reason]
    assert 0 < len(reply.joined()) < len(WHOLE)
    assert reply.payloads[-1] == "[DONE]"


def test_a_set_temperature_is_refused_by_name_and_none_is_fine(demo: DemoEndpoint) -> None:
    refused = read(ask(demo, "demo/no-temperature", temperature=0.7))
    assert refused.status == 400
    assert refused.json["error"]["param"] == "temperature"
    assert "temperature" in refused.json["error"]["message"]
    assert read(ask(demo, "demo/no-temperature")).joined() == WHOLE


def test_a_chat_that_was_too_long_is_answered_with_less_before_it(demo: DemoEndpoint) -> None:
    def send(*texts: str) -> int:
        messages = [{"role": "user", "content": text} for text in texts]
        body = json.dumps({"model": "demo/too-long", "messages": messages, "stream": True})
        connection = connect(demo)
        connection.request("POST", "/v1/chat/completions", body, headers(demo))
        return read(connection).status

    assert send("first", QUESTION) == 400
    assert send("first", QUESTION) == 400
    assert send(QUESTION) == 200
    assert send("another") == 400


def test_silence_is_silent_at_any_pace(demo: DemoEndpoint) -> None:
    connection = ask(demo, "demo/silent")
    connection.sock.settimeout(0.2)
    with pytest.raises(TimeoutError):
        connection.getresponse()
    assert demo.open_streams == 1
    connection.close()


def test_a_slow_reply_shows_that_it_is_alive(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/slow"))
    assert reply.body.count(b": SAMPLE PROCESSING\n\n") >= 3
    assert reply.joined() == WHOLE


def test_thoughts_come_first_and_apart(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/thinking"))
    assert reply.joined("reasoning") == sample("thinking")
    assert reply.joined() == WHOLE
    deltas = [choice["delta"] for chunk in reply.chunks for choice in chunk["choices"]]
    kinds = ["reasoning" in delta for delta in deltas if delta.get("content") or len(delta) == 1]
    assert kinds == sorted(kinds, reverse=True)


def test_a_stream_may_be_answered_with_one_body(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/not-streaming"))
    assert reply.headers.get_content_type() == "application/json"
    assert reply.json["choices"][0]["message"]["content"] == WHOLE


def test_awkward_characters_arrive_raw_and_a_pair_in_halves(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/awkward"))
    text = reply.body.decode()
    for character in "\u2028\u2029\u0085":
        assert character in text
    assert '"content": "\\ud83d"' in text
    assert '"content": "\\ude80"' in text
    for shown in ("🚀", "👩‍👩‍👧‍👦", "cafe\u0301", "שלום", "مرحبا", "````markdown", "~~~text"):
        assert shown in reply.joined()
    assert "\ud83d" not in reply.joined()


def test_awkward_characters_survive_without_a_stream_too(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "demo/awkward", stream=False))
    content = reply.json["choices"][0]["message"]["content"]
    assert content == read(ask(demo, "demo/awkward")).joined()
