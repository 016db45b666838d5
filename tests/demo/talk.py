"""Talks to the endpoint with the standard library, so that no code of ours is on both ends."""

import http.client
import json
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from promptrun_desktop.demo.endpoint import DemoEndpoint

QUESTION = "Why is a day on Venus so strange?"


def connect(demo: DemoEndpoint) -> http.client.HTTPConnection:
    parts = urlsplit(demo.base_url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)


def headers(demo: DemoEndpoint) -> dict[str, str]:
    return {"Authorization": f"Bearer {demo.key.reveal()}", "Content-Type": "application/json"}


def question(model: str = "openai/gpt-4o-mini", text: str = QUESTION, **extra: Any) -> str:
    messages = [{"role": "user", "content": text}]
    return json.dumps({"model": model, "messages": messages, "stream": True, **extra})


def ask(
    demo: DemoEndpoint, model: str = "openai/gpt-4o-mini", **extra: Any
) -> http.client.HTTPConnection:
    """Send a question; the connection is the caller's to read and to close."""
    connection = connect(demo)
    connection.request("POST", "/v1/chat/completions", question(model, **extra), headers(demo))
    return connection


@dataclass
class Reply:
    """A response read to its end; `broken` where that end was no proper one."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    broken: bool

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def payloads(self) -> list[str]:
        lines = self.body.decode().split("\n")
        return [line[6:] for line in lines if line.startswith("data: ")]

    @property
    def chunks(self) -> list[dict[str, Any]]:
        return [json.loads(payload) for payload in self.payloads if payload != "[DONE]"]

    @property
    def finish_reasons(self) -> list[str]:
        reasons = (choice["finish_reason"] for chunk in self.chunks for choice in chunk["choices"])
        return [reason for reason in reasons if reason]

    def joined(self, name: str = "content") -> str:
        deltas = (choice["delta"] for chunk in self.chunks for choice in chunk["choices"])
        text = "".join(delta.get(name, "") for delta in deltas)
        return text.encode("utf-16", "surrogatepass").decode("utf-16")


def read(connection: http.client.HTTPConnection) -> Reply:
    with closing(connection), connection.getresponse() as response:
        try:
            body, broken = response.read(), False
        except http.client.IncompleteRead as error:
            body, broken = error.partial, True
        return Reply(response.status, response.headers, body, broken)


def get(demo: DemoEndpoint, path: str = "/v1/models", **fields: str) -> Reply:
    connection = connect(demo)
    connection.request("GET", path, headers={**headers(demo), **fields})
    return read(connection)


def until(demo: DemoEndpoint, fact: Callable[[], bool]) -> None:
    """Wait for something to happen in the endpoint: each look is a round trip through its loop."""
    deadline = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < deadline, "it never happened"
        get(demo)
