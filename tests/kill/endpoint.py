"""A server that streams numbered words and remembers when each one left."""

import json
import socket
import threading
import time

WORD_EVERY = 0.005


class CountingEndpoint:
    """One reply at a time; `sent` holds (monotonic seconds, word) of the reply being streamed."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, str]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if b"POST" not in connection.recv(65536):
            return
        self.sent = []
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        try:
            connection.sendall(head.encode())
            number = 0
            while True:
                number += 1
                word = f"word{number:05d} "
                chunk = {"choices": [{"index": 0, "delta": {"content": word}}]}
                connection.sendall(f"data: {json.dumps(chunk)}\n\n".encode())
                self.sent.append((time.monotonic(), word))
                time.sleep(WORD_EVERY)
        except OSError:
            return
