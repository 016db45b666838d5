"""A person's first conversation, step by step: keys and clicks in, what is on screen out."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from promptrun_desktop.app.options import Options
from promptrun_desktop.app.reopening import read_back
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.formats.markdown import extract_texts
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.shell import Shell

W = TypeVar("W", bound=QWidget)
Step = tuple[str, Callable[[], Awaitable[str | None]]]
QUESTION = "Why is a day on Venus so strange?"
SECOND_QUESTION = "Explain compound interest with a small table"
# Seconds until something must have happened; slow machines are slow.
PATIENCE = 30.0
# Characters on screen before Stop is pressed: an answer that is really under way.
ENOUGH = 240


class FailedStepError(Exception):
    """What was expected on screen and did not come."""


class Journey:
    """`first_part` ends before the window is closed, `second_part` follows it."""

    def __init__(
        self,
        window: MainWindow,
        endpoint: DemoEndpoint,
        profile: Profile,
        keyring_service: str,
        options: Options,
    ) -> None:
        self.address = Endpoint.parse(endpoint.base_url)
        self._window = window
        self._endpoint = endpoint
        self._profile = profile
        self._service = keyring_service
        self._options = options
        self._shown: list[tuple[str, str]] = []
        self._export = options.export or profile.root / "self-test.md"

    def first_part(self) -> Iterator[Step]:
        yield "start", self._start
        yield "connect", self._connect
        yield "pick a model", self._pick_model
        yield "send and see the text grow", self._send
        yield "stop in the middle", self._stop
        yield "retry", self._retry
        yield "move a slider", self._move_slider
        yield "save as a document", self._save_as
        yield "close", self._close

    def second_part(self) -> Iterator[Step]:
        yield "reopen in a second process", self._reopen
        yield "compare the document with what was shown", self._compare

    async def _start(self) -> str | None:
        await self._until("the first screen", self._window.isVisible)
        # The box takes keys once the profile is open.
        await self._until("a box for the key", lambda: self._find(QWidget, "key_box").isVisible())
        return None

    async def _connect(self) -> str | None:
        box = self._find(QWidget, "key_box")
        QTest.keyClicks(box, f"  Bearer {self._endpoint.key.reveal()} ")
        connect = self._find(QAbstractButton, "connect")
        before = connect.text()
        self._click(connect)
        await self._until(
            "the key to be accepted", lambda: connect.isEnabled() and connect.text() != before
        )
        said = self._find(QWidget, "status").accessibleName()
        self._click(connect)
        await self._until("an empty chat", lambda: self._find(QWidget, "composer").isVisible())
        return said

    async def _pick_model(self) -> str | None:
        self._click(self._find(QAbstractButton, "model_picker"))
        picker = self._shell.page.picker
        await self._until("the list of models", picker.is_open)
        focus = self._window.focusWidget()
        QTest.keyClicks(focus, "haiku")
        QTest.keyClick(focus, Qt.Key.Key_Return)
        await self._until("the list to close", lambda: not picker.is_open())
        session = self._shell.session
        return session.conversation.model if session else None

    async def _send(self) -> str | None:
        composer = self._find(QWidget, "composer")
        composer.setFocus()
        QTest.keyClicks(composer, QUESTION)
        QTest.keyClick(composer, Qt.Key.Key_Return)
        lengths: list[int] = []
        async with self._echo():
            while len(lengths) < 4 or lengths[-1] < ENOUGH:
                lengths.append(await self._until_longer_than(lengths[-1] if lengths else 0))
        if self._shell.page.composer.text():
            raise FailedStepError("the question is still in the box")
        return f"seen to grow {len(lengths)} times, to {lengths[-1]} characters"

    async def _stop(self) -> str | None:
        if self._endpoint.open_streams != 1:
            raise FailedStepError("the reply was complete before it could be stopped")
        self._click(self._find(QAbstractButton, "stop"))
        await self._until("the reply to stop", lambda: self._reply().state is State.STOPPED)
        await self._until("Send to come back", self._find(QWidget, "send").isVisible)
        await self._until("the socket to close", lambda: self._endpoint.open_streams == 0)
        kept = self._reply_text()
        if not kept or self._endpoint.closed_early != 1 or kept != self._reply().text:
            raise FailedStepError("the part that had arrived was not kept")
        return f"{len(kept)} characters kept, socket closed"

    async def _retry(self) -> str | None:
        stopped = self._reply()
        self._click(self._find(QWidget, "retry_message", of_message=stopped.id))
        async with self._echo():
            await self._until_complete(after=stopped)
        return f"{len(self._reply_text())} characters, complete"

    async def _move_slider(self) -> str | None:
        slider = self._find(QWidget, "temperature")
        if not slider.isVisible():
            self._click(self._find(QAbstractButton, "toggle_panel"))
        slider.setFocus()
        for _ in range(3):
            QTest.keyClick(slider, Qt.Key.Key_Right)
        before = self._reply()
        composer = self._find(QWidget, "composer")
        composer.setFocus()
        QTest.keyClicks(composer, SECOND_QUESTION)
        QTest.keyClick(composer, Qt.Key.Key_Return)
        async with self._echo():
            await self._until_complete(after=before)
        first, *_, last = self._endpoint.received()
        if "temperature" in first or "top_p" in first:
            raise FailedStepError("an untouched slider was sent")
        if "temperature" not in last or "top_p" in last:
            raise FailedStepError("the moved slider was not sent alone")
        return f"temperature {last['temperature']} sent, top_p not"

    async def _save_as(self) -> str | None:
        self._export.parent.mkdir(parents=True, exist_ok=True)
        self._click(self._find(QAbstractButton, "export"))
        await self._until("the forms", lambda: self._find(QWidget, "save_dialog").isVisible())
        self._click(self._find(QAbstractButton, "document_form_markdown"))
        self._click(self._find(QAbstractButton, "document_go"))
        await self._until("the save dialog", lambda: self._dialog() is not None)
        dialog = self._dialog()
        assert dialog is not None
        dialog.selectFile(str(self._export.absolute()))
        dialog.accept()
        await self._until("the document", self._export.is_file)
        return f"{self._export.stat().st_size} bytes"

    async def _close(self) -> str | None:
        self._shown = self._shell.page.transcript.messages_shown()
        if self._options.screenshot is not None:
            await asyncio.sleep(0.2)
            if not self._window.grab().save(str(self._options.screenshot)):
                raise FailedStepError("the screenshot could not be written")
        return f"{len(self._shown)} messages on screen"

    async def _reopen(self) -> str | None:
        shown, title = await read_back(self._profile, self.address, self._service)
        if shown != self._shown:
            raise FailedStepError("not everything was there again")
        return f"“{title}” with {len(shown)} messages"

    async def _compare(self) -> str | None:
        document = self._export.read_bytes().decode()
        if extract_texts(document) != [text for _id, text in self._shown]:
            raise FailedStepError("the document differs from what was shown")
        return f"{len(self._shown)} messages, the same to the byte"

    @property
    def _shell(self) -> Shell:
        if self._window.shell is None:
            raise FailedStepError("no chat is open")
        return self._window.shell

    def _reply(self) -> Message:
        session = self._shell.session
        if session is None or not session.messages:
            raise FailedStepError("there is no reply")
        return session.messages[-1]

    def _reply_text(self) -> str:
        shown = self._shell.page.transcript.messages_shown()
        return shown[-1][1] if len(shown) > 1 else ""

    def _dialog(self) -> QFileDialog | None:
        return self._window.findChild(QFileDialog, "export_dialog")

    def _find(self, kind: type[W], name: str, of_message: str = "") -> W:
        """The visible widget of this name; in a transcript, that of one message."""
        found = [each for each in self._window.findChildren(kind, name) if each.isVisible()]
        if of_message:
            found = [each for each in found if each.property("message") == of_message]
        if not found:
            every = self._window.findChildren(kind, name)
            if not every or of_message:
                raise FailedStepError(f"there is no “{name}”")
            found = every
        return found[-1]

    def _click(self, button: QWidget) -> None:
        QTest.mouseClick(
            button,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(button.width() // 2, button.height() // 2),
        )

    async def _until(self, what: str, holds: Callable[[], bool]) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not _is_so(holds):
            if asyncio.get_running_loop().time() > deadline:
                raise FailedStepError(f"waited in vain for {what}")
            await asyncio.sleep(0.01)

    async def _until_longer_than(self, length: int) -> int:
        await self._until("more text", lambda: len(self._reply_text()) > length)
        return len(self._reply_text())

    async def _until_complete(self, after: Message) -> None:
        await self._until("another reply", lambda: self._reply().id != after.id)
        await self._until("its end", lambda: self._reply().state not in (State.WRITING,))
        if self._reply().state is not State.COMPLETE:
            raise FailedStepError(f"the reply is {self._reply().state.value}")

    @asynccontextmanager
    async def _echo(self) -> AsyncIterator[None]:
        """Print the reply as it streams onto the screen."""
        task = asyncio.get_running_loop().create_task(self._print_reply(), name="echo")
        try:
            yield
            await asyncio.sleep(0.05)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            sys.stdout.write("\n")

    async def _print_reply(self) -> None:
        printed, owner = 0, ""
        while True:
            with suppress(FailedStepError):
                reply = self._reply()
                if reply.id != owner:
                    printed, owner = 0, reply.id
                text = self._reply_text()
                sys.stdout.write(text[printed:].replace("\n", "\n    "))
                sys.stdout.flush()
                printed = len(text)
            await asyncio.sleep(0.05)


def _is_so(holds: Callable[[], bool]) -> bool:
    """What is not there yet is not so yet."""
    try:
        return holds()
    except FailedStepError:
        return False
