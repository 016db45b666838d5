"""The app with a library in a process of its own, told line by line what to do.

`python -m benchmarks.library.worker PROFILE` takes JSON lists (what, then its values) and answers
each with a line of JSON. Times are ms of the clock, until what was asked for is painted.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QWidget

from benchmarks.memory import resident
from benchmarks.running_app import RunningApp, run_app
from benchmarks.scenarios.database import NOBODY, FirstFrame, open_chat
from promptrun_desktop.services.searching import PAGE

T = TypeVar("T", bound=QWidget)

# Seconds: for what a chat or an answer starts in the background.
_REST = 0.05
_PATIENCE = 30.0
# Within this, more rows of a list would have come.
_NO_MORE = 0.5


class Worker:
    def __init__(self, app: RunningApp) -> None:
        self._app = app
        self._window = app.parts.window

    async def open(self, chat: str) -> float:
        """To the first frame of a chat."""
        return await open_chat(self._app, chat, _REST)

    async def search(self, text: str) -> tuple[float, float, int]:
        """From the last letter to the painted answer: its first hits, or that there are none;
        then to the whole of its first page; and how many hits that has."""
        field = self._find(QLineEdit, "search_chats")
        count = self._find(QLabel, "search_count")
        pane = self._app.shell.sidebar.search.pane
        field.clear()
        await asyncio.sleep(_REST)

        def answers() -> bool:
            return bool(count.text())

        def is_whole() -> bool:
            return answers() and (pane.has_all or len(pane.hits) >= PAGE)

        whole = asyncio.ensure_future(self._until_shown(lambda: None, is_whole))
        await asyncio.sleep(0)
        first = await self._until_shown(lambda: field.setText(text), answers)
        return first, await whole, len(pane.hits)

    async def scroll(self, pages: int) -> list[float]:
        """So many screens down the list of chats, each until the last of its rows is there."""
        chats = self._list()
        bar, taken = chats.verticalScrollBar(), []
        for _ in range(pages):
            await asyncio.sleep(_REST)
            if bar.value() == bar.maximum():
                break
            further = bar.value() + bar.pageStep()
            frame = FirstFrame(chats.viewport(), partial(_is_full, chats), sign=QEvent.Type.Paint)
            taken.append(await self._until(frame, partial(bar.setValue, further)))
        bar.setValue(0)
        return taken

    async def whole_list(self) -> tuple[float, int]:
        """Down to its very last row, however often more must be read; ms, and rows."""
        chats = self._list()
        bar, start, ended = chats.verticalScrollBar(), time.perf_counter(), time.perf_counter()
        while time.perf_counter() < ended + _NO_MORE:
            if bar.value() < bar.maximum():
                bar.setValue(bar.maximum())
                ended = time.perf_counter()
            await asyncio.sleep(0)
        rows = chats.model().rowCount()
        bar.setValue(0)
        return (ended - start) * 1000, rows

    async def memory(self) -> int:
        """Bytes."""
        return resident()

    def _list(self) -> QAbstractItemView:
        """Which is there while nothing is searched."""
        self._find(QLineEdit, "search_chats").clear()
        return self._find(QAbstractItemView, "chats")

    async def _until_shown(self, deed: Callable[[], object], shows: Callable[[], bool]) -> float:
        return await self._until(FirstFrame(self._window, shows), deed)

    async def _until(self, frame: FirstFrame, deed: Callable[[], object]) -> float:
        start = time.perf_counter()
        deed()
        await self._app.until(lambda: frame.at is not None, _PATIENCE)
        assert frame.at is not None
        return (frame.at - start) * 1000

    def _find(self, kind: type[T], name: str) -> T:
        found = self._window.findChild(kind, name)
        assert found is not None, name
        return found


def _is_full(chats: QAbstractItemView) -> bool:
    """A row stands at the lower edge of the list, or there is none below."""
    bar = chats.verticalScrollBar()
    edge = QPoint(8, chats.viewport().height() - 2)
    return chats.indexAt(edge).isValid() or bar.value() == bar.maximum()


def main(profile: str) -> None:
    async def story(app: RunningApp) -> None:
        worker = Worker(app)
        answers: dict[str, Callable[..., Awaitable[Any]]] = {
            each.__name__: each
            for each in (
                worker.open,
                worker.search,
                worker.scroll,
                worker.whole_list,
                worker.memory,
            )
        }
        print(json.dumps("ready"), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            what, *values = json.loads(line)
            print(json.dumps(await answers[what](*values)), flush=True)

    run_app(Path(profile), NOBODY, story)


if __name__ == "__main__":
    main(sys.argv[1])
