"""The page of a profile that cannot be opened: its folder can be looked into meanwhile."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from promptrun_desktop.app.mending import Mending
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.settings.paths import Profile


class Window:
    """Shows one page."""

    def __init__(self) -> None:
        self.page = None

    def show_trouble(self, page):
        self.page = page

    def drop_trouble(self, page):
        page.deleteLater()


async def test_the_folder_is_opened_and_the_page_stays(qapp, tmp_path: Path):
    window, closed, opened = Window(), asyncio.Event(), []
    mending = Mending(window, Profile.at(tmp_path), closed, opened.append)
    offer = asyncio.ensure_future(mending.offer(StoreError(ErrorKind.STORE_DAMAGED)))
    await asyncio.sleep(0)
    window.page.findChild(QPushButton, "open_folder").click()
    await asyncio.sleep(0)
    assert opened == [Profile.at(tmp_path).root]
    assert not offer.done()
    closed.set()
    await offer
    mending.done()
