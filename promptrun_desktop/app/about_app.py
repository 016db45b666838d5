"""What concerns the app itself: what it is and holds, and whether there is a newer one."""

import sqlite3
from collections.abc import Callable

from promptrun_desktop import __version__
from promptrun_desktop.domain.update import UpdateSource
from promptrun_desktop.release import release
from promptrun_desktop.services.components import Components
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.ui.about.binder import AboutBinder
from promptrun_desktop.ui.about.facts import Facts
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.opener import LinkOpener
from promptrun_desktop.ui.preferences_binder import PreferencesBinder


class AboutApp:
    """A build that names no address or no key for updates has nothing of them: no switch, no
    request, no module."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        settings: SettingsFile,
        profile: Profile,
        opener: LinkOpener,
        preferences: PreferencesBinder,
        tasks: Tasks,
        on_error: Callable[[str, BaseException], object],
    ) -> None:
        built = release()
        facts = Facts(built.kind, sqlite3.sqlite_version, profile.root)
        self.about = AboutBinder(window, look, Components(tasks), facts, opener)
        preferences.about_requested.connect(self.about.open)
        self._show_on: Callable[[ChatPage], None] = lambda page: None
        self._start: Callable[[], None] = lambda: None
        source = UpdateSource.parse(built.update_address, built.update_key)
        if source is None:
            return
        from promptrun_desktop.services.updates import Client, Updates
        from promptrun_desktop.ui.updates_binder import UpdatesBinder

        def make_client() -> Client:
            # Imported in a worker, with the first question.
            from promptrun_desktop.api.updates import UpdateClient

            return UpdateClient(source, proxy=settings.value.proxy)

        updates = Updates(__version__, built.update_key, make_client, settings, tasks, on_error)
        binder = UpdatesBinder(updates, source.host, look, settings, opener, window)
        preferences.opening.connect(binder.add_switch)
        self._show_on, self._start = binder.show_on, updates.start

    def show_on(self, page: ChatPage) -> None:
        """The page of the person's own chats, which tells of a newer version."""
        self._show_on(page)

    def start(self) -> None:
        """Once the window is up."""
        self._start()
