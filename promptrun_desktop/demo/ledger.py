"""What the endpoint was asked and is writing: kept by its thread, read by any other."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KEPT_BYTES = 16 * 2**20


class Ledger:
    """Requests in arrival order; the oldest are forgotten so that a long visit stays small."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: deque[bytes] = deque()
        self._bytes = 0
        self._open_streams = 0
        self._closed_early = 0
        self._lists = 0

    def record(self, body: bytes) -> None:
        with self._lock:
            self._requests.append(body)
            self._bytes += len(body)
            while self._bytes > KEPT_BYTES and len(self._requests) > 1:
                self._bytes -= len(self._requests.popleft())

    def received(self) -> list[dict[str, Any]]:
        with self._lock:
            bodies = list(self._requests)
        return [json.loads(body) for body in bodies]

    def record_list(self) -> None:
        with self._lock:
            self._lists += 1

    @property
    def lists(self) -> int:
        """How often the list of models was asked for."""
        with self._lock:
            return self._lists

    @property
    def open_streams(self) -> int:
        with self._lock:
            return self._open_streams

    @property
    def closed_early(self) -> int:
        with self._lock:
            return self._closed_early

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Counts one stream; a ConnectionError says that its client went away."""
        early = 0
        with self._lock:
            self._open_streams += 1
        try:
            yield
        except ConnectionError:
            early = 1
            raise
        finally:
            with self._lock:
                self._open_streams -= 1
                self._closed_early += early
