"""What the one button of each sentence does, and which sentences the notice bar shows."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Connected
from promptrun_desktop.ui.chat_binder import ChatBinder
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.opener import LinkOpener
from promptrun_desktop.ui.wording import Wording

ACCOUNT_PAGE = "https://app.promptrun.ai"


class Remedies(QObject):
    """One table from action to deed. A failed reply says so itself, under its question."""

    connect_requested = Signal()
    new_chat_requested = Signal()
    export_requested = Signal()
    bring_requested = Signal()
    mend_requested = Signal()
    copies_requested = Signal()

    def __init__(
        self,
        page: ChatPage,
        binder: ChatBinder,
        connecting: Connecting,
        wording: Wording,
        opener: LinkOpener,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._wording = wording
        self._undo: Callable[[], object] = _nothing
        self._offered: Mapping[str, Callable[[], object]] = {}
        self._waiting: Message | None = None
        self._deeds: dict[str, Callable[[str], object]] = {
            "connect": lambda _: self.connect_requested.emit(),
            "new_chat": lambda _: self.new_chat_requested.emit(),
            "export": lambda _: self.export_requested.emit(),
            "bring": lambda _: self.bring_requested.emit(),
            "choose_model": lambda _: page.picker.open_popup(),
            "retry": binder.retry,
            "continue": binder.go_on,
            "save_again": lambda _: binder.save_again(),
            "keep_key": lambda _: connecting.keep_again(),
            "get_key": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "account": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "website": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "mend": lambda _: self.mend_requested.emit(),
            "restore_copy": lambda _: self.copies_requested.emit(),
            "undo": lambda _: self._undo(),
        }
        page.notice.acted.connect(self._act_on_notice)
        page.notice.gone.connect(self._stop_waiting)
        page.transcript.action_requested.connect(self._act)
        binder.asking.connect(self._hide_wait)
        self.destroyed.connect(connecting.kept.connect(self._tell_kept))

    def tell(self, error: AppError) -> None:
        self._page.notice.show_notice(self._wording.notice(error))

    def tell_of_reply(self, error: AppError, reply: Message | None) -> None:
        """The strip under a reply says what failed; troubles of the store, which concern every
        chat, are said here, and the wait before `reply`, which is shown, may be asked for again."""
        if isinstance(error, StoreError):
            self.tell(error)
        elif reply is not None and error.retry_after:
            self._page.notice.show_notice(self._wording.wait(error.retry_after, error.detail))
            self._waiting, self._wording.waiting = reply, reply.id
            self._page.transcript.change(reply)

    def show(self, notice: Notice, deeds: Mapping[str, Callable[[], object]]) -> None:
        """What another part of the window has to say, and what its buttons do."""
        self._offered = deeds
        self._page.notice.show_notice(notice)

    def offer_undo(self, text: str, undo: Callable[[], object], icon: str = "trash") -> None:
        """`icon` is that of the deed, as in `Look`."""
        self._undo = undo
        self._page.notice.show_notice(Notice(text, self.tr("Undo"), "undo", tone="dim", icon=icon))

    def withdraw_undo(self, undo: Callable[[], object]) -> None:
        """It can do nothing any more; another notice stays."""
        notice = self._page.notice
        if self._undo is undo and notice.isVisible() and notice.action == "undo":
            notice.hide_notice()

    def _act_on_notice(self, action: str) -> None:
        about = self._waiting.id if self._waiting is not None else ""
        self._page.notice.hide_notice()
        self._act(action, about)

    def _hide_wait(self) -> None:
        """Another question is asked: who knows how long to wait is asked again, too."""
        if self._waiting is not None:
            self._page.notice.hide_notice()

    def _stop_waiting(self) -> None:
        """The strip offers again what the notice offered."""
        reply, self._waiting = self._waiting, None
        if reply is not None:
            self._wording.waiting = ""
            self._page.transcript.change(reply)

    def _tell_kept(self, result: Connected) -> None:
        if self._page.isVisible():
            self._page.notice.show_notice(self._wording.kept_notice(result))

    def _act(self, action: str, message_id: str) -> None:
        if action in self._offered:
            self._offered[action]()
        else:
            self._deeds[action](message_id)


def _nothing() -> None:
    """There is nothing to undo yet."""
