"""The app ends when its window is closed, whenever that was."""

import asyncio
import gc
import sys

import shiboken6
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from promptrun_desktop.app.start import SWITCH, make_desktop, put_together
from promptrun_desktop.settings.paths import Profile
from tests.journeys.person import MemoryKeys


def test_a_window_that_was_closed_before_it_was_listened_to_ends_the_app(
    qapp: QApplication, tmp_path
):
    qapp.setQuitOnLastWindowClosed(False)
    parts = put_together(qapp, Profile.at(tmp_path / "profile"))
    desktop = make_desktop(parts, MemoryKeys())
    parts.window.show()
    parts.window.close()
    with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
        runner.run(asyncio.wait_for(desktop.run(None), 10))
    shiboken6.delete(parts.window)
    gc.collect()


def test_a_thread_that_computes_gives_way_to_the_window_soon(qapp, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "setswitchinterval", told.append)
    parts = put_together(qapp, Profile.at(tmp_path / "profile"))
    make_desktop(parts, MemoryKeys())
    assert told == [SWITCH] and SWITCH <= 0.001
    shiboken6.delete(parts.window)
    gc.collect()
