"""The page for a profile that cannot be opened, and bringing back the chats of a damaged one."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from promptrun_desktop.domain.copies import Mended
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.keeper import bring_back
from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.translation import translate
from promptrun_desktop.ui.trouble_page import TroublePage
from promptrun_desktop.ui.wording import Wording


class Mending:
    """`outcome` is what came back, once something did; `tried` whether it was asked for."""

    def __init__(
        self,
        window: MainWindow,
        profile: Profile,
        closed: asyncio.Event,
        open_folder: Callable[[Path], object],
    ) -> None:
        self.outcome: Mended | None = None
        self.tried = False
        self._window = window
        self._profile = profile
        self._closed = closed
        self._open_folder = open_folder
        self._page: TroublePage | None = None

    async def offer(self, trouble: StoreError, *, at_once: bool = False) -> None:
        """Say what is wrong, and return when it is worth opening the profile again.

        `at_once`: the person has asked for it already. Raises StoreError where mending fails.
        """
        damaged = self.tried or trouble.kind is ErrorKind.STORE_DAMAGED
        sentence = Wording("Promptrun").sentence(trouble.kind)
        page = TroublePage(sentence, str(self._profile.root), damaged=damaged)
        again, mend = asyncio.Event(), asyncio.Event()
        page.retry_requested.connect(again.set)
        page.mend_requested.connect(mend.set)
        page.folder_requested.connect(lambda: self._open_folder(self._profile.root))
        self.done()
        self._page = page
        self._window.show_trouble(page)
        if at_once:
            mend.set()
        await _first(again, mend, self._closed)
        if mend.is_set() and not self._closed.is_set():
            await self._mend(page)

    def done(self) -> None:
        """The page is not needed any more."""
        if self._page is not None:
            self._window.drop_trouble(self._page)
            self._page = None

    async def _mend(self, page: TroublePage) -> None:
        self.tried = True
        page.show_progress(0.0)
        title = translate("Keeping", "Recovered chat")
        work = asyncio.ensure_future(bring_back(self._profile.database, title, page.show_progress))
        closing = asyncio.ensure_future(self._closed.wait())
        try:
            # Closing the window ends it: the damaged file is still as it was.
            await asyncio.wait({work, closing}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                self.outcome = work.result()
        finally:
            closing.cancel()
            work.cancel()
            await asyncio.wait({work, closing})


async def _first(*events: asyncio.Event) -> None:
    waits = {asyncio.ensure_future(each.wait()) for each in events}
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waits:
            each.cancel()
