"""A person at the window: types, clicks, and waits for what is on screen."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from promptrun_desktop.app.desktop import Desktop
from promptrun_desktop.app.start import Parts
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import KeyringError
from promptrun_desktop.domain.message import Message
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.ui.shell import Shell

# Seconds; only a test that fails waits that long.
PATIENCE = 20.0


@dataclass
class MemoryKeys:
    """A password store in memory; `problem` is what it says instead of working, `prompt` what it
    asks its owner first while it is locked."""

    kept: dict[str, ApiKey] = field(default_factory=dict)
    problem: KeyringError | None = None
    prompt: asyncio.Event | None = None

    async def will_ask(self) -> bool:
        return self.prompt is not None and not self.prompt.is_set()

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        await self._check()
        self.kept[key.origin] = key
        return "secret-service"

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        await self._check()
        return self.kept.get(origin)

    async def forget(self, origin: str) -> None:
        await self._check()
        self.kept.pop(origin, None)

    async def _check(self) -> None:
        if self.prompt is not None:
            await self.prompt.wait()
        if self.problem is not None:
            raise self.problem


class Person:
    def __init__(
        self, parts: Parts, endpoint: DemoEndpoint, keys: MemoryKeys, address: str
    ) -> None:
        self.window = parts.window
        self.parts = parts
        self.endpoint = endpoint
        self.keys = keys
        self.unhandled: list[BaseException] = []
        self.desktop = Desktop(
            parts.look,
            parts.settings,
            parts.window,
            parts.profile,
            keys,
            lambda _name, error: self.unhandled.append(error),
        )
        self.address = Endpoint.parse(address)
        self._app: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the window and wait for its first page."""
        self.window.show()
        self._app = asyncio.ensure_future(self.desktop.run(self.address))
        first = ("key_box", "composer", "open_again")
        await self.until(lambda: any(map(self.sees, first)), "for the first page")

    async def close(self) -> None:
        self.window.close()
        if self._app is not None:
            await self._app
            self._app = None
        assert self.unhandled == []

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def messages(self) -> list[Message]:
        return self.shell.session.messages if self.shell.session else []

    @property
    def reply(self) -> Message:
        return self.messages[-1]

    @property
    def shown(self) -> list[str]:
        """The text of every message on screen."""
        return [text for _id, text in self.shell.page.transcript.messages_shown()]

    def sees(self, name: str) -> bool:
        return any(each.isVisible() for each in self.window.findChildren(QWidget, name))

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible widget of that name that was made last."""
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        assert found, f"there is no {name} on screen"
        return found[-1]

    def find_in(self, message: Message, name: str) -> QWidget:
        """A widget that stands in one message, which is scrolled to if it is out of sight."""
        found = self._in_message(message, name)
        if not found:
            transcript = self.shell.page.transcript
            number = transcript.entries.number(message.id)
            assert number is not None
            for leaf in (0, len(transcript.entries.built(number).leaves or ()) - 1):
                transcript.show_leaf(number, leaf, 60)
                found = found or self._in_message(message, name)
        assert found, f"there is no {name} at this message"
        return found[-1]

    def _in_message(self, message: Message, name: str) -> list[QWidget]:
        named = self.window.findChildren(QWidget, name)
        mine = [each for each in named if each.property("message") == message.id]
        return [each for each in mine if each.isVisible()]

    def texts(self) -> list[str]:
        """Every label a person can read."""
        return [each.text() for each in self.window.findChildren(QLabel) if each.isVisible()]

    def status(self) -> str:
        """The sentence under the key box; empty while there is none."""
        return self.find("status").accessibleName() if self.sees("status") else ""

    def click(self, widget: QWidget | str) -> None:
        target = self.find(widget) if isinstance(widget, str) else widget
        middle = QPoint(target.width() // 2, target.height() // 2)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    def type(self, name: str, text: str) -> None:
        box = self.find(name)
        box.setFocus()
        QTest.keyClicks(box, text)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: str = "",
    ) -> None:
        QTest.keyClick(self.find(on) if on else self.window, key, modifier)

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not holds():
            assert asyncio.get_running_loop().time() < deadline, f"waited in vain {what}"
            await asyncio.sleep(0.01)

    async def connect(self, key: str | None = None) -> None:
        """Paste the key (the right one unless told otherwise) and start chatting."""
        await self.paste_key(key or self.endpoint.key.reveal())
        await self.until(lambda: "connect" and self.find("status").accessibleName().strip())
        await self.until(lambda: self.find("connect").isEnabled())
        self.click("connect")
        await self.until(lambda: self.sees("composer"), "for the chat")

    async def paste_key(self, key: str) -> None:
        self.type("key_box", key)
        self.click("connect")
        await self.until(lambda: self.sees("status"))

    async def ask(self, question: str, model: str = "") -> Message:
        """Ask and wait for the end of the reply."""
        await self.send(question, model)
        await self.until_replied()
        return self.reply

    async def send(self, question: str, model: str = "") -> None:
        if model:
            self.shell.page.picker.picked.emit(model)
        before = len(self.messages)
        self.type("composer", question)
        self.press(Qt.Key.Key_Return, on="composer")
        await self.until(lambda: len(self.messages) > before, "for the question")

    async def until_replied(self) -> None:
        session = self.shell.session
        assert session is not None
        await self.until(lambda: not session.is_replying, "for the reply")
        await asyncio.sleep(0)
