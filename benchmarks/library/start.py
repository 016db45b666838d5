"""The app with a library, until its list of chats is painted; prints how old the process was.

In ms: when the window was painted, and when the list was, with chats in it.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from promptrun_desktop.app import preflight
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.first_paint import FirstPaint, age_ms
from promptrun_desktop.app.start import run_window
from promptrun_desktop.ui.main_window import MainWindow


class ListPaint(QObject):
    """Calls back with the age of the process once the list has painted chats."""

    def __init__(self, chats: QAbstractItemView, told: Callable[[float], None]) -> None:
        super().__init__(chats)
        self._chats = chats
        self._told = told
        chats.viewport().installEventFilter(self)
        # It may have painted before anybody watched.
        chats.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._chats.model().rowCount():
            watched.removeEventFilter(self)
            self._told(age_ms())
        return False


def main(profile: str) -> None:
    def watch(window: MainWindow) -> None:
        paint, timer = FirstPaint(window), QTimer(window)

        def look() -> None:
            if window.shell is not None:
                timer.stop()
                chats = window.shell.sidebar.findChild(QAbstractItemView, "chats")
                assert chats is not None
                ListPaint(chats, listed)

        def listed(ms: float) -> None:
            print(paint.milliseconds, ms, flush=True)
            QTimer.singleShot(0, window.close)

        timer.timeout.connect(look)
        timer.start(1)

    assert preflight.check() is None
    run_window(parse(["--profile", profile]), watch)


if __name__ == "__main__":
    main(sys.argv[1])
