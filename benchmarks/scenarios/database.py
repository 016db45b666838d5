"""Opening a conversation in the running app: from the choice in the list to its first frame."""

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject
from PySide6.QtWidgets import QWidget

from benchmarks.chats import fill
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.running_app import RunningApp, run_app
from benchmarks.stage import median
from promptrun_desktop.settings.paths import Profile

SHORT, LONG = 100, 10_000
CHARS = 1_500
# Nothing listens there: no chat is asked anything.
NOBODY = "http://127.0.0.1:9/v1"


class FirstFrame(QObject):
    """When the turn ended in which a window first painted what had changed, while `shows()`.

    `sign` is the event by which that is known; of a part of a window it is Paint.
    """

    def __init__(
        self,
        window: QWidget,
        shows: Callable[[], bool],
        sign: QEvent.Type = QEvent.Type.UpdateRequest,
    ) -> None:
        super().__init__(window)
        self._sign = sign
        self.at: float | None = None
        self._shows = shows
        self._painted = False
        window.installEventFilter(self)
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._on_turn)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == self._sign and not self._painted:
            self._painted = self._shows()
        return False

    def _on_turn(self) -> None:
        if self._painted and self.at is None:
            self.at = time.perf_counter()
            self.deleteLater()


def run(quick: bool) -> Iterator[Row]:
    taken: dict[int, list[float]] = {SHORT: [], LONG: []}
    references: list[Reference] = []
    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder:
        profile = Profile.at(folder)
        profile.create()
        # Each is opened once: what is in memory already would not come from the database.
        chats = {
            count: asyncio.run(
                fill(profile.database, (1 if quick else 4) + (count == SHORT), count, CHARS)
            )
            for count in (SHORT, LONG)
        }

        async def story(app: RunningApp) -> None:
            references.append(Reference())
            # The first of the short ones loads fonts, and what is imported late.
            await open_chat(app, chats[SHORT].pop(), 1)
            for count in (SHORT, LONG):
                for chat in chats[count]:
                    taken[count].append(await open_chat(app, chat, 0.5 if quick else 2))
                    references[0].again()

        run_app(profile.root, NOBODY, story)
    short, long, reference = median(taken[SHORT]), median(taken[LONG]), references[0]
    each = ", ".join(f"{ms:.0f}" for ms in taken[LONG])
    yield Row("10,000 messages from the database", long, "ms", reference.scaled(100), f"of {each}")
    yield Row("10,000 messages from the database / 100", long / short, "", 15, f"{short:.1f} ms")


async def open_chat(app: RunningApp, chat: str, rest: float) -> float:
    """Wall ms to the first frame; then the window has so many seconds for what it does by itself,
    once all is read."""
    view = app.page.transcript

    def is_open() -> bool:
        """Its end is there as text, not as an outline of what is still to be read."""
        session = app.shell.session
        return session is not None and session.conversation.id == chat and bool(session.messages)

    frame = FirstFrame(app.parts.window, is_open)
    start = time.perf_counter()
    app.shell.open_conversation(chat)
    await app.until(lambda: frame.at is not None)
    assert frame.at is not None
    assert app.shell.session is not None
    whole = await app.shell.session.whole()
    await app.until(lambda: len(view.messages_shown()) == len(whole))
    if view.messages_shown()[-1] != (whole[-1].id, whole[-1].text):
        raise RuntimeError("the view shows something else than what is stored")
    await asyncio.sleep(rest)
    return (frame.at - start) * 1000
