"""The pytest fixture `llamacpp`: a running llama.cpp server, its address, key and model."""

import http.client
import os
import secrets
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

import pytest

from .install import HERE, MODEL, PYTHON, is_ready

MODEL_ID = "local/nonsense"
SECONDS_TO_START = 30.0


@dataclass(frozen=True)
class LlamaCpp:
    """`base_url` ends in `/v1`; `process` may be killed by whoever started it."""

    base_url: str
    key: str
    model: str
    process: subprocess.Popen[str]

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.base_url)
        assert parts.hostname and parts.port
        return parts.hostname, parts.port


@pytest.fixture(scope="session")
def llamacpp() -> Iterator[LlamaCpp]:
    require()
    with serving() as server:
        yield server


def require() -> None:
    """Skip where the server was never installed; CI must have it."""
    if is_ready():
        return
    reason = "run tests/endpoint/install.py"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def serving(*, endless: bool = False, key: str = "") -> Iterator[LlamaCpp]:
    """A server of one's own, for tests that kill it, or whose replies must not end by chance.

    `key` is that of a server whose place it takes.
    """
    command = [str(PYTHON), str(HERE / "serve.py"), str(MODEL), MODEL_ID]
    key = key or "sk-" + secrets.token_hex(16)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            [*command, "endless"] if endless else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield LlamaCpp(_started(process, key, log) + "/v1", key, MODEL_ID, process)
        finally:
            process.kill()
            process.communicate()


def _started(process: subprocess.Popen[str], key: str, log: IO[str]) -> str:
    """The server's address, once it answers. A server that hangs is killed, which ends the wait."""
    assert process.stdin and process.stdout
    deadline = threading.Timer(SECONDS_TO_START, process.kill)
    deadline.start()
    try:
        process.stdin.write(key + "\n")
        process.stdin.flush()
        address = process.stdout.readline().strip()
        while process.poll() is None:
            if address and _is_healthy(address):
                return address
            time.sleep(0.02)
    finally:
        deadline.cancel()
    log.seek(0)
    raise RuntimeError(f"llama.cpp did not start:\n{log.read()[-4000:]}")


def _is_healthy(address: str) -> bool:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
