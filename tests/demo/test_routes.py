import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from promptrun_desktop.demo.connection import BODY_LIMIT
from promptrun_desktop.demo.endpoint import DemoEndpoint

from .talk import Reply, ask, connect, get, headers, question, read


def raw(demo: DemoEndpoint, request: bytes) -> bytes:
    """Everything the endpoint answers to these bytes before it closes."""
    parts = urlsplit(demo.base_url)
    received = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as client:
        client.sendall(request)
        while part := client.recv(65536):
            received += part
    return received


def post(demo: DemoEndpoint, body: str) -> Reply:
    connection = connect(demo)
    connection.request("POST", "/v1/chat/completions", body.encode(), headers(demo))
    return read(connection)


def error_of(reply: Reply) -> dict[str, Any]:
    assert reply.headers.get_content_type() == "application/json"
    error = reply.json["error"]
    assert isinstance(error, dict)
    return error


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer sample-other", "Basic abc"])
@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions"])
def test_nothing_is_told_without_the_key(demo: DemoEndpoint, path: str, authorization: str) -> None:
    connection = connect(demo)
    method = "GET" if path.endswith("models") else "POST"
    connection.request(method, path, question(), {"Authorization": authorization})
    reply = read(connection)
    assert reply.status == 401
    assert error_of(reply)["code"] == "invalid_api_key"
    assert demo.requests == []


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_for_this_machine_is_refused(demo: DemoEndpoint, host: str) -> None:
    assert get(demo, Host=host).status == 403


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8080"])
def test_loopback_names_are_answered(demo: DemoEndpoint, host: str) -> None:
    assert get(demo, Host=host).status == 200


def test_an_unknown_path_is_404(demo: DemoEndpoint) -> None:
    reply = get(demo, "/v1/images")
    assert reply.status == 404
    assert "/v1/images" in error_of(reply)["message"]


def test_a_query_does_not_hide_the_path(demo: DemoEndpoint) -> None:
    assert get(demo, "/v1/models?limit=5").status == 200


def test_the_wrong_method_is_405(demo: DemoEndpoint) -> None:
    reply = get(demo, "/v1/chat/completions")
    assert reply.status == 405
    assert reply.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[1]",
        "[" * 100_000,
        '{"messages": [{"role": "user", "content": "hi"}]}',
        '{"model": "openai/gpt-4o-mini"}',
        '{"model": "openai/gpt-4o-mini", "messages": []}',
        '{"model": "openai/gpt-4o-mini", "messages": ["hi"]}',
    ],
    ids=range(8),
)
def test_a_body_that_asks_nothing_is_400(demo: DemoEndpoint, body: str) -> None:
    assert post(demo, body).status == 400


def test_odd_contents_are_answered_all_the_same(demo: DemoEndpoint) -> None:
    for content in ("null", '""', "[]", '[1, {"type": "text"}]', '"\\ud800"', '{"a": 1}'):
        messages = f'[{{"role": "user", "content": {content}}}]'
        body = f'{{"model": "openai/gpt-4o-mini", "messages": {messages}}}'
        assert post(demo, body).status == 200


def test_a_model_nobody_listed_is_404(demo: DemoEndpoint) -> None:
    reply = read(ask(demo, "nobody/nothing"))
    assert reply.status == 404
    assert error_of(reply)["code"] == "model_not_found"


def test_a_model_that_does_not_chat_says_so(demo: DemoEndpoint) -> None:
    assert read(ask(demo, "papercrane/embedding-1")).status == 400


def test_malformed_requests_get_400_and_a_closed_connection(demo: DemoEndpoint) -> None:
    for bytes_ in (b"\x16\x03\x01 not http\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
        answer = raw(demo, bytes_)
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"connection: close" in answer.lower()


def test_an_endless_head_is_refused(demo: DemoEndpoint) -> None:
    answer = raw(demo, b"GET /v1/models HTTP/1.1\r\nX: " + b"x" * 200_000)
    assert answer.startswith(b"HTTP/1.1 431")


def test_a_body_over_the_limit_is_413(demo: DemoEndpoint) -> None:
    reply = post(demo, "x" * (BODY_LIMIT + 70_000))
    assert reply.status == 413
    assert demo.requests == []


def test_a_client_that_asks_before_sending_is_told_to_go_on(demo: DemoEndpoint) -> None:
    body = question()
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers(demo).items())
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n{fields}"
    head += f"Expect: 100-continue\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    parts = urlsplit(demo.base_url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as client:
        client.sendall(head.encode())
        assert client.recv(65536).startswith(b"HTTP/1.1 100")
        client.sendall(body.encode())
        received = b""
        while part := client.recv(65536):
            received += part
    assert b"[DONE]" in received


def test_a_client_of_the_old_protocol_reads_until_the_close(demo: DemoEndpoint) -> None:
    body = question()
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers(demo).items())
    head = f"POST /v1/chat/completions HTTP/1.0\r\nHost: localhost\r\n{fields}"
    answer = raw(demo, f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    assert answer.endswith(b"data: [DONE]\n\n")
