"""Where all chats go out and come in, whatever page is shown: it is always the person's own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.preferences_binder import PreferencesBinder
from promptrun_desktop.ui.shell import Shell


class ChatDoors(QObject):
    """`own` is the page of the person's own chats, as it is now."""

    def __init__(
        self, window: MainWindow, preferences: PreferencesBinder, own: Callable[[], Shell]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._own = own
        preferences.back_up_requested.connect(self._back_up)
        preferences.save_all_requested.connect(self._save_all)
        preferences.bring_requested.connect(self.bring)
        window.welcome.bring_requested.connect(self.bring)
        window.dropped.connect(self.bring)

    def bring(self, path: Path | None = None) -> None:
        """Over the page that is shown: a person may look into a file first of all."""
        if not self._window.is_closed:
            self._own().sharing.bring(self._window, path)

    def _back_up(self) -> None:
        self._show().sharing.back_up()

    def _save_all(self) -> None:
        self._show().sharing.save_all()

    def _show(self) -> Shell:
        """What comes of it is told there."""
        self._window.show_shell(self._own())
        return self._own()
