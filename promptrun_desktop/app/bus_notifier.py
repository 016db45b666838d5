"""Notifications of the desktop over the session bus (Desktop Notifications Specification, 1.2).

Everything awaits: a bus that is absent, stuck or slow keeps nobody waiting. QtDBus cannot say what
the protocol asks for (from Python it has no unsigned numbers), so the library that the password
store speaks to the bus with does it.
"""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

# No stubs are published.
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    DBusErrorResponse,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_router  # type: ignore[import-untyped]
from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from promptrun_desktop.release import APP_ID
from promptrun_desktop.services.tasks import Tasks

_NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", _NAME, _NAME)
_SIGNALS = MatchRule(type="signal", interface=_NAME, path="/org/freedesktop/Notifications")
# Seconds in which a bus and a server answer; later an answer is no news.
PATIENCE = 5.0
_TROUBLE = (
    OSError,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
    TimeoutError,
    DBusErrorResponse,
    RouterClosed,
)


class BusNotifier:
    """`chosen` hears of a click: the key of what was shown, and the desktop's leave to come to
    the front, which may be empty."""

    def __init__(self, tasks: Tasks, chosen: Callable[[str, str], object]) -> None:
        self._tasks = tasks
        self._chosen = chosen
        self._connecting = asyncio.Lock()
        self._bus: DBusRouter | None = None
        self._listening: asyncio.Task[None] | None = None
        self._can: frozenset[str] = frozenset()
        self._keys: dict[int, str] = {}
        self._tokens: dict[int, str] = {}

    async def show(self, key: str, title: str, text: str, act: str) -> bool:
        """Plain text; `act` names what a click does. What was shown of the same key is replaced.

        False where no desktop takes it.
        """
        # A connection from before may have ended since: then once more with a new one.
        for bus in (self._bus, None):
            try:
                async with asyncio.timeout(PATIENCE):
                    self._keys[await self._notify(bus, key, title, text, act)] = key
            except _TROUBLE:
                self._hang_up()
                if bus is None:
                    return False
            else:
                return True
        return False

    async def _notify(
        self, bus: DBusRouter | None, key: str, title: str, text: str, act: str
    ) -> int:
        bus = bus or await self._connected()
        # A server that reads markup in the text reads it in an answer, too.
        body = escape(text, quote=False) if "body-markup" in self._can else text
        before = next((id for id, known in self._keys.items() if known == key), 0)
        actions = ["default", act] if "actions" in self._can else []
        hints = {"desktop-entry": ("s", APP_ID)}
        name, icon = "Promptrun Desktop", APP_ID
        values = (name, before, icon, title, body, actions, hints, -1)
        (id,) = await _call(bus, "Notify", "susssasa{sv}i", values)
        return int(id)

    async def _connected(self) -> DBusRouter:
        async with self._connecting:
            if self._bus is None:
                ready: asyncio.Future[DBusRouter] = asyncio.get_running_loop().create_future()
                self._listening = self._tasks.start(self._listen(ready), name="notifications")
                bus = await ready
                (can,) = await _call(bus, "GetCapabilities")
                self._can, self._bus = frozenset(can), bus
            return self._bus

    def _hang_up(self) -> None:
        self._bus = None
        self._keys.clear()
        self._tokens.clear()
        if self._listening is not None:
            self._listening.cancel()

    async def _listen(self, ready: "asyncio.Future[DBusRouter]") -> None:
        """Hold the connection until it breaks or the app ends."""
        try:
            async with open_dbus_router() as bus:
                heard: asyncio.Queue[Any] = asyncio.Queue()
                with bus.filter(_SIGNALS, queue=heard):
                    await Proxy(message_bus, bus).AddMatch(_SIGNALS)
                    if not ready.done():
                        ready.set_result(bus)
                    while True:
                        message = await heard.get()
                        self._hear(message.header.fields, message.body)
        except _TROUBLE as error:
            if not ready.done():
                ready.set_exception(error)

    def _hear(self, fields: dict[Any, Any], body: Any) -> None:
        # Member, as the protocol numbers header fields.
        match fields.get(3), body:
            case "ActivationToken", (int(id), str(token)) if id in self._keys:
                self._tokens[id] = token
            case "ActionInvoked", (int(id), "default") if id in self._keys:
                self._chosen(self._keys[id], self._tokens.pop(id, ""))
            case "NotificationClosed", (int(id), _):
                self._keys.pop(id, None)
                self._tokens.pop(id, None)


async def _call(
    bus: DBusRouter, method: str, signature: str | None = None, values: tuple[Any, ...] = ()
) -> Any:
    """What it returns. Raises what the server says, or RouterClosed."""
    call = new_method_call(_SERVER, method, signature, values)
    return unwrap_msg(await bus.send_and_get_reply(call))
