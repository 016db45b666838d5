"""Accepts connections and keeps each one's conversation going, until told to stop."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

from promptrun_desktop.demo.connection import Connection, RefusedError, Request
from promptrun_desktop.demo.failure import failure

Respond = Callable[[Connection, Request], Awaitable[None]]


class Server:
    """One request at a time per connection; each connection is a task of its own."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._talks: set[asyncio.Task[None]] = set()

    async def run(self, listening: socket.socket, stopping: asyncio.Event) -> None:
        """Serve until `stopping` is set; then no connection is left."""
        server = await asyncio.start_server(self._accept, sock=listening)
        try:
            await stopping.wait()
        finally:
            server.close()
            for talk in self._talks:
                talk.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)
            await server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def ended(talk: asyncio.Task[None]) -> None:
            # Nothing is lost here: a talk that ended by itself has closed its connection.
            writer.transport.abort()
            self._talks.discard(talk)

        talk = asyncio.create_task(self._talk(Connection(reader, writer)))
        self._talks.add(talk)
        talk.add_done_callback(ended)

    async def _talk(self, connection: Connection) -> None:
        try:
            try:
                while request := await connection.request():
                    await self._respond(connection, request)
                    if not connection.another():
                        break
            except RefusedError as refused:
                body = failure(str(refused), "invalid_request_error")
                headers = [("Connection", "close")]
                await connection.respond(refused.status, body, "application/json", headers)
                await connection.close(unread=True)
            else:
                await connection.close()
        except ConnectionError:
            return  # the client left: nobody is there to be told
