"""Going through the links that are seen, by keyboard."""

from collections.abc import Callable

from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.seen_links import Link, links_seen


class LinkFocus:
    """`height` is the viewport's, in pixels."""

    def __init__(self, page: Page, height: Callable[[], int]) -> None:
        self._page = page
        self._height = height
        self._link: Link | None = None

    @property
    def href(self) -> str:
        """Of the link one is at, "" for none."""
        return self._link[2] if self._link is not None else ""

    def go(self, step: int) -> bool:
        """To the next link, or the one before; False, and to none, beyond the last."""
        links = links_seen(self._page, self._height())
        if self._link is None:
            number = 0 if step > 0 else len(links) - 1
        else:
            before = next((n for n, each in enumerate(links) if each == self._link), None)
            number = -1 if before is None else before + step
        found = links[number] if 0 <= number < len(links) else None
        if found is None:
            self.leave()
            return False
        self._link = found
        self._page.repaint()
        return True

    def leave(self) -> None:
        if self._link is not None:
            self._link = None
            self._page.repaint()
