"""The whole app in this process: real window, store and HTTP; only the keyring is in memory."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from promptrun_desktop.app.start import Parts, put_together
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.settings.paths import Profile
from tests.journeys.person import MemoryKeys, Person

Story = Callable[[Person], Awaitable[None]]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return QApplication


@pytest.fixture
def endpoint() -> Iterator[DemoEndpoint]:
    """Sample answers, ten times faster than a person reads."""
    demo = DemoEndpoint(pace=0.1)
    demo.start()
    yield demo
    demo.stop()


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def play(qapp, tmp_path, endpoint, keys) -> Callable[..., None]:
    """Run one story at the open window; played again, the app is started anew."""

    qapp.setQuitOnLastWindowClosed(False)

    def run(story: Story, address: str = "") -> None:
        parts = put_together(qapp, Profile.at(tmp_path / "profile"))
        act(parts, Person(parts, endpoint, keys, address or endpoint.base_url), story)
        shiboken6.delete(parts.window)
        del parts
        # Here and now: later a worker thread might do it, and Qt's timers die on their own thread.
        gc.collect()

    def act(parts: Parts, person: Person, story: Story) -> None:
        async def whole() -> None:
            try:
                await person.start()
                await story(person)
            finally:
                await person.close()

        unhandled: list[str] = []
        with asyncio.Runner(loop_factory=lambda: QEventLoop(parts.application)) as runner:
            runner.get_loop().set_exception_handler(
                lambda _loop, context: unhandled.append(repr(context))
            )
            runner.run(whole())
        assert unhandled == []

    return run
