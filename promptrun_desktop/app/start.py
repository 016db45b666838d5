"""From options to a running window: Qt, then the event loop, then the profile."""

import sys
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from promptrun_desktop import __version__
from promptrun_desktop.app import crash, preflight
from promptrun_desktop.app.application import Application
from promptrun_desktop.app.collector import Collector
from promptrun_desktop.app.ending import Ending
from promptrun_desktop.app.first_paint import FirstPaint
from promptrun_desktop.app.opening import Opening
from promptrun_desktop.app.options import Options
from promptrun_desktop.app.profile_lock import ProfileLock
from promptrun_desktop.release import APP_ID
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from promptrun_desktop.app.desktop import Desktop
    from promptrun_desktop.services.connection import KeyStore

T = TypeVar("T")

# Plain English: no translation is loaded before there is a window.
STUCK = (
    "Promptrun Desktop is open already, but it does not answer. "
    "Wait a moment and start it again, or end it first."
)
# So many seconds a thread that computes, such as the one that indexes chats, keeps Python once
# another asks for it. By default it is ten times as long, at each call into Qt or SQLite: to open
# a long chat beside it took twice the time.
SWITCH = 0.0005


@dataclass(frozen=True, slots=True)
class Parts:
    """What there is before the event loop runs; the window is not shown yet."""

    application: QApplication
    profile: Profile
    settings: SettingsFile
    look: Look
    window: MainWindow


def make_parts(profile: Profile) -> Parts:
    # What Qt itself remembers, such as the last folders of its file dialog. It has no effect where
    # Qt keeps that in a place of the system's (Windows, macOS).
    native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(native, user, str(profile.root))
    application = _make_application()
    crash.CrashLog(profile.logs).install()
    return put_together(application, profile)


def put_together(application: QApplication, profile: Profile) -> Parts:
    settings = SettingsFile(profile.settings)
    look = Look(application)
    look.set(settings.value.theme, settings.value.text_size)
    window = MainWindow(look, settings, str(profile.geometry))
    if profile.portable:
        window.welcome.set_portable()
    return Parts(application, profile, settings, look, window)


def show(parts: Parts, *, demo: bool = False) -> FirstPaint:
    """Everything after this is imported while the window is on the screen already."""
    has_been_here = parts.profile.database.exists() or parts.settings.value.kept_keys
    if not demo and not has_been_here:
        # Which page comes first is known at once: it is painted with the window.
        parts.window.show_welcome()
        parts.window.welcome.hold()
    paint = FirstPaint(parts.window)
    parts.window.show()
    paint.wait()
    _show_icon(parts.application)
    return paint


def _show_icon(application: QApplication) -> None:
    """Behind the first paint, for its sizes take milliseconds to draw."""
    from promptrun_desktop.ui.window_icon import window_icon

    # macOS shows the one of the bundle, which has the margins its dock wants.
    if sys.platform != "darwin":
        application.setWindowIcon(window_icon())


def run_window(
    options: Options, on_window: Callable[[MainWindow], object] = lambda window: None
) -> int:
    """`on_window` is told of the window before it is shown."""
    with ExitStack() as stack:
        profile = _profile(options, stack)
        try:
            if not _is_first(profile, stack, options.file):
                return 0
        except TimeoutError:
            preflight.tell(STUCK)
            return 1
        parts = make_parts(profile)
        on_window(parts.window)
        Ending(parts.window)
        show(parts, demo=options.demo)
        opening = Opening(parts.window)
        _answer_others(parts, opening)
        if options.file is not None:
            opening.open(options.file)

        async def main() -> None:
            from promptrun_desktop.settings.secrets import KeyStore

            if not parts.window.isVisible():
                # Closed again before there was anything to close.
                return
            desktop = make_desktop(parts, KeyStore(options.keyring_service), opening)
            if options.reopened is not None:
                await _tell_shown(desktop, options, options.reopened)
            else:
                await desktop.run(options.endpoint, demo=options.demo)

        run_loop(parts.application, main)
    return 0


def make_desktop(parts: Parts, keys: "KeyStore", opening: Opening | None = None) -> "Desktop":
    # Imported once the window is painted: what it needs is a third of all that is imported.
    from promptrun_desktop.app.desktop import Desktop

    Collector(parts.window)
    sys.setswitchinterval(SWITCH)
    return Desktop(
        parts.look, parts.settings, parts.window, parts.profile, keys, crash.report, opening
    )


async def _tell_shown(desktop: "Desktop", options: Options, answer: Path) -> None:
    import asyncio

    from promptrun_desktop.app.reopening import tell_shown

    running = asyncio.ensure_future(desktop.run(options.endpoint))
    await tell_shown(desktop.window, answer)
    await running


def _is_first(profile: Profile, stack: ExitStack, file: Path | None) -> bool:
    """Whether this process has the profile now; else the one that has it was told to come to the
    front, and to open `file`. Raises TimeoutError where that one says nothing."""
    lock = ProfileLock(profile.lock)
    stack.callback(lock.release)
    if lock.take():
        return True
    # What a socket needs is not imported before the window is painted.
    from promptrun_desktop.app.request import Request
    from promptrun_desktop.app.single_instance import claim, token

    return claim(profile.root, lock.take, Request(str(file or ""), token()))


def _answer_others(parts: Parts, opening: Opening) -> None:
    """From now on whoever starts the app once more, or opens a file with it, finds this window."""
    from promptrun_desktop.app.raising import bring_to_front
    from promptrun_desktop.app.request import Request
    from promptrun_desktop.app.single_instance import Listener

    window = parts.window

    def answer(request: Request) -> None:
        bring_to_front(window, request.token)
        if request.path:
            opening.open(request.path)

    if isinstance(parts.application, Application):
        parts.application.listen(lambda path: answer(Request(path)))
    listener = Listener(parts.profile.root, window)
    listener.asked.connect(answer)
    # A window that is closed cannot come to the front: who comes then waits, and is the first.
    window.closing.connect(listener.close)
    listener.listen()


def _profile(options: Options, stack: ExitStack) -> Profile:
    if options.profile is not None:
        return Profile.at(options.profile)
    if options.demo:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="promptrun-demo-", ignore_cleanup_errors=True)
        )
        return Profile.at(Path(folder))
    return Profile.default()


def _make_application() -> QApplication:
    application = Application([sys.argv[0]])
    application.setApplicationName("Promptrun Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APP_ID)
    # The app ends when what it holds is stored, not when the window is gone.
    application.setQuitOnLastWindowClosed(False)
    return application


def run_loop(application: QApplication, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `main` with Qt and asyncio on one loop."""
    # Not needed to paint the window, so imported behind it.
    import asyncio

    from qasync import QEventLoop

    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        return runner.run(main())
