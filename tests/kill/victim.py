"""The process that is killed: the real window, a question typed into it, an answer coming in."""

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from promptrun_desktop.app import crash
from promptrun_desktop.app.desktop import Desktop
from promptrun_desktop.app.start import make_application, run_loop
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow


class MemoryKeys:
    """A password store that has the key."""

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        return "secret-service"

    async def load(self, origin: str) -> ApiKey | None:
        return ApiKey("sk-test-kill", origin)

    async def forget(self, origin: str) -> None:
        return None


def main(folder: str, address: str, question: str) -> None:
    application = make_application()
    profile = Profile.at(Path(folder))
    endpoint = Endpoint.parse(address)
    settings = SettingsFile(profile.settings)
    settings.change(kept_keys=(endpoint.origin,))
    look = Look(application)
    window = MainWindow(look, settings, str(profile.geometry))
    window.show()

    async def ask() -> None:
        while not (boxes := [b for b in window.findChildren(QWidget, "composer") if b.isVisible()]):
            await asyncio.sleep(0.01)
        QTest.keyClicks(boxes[0], question)
        QTest.keyClick(boxes[0], Qt.Key.Key_Return)

    async def run() -> None:
        desktop = Desktop(look, settings, window, profile, MemoryKeys(), crash.report)
        asking = asyncio.ensure_future(ask())
        await desktop.run(endpoint)
        await asking

    run_loop(application, run)


if __name__ == "__main__":
    main(*sys.argv[1:4])
