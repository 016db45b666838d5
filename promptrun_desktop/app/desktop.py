"""The running app: which profile is shown, what connecting changes, and closing in order."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from promptrun_desktop import __version__
from promptrun_desktop.app.about_app import AboutApp
from promptrun_desktop.app.account import Account
from promptrun_desktop.app.chat_doors import ChatDoors
from promptrun_desktop.app.compose import open_workspace
from promptrun_desktop.app.mending import Mending
from promptrun_desktop.app.notifications import Notifications
from promptrun_desktop.app.opening import Opening
from promptrun_desktop.app.raising import bring_to_front
from promptrun_desktop.domain.copies import Mended
from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import AppError, ErrorKind, StoreError
from promptrun_desktop.services.connection import KeyStore
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.paths import Profile, remove_look_around
from promptrun_desktop.ui.help.binder import HelpBinder
from promptrun_desktop.ui.keeping_binder import KeepingBinder
from promptrun_desktop.ui.keeping_words import KeepingWords
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.opener import LinkOpener
from promptrun_desktop.ui.preferences_binder import PreferencesBinder
from promptrun_desktop.ui.shell import Shell
from promptrun_desktop.ui.welcome_binder import WelcomeBinder
from promptrun_desktop.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Opened:
    """A profile on screen; `state` is what it used last, `stop` ends what it alone needs."""

    workspace: Workspace
    shell: Shell
    state: SettingsFile
    stop: Callable[[], object]


class Desktop:
    """The person's own profile is open all the time; that of looking around while it is shown."""

    def __init__(
        self,
        look: Look,
        settings: SettingsFile,
        window: MainWindow,
        profile: Profile,
        keys: KeyStore,
        on_error: Callable[[str, BaseException], object],
        opening: Opening | None = None,
    ) -> None:
        self.window = window
        self._look = look
        self._settings = settings
        self._profile = profile
        self._keys = keys
        self._on_error = on_error
        self._opening = opening or Opening(window)
        self._tasks = Tasks(on_error)
        self._opener = LinkOpener(window)
        self._sample: Opened | None = None
        self._changing = asyncio.Lock()
        self._closed = asyncio.Event()
        self._mended: Mended | None = None

    async def run(self, endpoint: Endpoint | None, *, demo: bool = False) -> None:
        """Until the window is closed and everything is stored."""
        self.window.closing.connect(self._closed.set)
        if self.window.is_closed:
            # By the session's end, while this was imported.
            self._closed.set()
        self._for_this_run = endpoint
        own = await self._open_patiently()
        if own is None:
            await asyncio.to_thread(self._settings.close)
            return
        self._own = own
        try:
            self._listen()
            if demo:
                await self._look_around()
                # Where chats of a file come in that is opened now.
                await self._load(self._own)
            else:
                await self._show_first_page(is_shown=self.window.welcome.isVisible())
            self._keep()
            self._app.start()
            await self._closed.wait()
        finally:
            await self._tasks.close()
            await self._close_sample()
            await self._own.workspace.close()
            await asyncio.to_thread(self._settings.close)

    async def _open_patiently(self, again: Workspace | None = None) -> Opened | None:
        """Say why the profile cannot be opened until it can; None if the window is closed.

        `again`: it was open, and the person wants its damaged file mended.
        """
        mending = Mending(self.window, self._profile, self._closed, self._opener.open_folder)
        trouble = StoreError(ErrorKind.STORE_DAMAGED) if again is not None else None
        while not self._closed.is_set():
            try:
                if trouble is not None:
                    at_once = again is not None and not mending.tried
                    await mending.offer(trouble, at_once=at_once)
                    if self._closed.is_set():
                        break
                opened = await self._open_own(again)
            except StoreError as error:
                trouble = error
            else:
                mending.done()
                self._mended = mending.outcome
                return opened
        return None

    async def _open_own(self, again: Workspace | None) -> Opened:
        value, endpoint = self._settings.value, self._for_this_run
        used = endpoint or (Endpoint.parse(value.base_url) if value.base_url else PROMPTRUN)
        workspace = await open_workspace(
            self._profile,
            used,
            self._keys,
            lambda: self._settings.value.proxy,
            self._on_error,
            kept=used.origin in value.kept_keys,
            again=again,
            settings=self._settings,
        )
        if again is None:
            self._wording = Wording("Promptrun" if used == PROMPTRUN else used.host)
            self._wording.portable = self._profile.portable
        shell = self._make_shell(workspace, self._settings)
        return Opened(workspace, shell, self._settings, lambda: None)

    def _listen(self) -> None:
        workspace, window = self._own.workspace, self.window
        connecting, connection = workspace.connecting, workspace.connection
        welcome = WelcomeBinder(window.welcome, connecting, connection, self._wording, self._opener)
        account = Account(
            lambda: self._own.workspace, self._settings, self._wording, self._for_this_run
        )
        welcome.connected.connect(account.on_connected)
        window.welcome.look_around_requested.connect(lambda: self._start(self._look_around()))
        window.welcome.start_requested.connect(lambda: self._start(self._start_chatting()))
        window.welcome.back_requested.connect(window.show_last_shell)
        self._preferences = PreferencesBinder(
            window, self._look, self._settings, connection, connecting, self._wording
        )
        self._preferences.replace_key_requested.connect(window.show_welcome)
        self._preferences.remove_look_around_requested.connect(
            lambda: self._start(self._remove_look_around())
        )
        self._preferences.restore_requested.connect(self._choose_copy)
        self._help = HelpBinder(window, self._look, self._settings, self._opener)
        window.help_requested.connect(self._help.open)
        window.welcome.help_requested.connect(self._help.open)
        self._app = AboutApp(
            *(window, self._look, self._settings, self._profile),
            *(self._opener, self._preferences, self._tasks, self._on_error),
        )
        self._help.offer_about(self._app.about.open)
        self._doors = ChatDoors(window, self._preferences, lambda: self._own.shell)
        window.preferences_requested.connect(lambda: self._start(self._open_preferences()))
        self._tell_of_answers()
        self._settings.changed.connect(lambda value: self._look.set(value.theme, value.text_size))
        self._settings.failed.connect(self._tell)
        window.welcome.release()

    def _tell_of_answers(self) -> None:
        library = self._own.workspace.library
        self._notifications = Notifications(self.window, self._settings, library, self._tasks)
        self._notifications.chosen.connect(self._come_to_front)

    def _come_to_front(self, conversation_id: str, token: str) -> None:
        """With a chat of the person's own, which a notification told of."""
        self.window.show_shell(self._own.shell)
        self._own.shell.open_conversation(conversation_id)
        bring_to_front(self.window, token)

    def _make_shell(self, workspace: Workspace, state: SettingsFile) -> Shell:
        shell = Shell(self._look, workspace, self._settings, state, self._wording, self._opener)
        shell.connect_requested.connect(self.window.show_welcome)
        shell.preferences_requested.connect(self.window.preferences_requested)
        shell.bring_requested.connect(self._bring)
        shell.sidebar.help_requested.connect(lambda: self.window.help_requested.emit(""))
        shell.sharing.accepted.connect(lambda: self.window.show_shell(shell))
        return shell

    def _bring(self) -> None:
        self._doors.bring()

    async def _show_first_page(self, *, is_shown: bool = False) -> None:
        """A person who has chats or a key goes on; another is asked to connect or look around.

        `is_shown`: the first screen is there since the first paint, perhaps with a key in its box.
        """
        begun = await self._load(self._own)
        if begun or self._own.workspace.connection.has_key:
            self.window.show_shell(self._own.shell)
        elif not is_shown:
            self.window.show_welcome()

    def _keep(self) -> None:
        """Say what came back, and begin to look after the chats."""
        keeping, shell = self._own.workspace.keeping, self._own.shell
        self._app.show_on(shell.page)
        if self._mended is not None:
            shell.page.notice.show_notice(KeepingWords().mended(self._mended))
            self._mended = None
        shell.mend_requested.connect(lambda: self._start(self._mend()))
        if keeping is not None:
            notice = shell.page.notice
            self._keeping = KeepingBinder(keeping, shell, shell.tell, notice.show_notice)
            self._keeping.restored.connect(lambda: self._start(self._list_again()))
            shell.copies_requested.connect(self._choose_copy)
            keeping.start()
        self._help.tell_of_news(__version__)
        self._opening.serve(shell.sharing)

    async def _mend(self) -> None:
        """Close the profile, bring back what its damaged file holds, and open it again."""
        async with self._changing:
            old = self._own
            self._opening.pause()
            self._preferences.close()
            old.shell.setEnabled(False)
            await old.workspace.close()
            opened = await self._open_patiently(old.workspace)
            if opened is not None:
                # First: whoever closes the window now must close this one.
                self._own = opened
                await self._take_over(old.workspace, opened)
                self._notifications.deleteLater()
                self._tell_of_answers()
                self.window.drop_shell(old.shell)
                await self._show_first_page()
                self._keep()

    async def _take_over(self, old: Workspace, opened: Opened) -> None:
        """What the damaged file refused is in memory alone, with what was typed."""
        new = opened.workspace
        new.drafts.take_over(old.drafts)
        work = new.library.take_over(old.library)
        await asyncio.shield(new.tasks.start(work, name="take over", vital=True))

    async def _list_again(self) -> None:
        try:
            await self._own.workspace.library.list_again()
        except StoreError as error:
            self._tell(error)

    def _choose_copy(self) -> None:
        if self._own.workspace.keeping is not None:
            self.window.show_shell(self._own.shell)
            self._keeping.choose_copy()

    async def _load(self, opened: Opened) -> bool:
        """Fill the page from disk; True if there is a conversation."""
        workspace = opened.workspace
        try:
            await workspace.catalogue.load()
            await workspace.drafts.load()
            await workspace.library.load()
            last = opened.state.value.conversation
            is_there = await workspace.library.holds(last)
        except StoreError as error:
            opened.shell.new_chat()
            opened.shell.tell(error)
            return True
        if is_there:
            opened.shell.open_conversation(last)
        else:
            opened.shell.new_chat()
        if workspace.read_only:
            opened.shell.tell(StoreError(ErrorKind.STORE_NEWER))
        return not workspace.library.shelves.is_empty

    async def _look_around(self) -> None:
        async with self._changing:
            if self._sample is None:
                try:
                    self._sample = await self._open_sample()
                except AppError as error:
                    self.window.welcome.show_problem(self._wording.sentence(error.kind))
                    return
                await self._load(self._sample)
            self.window.show_shell(self._sample.shell)

    async def _open_sample(self) -> Opened:
        """Sample answers, in a marked profile of their own that is kept until it is removed."""
        from promptrun_desktop.demo.endpoint import DemoEndpoint

        sample = DemoEndpoint()
        await asyncio.to_thread(sample.start)
        profile = self._profile.look_around
        try:
            workspace = await open_workspace(
                profile,
                Endpoint.parse(sample.base_url),
                self._keys,
                lambda: "none",
                self._on_error,
                sample_key=sample.key,
            )
        except BaseException:
            await asyncio.to_thread(sample.stop)
            raise
        state = await asyncio.to_thread(SettingsFile, profile.settings)
        shell = self._make_shell(workspace, state)
        return Opened(workspace, shell, state, sample.stop)

    async def _close_sample(self) -> None:
        opened, self._sample = self._sample, None
        if opened is not None:
            # Its replies end while there are widgets to tell, but nothing new is asked.
            opened.shell.setEnabled(False)
            await opened.workspace.close()
            self.window.drop_shell(opened.shell)
            await asyncio.to_thread(opened.stop)
            await asyncio.to_thread(opened.state.close)

    async def _start_chatting(self) -> None:
        async with self._changing:
            came_back = self.window.shell is self._own.shell
            if self._own.workspace.library.current is None:
                await self._load(self._own)
            self.window.show_shell(self._own.shell)
            if not came_back:
                self._own.shell.new_chat()
            # Else the key was replaced: the chat that needed it is still there.
            await self._close_sample()

    async def _open_preferences(self) -> None:
        folder = self._profile.look_around.root
        self._preferences.open(has_look_around=await asyncio.to_thread(folder.is_dir))

    async def _remove_look_around(self) -> None:
        async with self._changing:
            shown = self._sample is not None
            await self._close_sample()
            try:
                await asyncio.to_thread(remove_look_around, self._profile)
            except AppError as error:
                self._tell(error)
            self._preferences.look_around_removed()
            if shown:
                await self._show_first_page()

    def _tell(self, error: AppError) -> None:
        shell = self.window.shell
        if shell is not None:
            shell.tell(error)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, name="window")
