"""The endpoint that needs no account: a server on this machine, in a thread of its own."""

import asyncio
import secrets
import socket
import threading
from typing import Any

from promptrun_desktop.demo.ledger import Ledger
from promptrun_desktop.demo.routes import Routes
from promptrun_desktop.demo.server import Server
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey


class DemoEndpoint:
    """`pace` multiplies every delay; at 0 replies come as fast as they can be read.

    `base_url` and `key` are known from `start()` on, and new after each.
    """

    base_url: str
    key: ApiKey

    def __init__(self, *, pace: float = 1.0) -> None:
        self._pace = pace
        self._ledger = Ledger()
        self._running: tuple[threading.Thread, asyncio.AbstractEventLoop, asyncio.Event] | None
        self._running = None

    def start(self) -> None:
        """Returns when requests are accepted. Raises AppError (DEMO_FAILED) without a port."""
        if self._running:
            return
        try:
            listening = socket.create_server(("127.0.0.1", 0))
        except OSError as error:
            raise AppError(ErrorKind.DEMO_FAILED, str(error)) from error
        self.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        origin = Endpoint.parse(self.base_url).origin
        self.key = ApiKey("sample-" + secrets.token_urlsafe(24), origin)
        server = Server(Routes(self.key, self._ledger, self._pace))
        # A selector loop, whatever policy the process has set: the window's loop stays its own.
        runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
        stopping = asyncio.Event()

        def serve() -> None:
            with runner:
                runner.run(server.run(listening, stopping))

        thread = threading.Thread(target=serve, name="demo-endpoint", daemon=True)
        self._running = thread, runner.get_loop(), stopping
        thread.start()

    def stop(self) -> None:
        """Close every connection and end the thread; again does nothing."""
        if not self._running:
            return
        thread, loop, stopping = self._running
        self._running = None
        loop.call_soon_threadsafe(stopping.set)
        thread.join()

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The JSON bodies of the chat completions asked for, in order of arrival: a copy."""
        return self._ledger.received()

    def received(self) -> list[dict[str, Any]]:
        return self._ledger.received()

    @property
    def lists(self) -> int:
        """How often the list of models was asked for, with the right key."""
        return self._ledger.lists

    @property
    def open_streams(self) -> int:
        """Streams being written now."""
        return self._ledger.open_streams

    @property
    def closed_early(self) -> int:
        """Streams whose client went away before their end."""
        return self._ledger.closed_early
