from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.demo.replies import read as sample

from .talk import QUESTION, ask, read


def test_a_stream_opens_speaks_ends_and_counts(demo: DemoEndpoint) -> None:
    reply = read(ask(demo))
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert reply.body.startswith(b": ")
    opening, *spoken, end, usage = reply.chunks
    assert opening["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert len(spoken) > 100
    assert end["choices"] == [{"index": 0, "delta": {}, "finish_reason": "stop"}]
    assert usage["choices"] == []
    assert reply.payloads[-1] == "[DONE]"
    assert reply.joined() == sample("venus")


def test_every_chunk_names_the_reply_and_its_model(demo: DemoEndpoint) -> None:
    chunks = read(ask(demo)).chunks
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert {chunk["model"] for chunk in chunks} == {"openai/gpt-4o-mini"}
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}


def test_the_cost_is_the_listed_price_times_the_tokens(demo: DemoEndpoint) -> None:
    usage = read(ask(demo)).chunks[-1]["usage"]
    expected = usage["prompt_tokens"] * 0.15e-6 + usage["completion_tokens"] * 0.60e-6
    assert abs(usage["cost"] - expected) < 1e-12
    assert usage["prompt_tokens"] == len(QUESTION) // 4 + 1


def test_a_model_without_a_price_names_no_cost(demo: DemoEndpoint) -> None:
    usage = read(ask(demo, "quietriver/poet")).chunks[-1]["usage"]
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]
    assert "cost" not in usage


def test_without_stream_the_same_reply_comes_whole(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, stream=False))
    assert reply.headers.get_content_type() == "application/json"
    assert reply.json["object"] == "chat.completion"
    choice = reply.json["choices"][0]
    assert choice["message"] == {"role": "assistant", "content": sample("venus")}
    assert choice["finish_reason"] == "stop"
    assert reply.json["usage"]["cost"] > 0


def test_characters_beyond_ascii_travel_as_utf_8(demo: DemoEndpoint) -> None:
    body = read(ask(demo, text="茶")).body
    assert "茶".encode() in body
    assert b"\\u" not in body
