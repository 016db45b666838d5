"""The real server answers as the wire says, so that the tests built on it mean something."""

import http.client
import json
import os
import time
from typing import Any

import pytest

from .fixture import LlamaCpp, require, serving

pytestmark = pytest.mark.llamacpp

ENDLESS = {"max_tokens": 4000, "ignore_eos": True, "seed": 7, "temperature": 1.3}


def ask(server: LlamaCpp, key: str | None = None, **extra: Any) -> http.client.HTTPConnection:
    """Send a question for a streamed reply; the connection is the caller's to close."""
    connection = http.client.HTTPConnection(*server.address, timeout=20)
    messages = [{"role": "user", "content": "Why is the kettle quiet?"}]
    body = {"model": server.model, "messages": messages, "stream": True, **extra}
    connection.request("POST", "/v1/chat/completions", json.dumps(body), headers(key or server.key))
    return connection


def headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}


def busy_slots(server: LlamaCpp) -> int:
    connection = http.client.HTTPConnection(*server.address, timeout=20)
    try:
        connection.request("GET", "/slots", headers=headers(server.key))
        slots = json.load(connection.getresponse())
    finally:
        connection.close()
    return sum(slot["is_processing"] for slot in slots)


def test_a_reply_streams_in_chunks_and_ends_with_done(llamacpp: LlamaCpp) -> None:
    connection = ask(llamacpp, max_tokens=40, ignore_eos=True)
    response = connection.getresponse()
    payloads = [line[6:] for line in response if line.startswith(b"data: ")]
    connection.close()
    assert response.status == 200
    assert response.headers.get_content_type() == "text/event-stream"
    assert payloads[-1].strip() == b"[DONE]"
    chunks = [json.loads(payload) for payload in payloads[:-1]]
    texts = [each["delta"].get("content") for chunk in chunks for each in chunk["choices"]]
    assert len([text for text in texts if text]) > 10


def test_the_characters_that_break_careless_readers_arrive_raw(llamacpp: LlamaCpp) -> None:
    connection = ask(llamacpp, **{**ENDLESS, "max_tokens": 1000})
    content = connection.getresponse().read().decode()
    connection.close()
    assert {"\u0085", "\u2028", "\u2029"} <= set(content)
    assert "👩\u200d💻" in content


def test_another_key_is_refused(llamacpp: LlamaCpp) -> None:
    connection = ask(llamacpp, key="sk-somebody-elses")
    assert connection.getresponse().status == 401
    connection.close()


def test_closing_the_connection_frees_the_slot(llamacpp: LlamaCpp) -> None:
    connection = ask(llamacpp, **ENDLESS)
    response = connection.getresponse()
    assert response.readline().startswith(b"data: ")
    assert busy_slots(llamacpp) == 1
    response.close()
    connection.close()
    deadline = time.monotonic() + 2
    while busy_slots(llamacpp) and time.monotonic() < deadline:
        pass  # each look is a request: it waits for the server, not for the clock
    assert busy_slots(llamacpp) == 0


def test_a_killed_server_cuts_the_stream() -> None:
    require()
    with serving() as server:
        connection = ask(server, **ENDLESS)
        response = connection.getresponse()
        assert response.readline().startswith(b"data: ")
        server.process.kill()
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            response.read()
        connection.close()


def test_ci_does_not_pass_by_skipping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{require.__module__}.is_ready", lambda: False)
    monkeypatch.setitem(os.environ, "CI", "true")
    with pytest.raises(pytest.fail.Exception):
        require()
    monkeypatch.delitem(os.environ, "CI")
    with pytest.raises(pytest.skip.Exception, match=r"install\.py"):
        require()
