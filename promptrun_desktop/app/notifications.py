"""Tells of an answer that is ready while the window is not in front."""

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.file import SettingsFile


class Notifier(Protocol):
    async def show(self, key: str, title: str, text: str, act: str) -> bool: ...


Make = Callable[[Callable[[str, str], object]], Notifier | None]


class Notifications(QObject):
    """`chosen` carries the id of the chat a person clicked on, and the desktop's leave to come to
    the front."""

    chosen = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        settings: SettingsFile,
        library: Library,
        tasks: Tasks,
        make: Make | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._library = library
        self._tasks = tasks
        self._make = make or self._make_notifier
        self._notifier: Notifier | None = None
        self.destroyed.connect(library.replied.connect(self._on_replied))

    def _on_replied(self, session: ConversationSession) -> None:
        reply = session.messages[-1] if session.messages else None
        if self._window.isActiveWindow() or not self._settings.value.notify or reply is None:
            return
        # Who stopped it knows that.
        if reply.state not in (State.WRITING, State.STOPPED):
            QApplication.alert(self._window)
            self._tasks.start(self._tell(session, reply), name="notify")

    async def _tell(self, session: ConversationSession, reply: Message) -> None:
        # Imported with the first that is shown, as all that it needs.
        from promptrun_desktop.text.first_line import first_line, one_line

        self._notifier = self._notifier or self._make(self.chosen.emit)
        if self._notifier is None:
            return
        conversation = session.conversation
        # A desktop may remember what it showed: of what is not kept it is told nothing.
        secret = self._library.is_temporary(conversation.id)
        if reply.state is State.COMPLETE:
            text = ("" if secret else first_line(reply.text)) or self.tr("The answer is ready.")
        elif reply.text:
            text = self.tr("The answer is not complete.")
        else:
            text = self.tr("No answer came.")
        title = self.tr("Temporary chat") if secret else one_line(conversation.title)
        title = title or self.tr("New chat")
        await self._notifier.show(conversation.id, title, text, self.tr("Open this chat"))

    def _make_notifier(self, chosen: Callable[[str, str], object]) -> Notifier | None:
        if not sys.platform.startswith("linux"):
            from promptrun_desktop.app.tray_notifier import TrayNotifier

            return TrayNotifier(self._window, chosen)
        try:
            from promptrun_desktop.app.bus_notifier import BusNotifier
        except ImportError:
            # The mark in the desktop's bar has to do.
            return None
        return BusNotifier(self._tasks, chosen)
