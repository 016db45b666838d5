"""A wire tap between the app and a server: passes every byte on and keeps the questions."""

import json
import socket
import threading
from typing import Any


class Recorder:
    """Listens on a port of its own for one server; `bodies()` are the JSON bodies sent to it."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._server = server
        self._sent: list[bytearray] = []
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self._start(self._accept)

    def move(self, server: tuple[str, int]) -> None:
        """From the next connection on, another server stands there."""
        self._server = server

    def close(self) -> None:
        self._listener.close()
        for each in self._sockets:
            each.close()

    def bodies(self) -> list[dict[str, Any]]:
        """Of the POST requests, in order of their connections."""
        return [json.loads(body) for sent in self._sent for body in _bodies(bytes(sent))]

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
                server = socket.create_connection(self._server)
            except OSError:
                return
            self._sockets += [client, server]
            sent = bytearray()
            self._sent.append(sent)
            self._start(_pass_on, client, server, sent)
            self._start(_pass_on, server, client, bytearray())

    def _start(self, work: Any, *arguments: Any) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, seen: bytearray) -> None:
    """Until one side ends; then the other side's end is told, too."""
    try:
        while data := source.recv(65536):
            seen += data
            target.sendall(data)
    except OSError:
        pass
    for each in (source, target):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue


def _bodies(sent: bytes) -> list[bytes]:
    """The app says how long its bodies are (RFC 9112, 6.2)."""
    found = []
    while b"\r\n\r\n" in sent:
        head, _, rest = sent.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        lengths = [line.split(":")[1] for line in lines if line.startswith("content-length:")]
        length = int(lengths[0]) if lengths else 0
        if head.startswith(b"POST"):
            found.append(rest[:length])
        sent = rest[length:]
    return found
