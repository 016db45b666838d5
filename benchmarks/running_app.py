"""The whole app in this process, as a person starts it; only the keyring is in memory."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.server import KEY
from benchmarks.turns import Turns
from promptrun_desktop.app.start import Parts, make_desktop, put_together, run_loop, show
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.shell import Shell

_PATIENCE = 60.0


class Keys:
    """A password store that holds one key, and takes no other."""

    async def will_ask(self) -> bool:
        return False

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        return ""

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        return ApiKey(KEY, origin)

    async def forget(self, origin: str) -> None:
        return None


@dataclass(frozen=True, slots=True)
class RunningApp:
    """What a story is told with. `turns` count from the start of the event loop."""

    parts: Parts
    turns: Turns

    @property
    def shell(self) -> Shell:
        shell = self.parts.window.shell
        assert shell is not None
        return shell

    @property
    def page(self) -> ChatPage:
        return self.shell.page

    async def until(self, holds: Callable[[], object], patience: float = _PATIENCE) -> None:
        clock = asyncio.get_running_loop().time
        deadline = clock() + patience
        while not holds():
            if clock() > deadline:
                raise TimeoutError("waited in vain")
            await asyncio.sleep(0.02)


def run_app(folder: Path, address: str, story: Callable[[RunningApp], Awaitable[None]]) -> None:
    """Start the app with this profile, let the story happen at its window, and close it."""
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    parts = put_together(application, Profile.at(folder))
    endpoint = Endpoint.parse(address)
    parts.settings.change(kept_keys=(endpoint.origin,))
    show(parts)

    async def main() -> None:
        desktop = make_desktop(parts, Keys())
        running = asyncio.ensure_future(desktop.run(endpoint))
        app = RunningApp(parts, Turns())
        try:
            await app.until(lambda: running.done() or parts.window.shell is not None)
            # Until everything that starts late has started, and was frozen by the collector.
            await asyncio.sleep(1.5)
            await story(app)
        finally:
            parts.window.close()
            await running

    run_loop(application, main)
