"""From options to a running window: Qt, then the event loop, then the profile."""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from promptrun_desktop import __version__
from promptrun_desktop.app import crash
from promptrun_desktop.app.cli import Options
from promptrun_desktop.app.ending import Ending
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow

T = TypeVar("T")


def run_window(options: Options) -> int:
    with ExitStack() as stack:
        profile = _profile(options, stack)
        application = make_application()
        crash.CrashLog(profile.logs).install()
        settings = SettingsFile(profile.settings)
        look = Look(application)
        look.set(settings.value.theme, settings.value.text_size)
        window = MainWindow(look, settings, str(profile.geometry))
        window.show()
        Ending(window)

        async def main() -> int:
            from promptrun_desktop.app.desktop import Desktop
            from promptrun_desktop.settings.secrets import KeyStore

            desktop = Desktop(
                look, settings, window, profile, KeyStore(options.keyring_service), crash.report
            )
            QTimer.singleShot(0, settle)
            if options.reopened is not None:
                from promptrun_desktop.app.reopening import tell_shown

                teller = asyncio.ensure_future(tell_shown(window, options.reopened))
                teller.add_done_callback(lambda _: window.close())
            await desktop.run(options.endpoint, demo=options.demo)
            return 0

        return run_loop(application, main)


def _profile(options: Options, stack: ExitStack) -> Profile:
    if options.profile is not None:
        return Profile.at(options.profile)
    if options.demo:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="promptrun-demo-", ignore_cleanup_errors=True)
        )
        return Profile.at(Path(folder))
    return Profile.default()


def make_application() -> QApplication:
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Promptrun Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("promptrun-desktop")
    # The app ends when what it holds is stored, not when the window is gone.
    application.setQuitOnLastWindowClosed(False)
    return application


def run_loop(application: QApplication, main: Callable[[], Awaitable[T]]) -> T:
    """Run `main` with Qt and asyncio on one loop."""
    from qasync import QEventLoop

    async def run() -> T:
        return await main()

    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        return runner.run(run())


def settle() -> None:
    """What is alive now stays: the collector need not look at it at every full pass (20 ms)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
