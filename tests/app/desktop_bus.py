"""A session bus of the test's own, and on it a desktop that takes notifications."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.asyncio import DBusConnection, DBusRouter, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
SERVER = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)


@contextmanager
def private_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """Skips where there is no dbus-daemon; CI must have it."""
    if shutil.which("dbus-daemon") is None:
        if os.environ.get("CI"):
            pytest.fail("dbus-daemon is not installed")
        pytest.skip("dbus-daemon is not installed")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield daemon
        daemon.kill()


@dataclass
class Shown:
    id: int
    replaced: int
    title: str
    text: str
    actions: list[str]


@dataclass
class FakeDesktop:
    """`can` are its capabilities; a silent one never answers."""

    can: Sequence[str] = ("actions", "body", "body-markup")
    silent: bool = False
    shown: list[Shown] = field(default_factory=list)
    connection: DBusConnection | None = None

    async def serve(self, ready: asyncio.Event) -> None:
        self.connection = await open_dbus_connection()
        async with self.connection:
            async with DBusRouter(self.connection) as router:
                await Proxy(message_bus, router).RequestName(NAME)
            ready.set()
            while True:
                await self._answer(await self.connection.receive())

    async def click(self, shown: Shown, token: str = "") -> None:
        if token:
            await self._tell("ActivationToken", "us", (shown.id, token))
        await self._tell("ActionInvoked", "us", (shown.id, "default"))

    async def close(self, shown: Shown) -> None:
        await self._tell("NotificationClosed", "uu", (shown.id, 2))

    async def _tell(self, member: str, signature: str, values: tuple[Any, ...]) -> None:
        assert self.connection is not None
        await self.connection.send(new_signal(SERVER, member, signature, values))

    async def _answer(self, message: Any) -> None:
        if message.header.message_type is not MessageType.method_call or self.silent:
            return
        assert self.connection is not None
        if message.header.fields[HeaderFields.member] == "GetCapabilities":
            reply = new_method_return(message, "as", (list(self.can),))
        else:
            assert message.header.fields[HeaderFields.signature] == "susssasa{sv}i"
            _app, replaced, _icon, title, text, actions, _hints, _time = message.body
            known = Shown(replaced or len(self.shown) + 1, replaced, title, text, actions)
            self.shown.append(known)
            reply = new_method_return(message, "u", (known.id,))
        await self.connection.send(reply)


@asynccontextmanager
async def desktop(fake: FakeDesktop | None = None) -> AsyncIterator[FakeDesktop]:
    fake, ready = fake or FakeDesktop(), asyncio.Event()
    serving = asyncio.ensure_future(fake.serve(ready))
    try:
        await asyncio.wait_for(ready.wait(), 20)
        yield fake
    finally:
        serving.cancel()
        await asyncio.wait({serving})
