import json
import socket
import threading
from urllib.parse import urlsplit

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import AppError, ErrorKind

from .talk import ask, connect, get, headers, question, read, until


def address(demo: DemoEndpoint) -> tuple[str, int]:
    parts = urlsplit(demo.base_url)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


def test_it_listens_on_loopback_alone(demo: DemoEndpoint) -> None:
    host, port = address(demo)
    assert host == "127.0.0.1"
    # 127.0.0.2 is this machine too: a server on all addresses would take the call.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=2):
        pass


def test_the_key_belongs_to_the_address_it_was_made_for(demo: DemoEndpoint) -> None:
    assert demo.key.origin == Endpoint.parse(demo.base_url).origin


def test_each_start_has_its_own_key() -> None:
    endpoint = DemoEndpoint(pace=0)
    keys = set()
    for _ in range(2):
        endpoint.start()
        keys.add(endpoint.key.reveal())
        assert get(endpoint).status == 200
        endpoint.stop()
    assert len(keys) == 2


def test_stop_leaves_no_thread_and_closes_every_connection() -> None:
    before = threading.active_count()
    endpoint = DemoEndpoint()
    endpoint.start()
    idle = connect(endpoint)
    idle.connect()
    streaming = ask(endpoint)
    response = streaming.getresponse()
    assert response.readline()
    endpoint.stop()
    assert threading.active_count() == before
    assert endpoint.open_streams == 0
    assert endpoint.closed_early == 0
    assert idle.sock.recv(1) == b""
    with pytest.raises(OSError):
        socket.create_connection(address(endpoint), timeout=2)
    response.close()
    for connection in (idle, streaming):
        connection.close()


def test_stopping_twice_or_before_the_start_does_nothing() -> None:
    before = set(threading.enumerate())
    endpoint = DemoEndpoint()
    endpoint.stop()
    endpoint.start()
    endpoint.stop()
    endpoint.stop()
    assert set(threading.enumerate()) <= before


def test_starting_twice_keeps_the_first(demo: DemoEndpoint) -> None:
    first = demo.base_url
    demo.start()
    assert demo.base_url == first
    assert get(demo).status == 200


def test_no_free_port_is_an_error_people_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: tuple[str, int]) -> socket.socket:
        raise OSError("no ports left")

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(AppError) as raised:
        DemoEndpoint().start()
    assert raised.value.kind is ErrorKind.DEMO_FAILED


def test_what_was_asked_is_kept_in_order(demo: DemoEndpoint) -> None:
    for model in ("larkmeadow/small-2", "papercrane/commons"):
        read(ask(demo, model, temperature=0.5))
    assert [body["model"] for body in demo.requests] == ["larkmeadow/small-2", "papercrane/commons"]
    assert demo.received()[0]["temperature"] == 0.5
    demo.received().clear()
    assert len(demo.received()) == 2


def test_leaving_in_the_middle_frees_the_stream_at_once(unhurried: DemoEndpoint) -> None:
    connection = ask(unhurried)
    response = connection.getresponse()
    assert response.readline()
    assert unhurried.open_streams == 1
    response.close()
    connection.close()
    until(unhurried, lambda: unhurried.open_streams == 0)
    assert unhurried.closed_early == 1


def test_leaving_before_the_first_byte_frees_it_too(demo: DemoEndpoint) -> None:
    connection = ask(demo, "demo/silent")
    until(demo, lambda: demo.open_streams == 1)
    connection.close()
    until(demo, lambda: demo.open_streams == 0)
    assert demo.closed_early == 1


def test_a_reset_by_the_client_frees_it_too(unhurried: DemoEndpoint) -> None:
    connection = ask(unhurried)
    response = connection.getresponse()
    assert response.readline()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    response.close()
    connection.close()
    until(unhurried, lambda: unhurried.open_streams == 0)
    assert unhurried.closed_early == 1


def test_a_reader_that_stalls_holds_up_nobody_else(demo: DemoEndpoint) -> None:
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    stalled.connect(address(demo))
    body = question()
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers(demo).items())
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n{fields}"
    stalled.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    until(demo, lambda: len(demo.requests) == 1)
    assert read(ask(demo)).payloads[-1] == "[DONE]"
    stalled.close()
    until(demo, lambda: demo.open_streams == 0)


def test_a_reply_read_to_its_end_was_not_left_early(demo: DemoEndpoint) -> None:
    assert read(ask(demo)).payloads[-1] == "[DONE]"
    until(demo, lambda: demo.open_streams == 0)
    assert demo.closed_early == 0


def test_a_connection_carries_one_request_after_the_other(demo: DemoEndpoint) -> None:
    connection = connect(demo)
    for _ in range(3):
        connection.request("POST", "/v1/chat/completions", question(), headers(demo))
        local = connection.sock.getsockname()
        assert connection.getresponse().read().endswith(b"data: [DONE]\n\n")
        assert connection.sock.getsockname() == local
    connection.close()


def test_the_next_request_may_be_sent_before_the_reply_has_ended(demo: DemoEndpoint) -> None:
    body = question(stream=False)
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers(demo).items())
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n{fields}"
    both = f"{head}Content-Length: {len(body)}\r\n\r\n{body}" * 2
    with socket.create_connection(address(demo), timeout=10) as client:
        client.sendall(both.encode())
        received = b""
        while received.count(b"HTTP/1.1 200") < 2:
            received += (part := client.recv(65536))
            assert part
    assert json.dumps(demo.requests[0]) == json.dumps(demo.requests[1])
