"""The process that is killed: the real window, a question typed into it, an answer coming in."""

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from promptrun_desktop.app.start import make_desktop, make_parts, run_loop
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.paths import Profile


class MemoryKeys:
    """A password store that has the key."""

    async def will_ask(self) -> bool:
        return False

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        return "secret-service"

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        return ApiKey("sk-test-kill", origin)

    async def forget(self, origin: str) -> None:
        return None


def main(folder: str, address: str, question: str) -> None:
    endpoint = Endpoint.parse(address)
    parts = make_parts(Profile.at(Path(folder)))
    parts.settings.change(kept_keys=(endpoint.origin,))
    window = parts.window
    window.show()

    async def ask() -> None:
        while not (boxes := [b for b in window.findChildren(QWidget, "composer") if b.isVisible()]):
            await asyncio.sleep(0.01)
        QTest.keyClicks(boxes[0], question)
        QTest.keyClick(boxes[0], Qt.Key.Key_Return)

    async def run() -> None:
        desktop = make_desktop(parts, MemoryKeys())
        asking = asyncio.ensure_future(ask())
        await desktop.run(endpoint)
        await asking

    run_loop(parts.application, run)


if __name__ == "__main__":
    main(*sys.argv[1:4])
