"""What the one button of each sentence does, and which sentences the notice bar shows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.services.connecting import Connecting
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
        self._folder = Path()
        self._deeds: dict[str, Callable[[str], object]] = {
            "connect": lambda _: self.connect_requested.emit(),
            "new_chat": lambda _: self.new_chat_requested.emit(),
            "export": lambda _: self.export_requested.emit(),
            "choose_model": lambda _: page.picker.open_popup(),
            "retry": binder.retry,
            "continue": lambda _: binder.go_on(),
            "save_again": lambda _: binder.save_again(),
            "keep_key": lambda _: connecting.keep_again(),
            "get_key": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "account": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "website": lambda _: opener.open_trusted(ACCOUNT_PAGE),
            "show_folder": lambda _: opener.open_folder(self._folder),
            "undo": lambda _: self._undo(),
        }
        page.notice.acted.connect(self._act_on_notice)
        page.transcript.action_requested.connect(self._act)

    def tell(self, error: AppError) -> None:
        self._page.notice.show_notice(self._wording.notice(error))

    def tell_of_reply(self, error: AppError, *, shown: bool) -> None:
        """The strip under the reply says what failed; troubles of the store, which concern every
        chat, and the wait of the chat that is shown are said here."""
        if isinstance(error, StoreError) or (shown and error.retry_after):
            self.tell(error)

    def tell_saved(self, path: Path) -> None:
        self._folder = path.parent
        self._page.notice.show_notice(self._wording.saved(path))

    def tell_kept(self, sentence: str, *, kept: bool) -> None:
        button, action = ("", "") if kept else (self.tr("Try again"), "keep_key")
        tone, icon = ("ok", "check-circle") if kept else ("warn", "key")
        self._page.notice.show_notice(Notice(sentence, button, action, tone=tone, icon=icon))

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        self._undo = undo
        self._page.notice.show_notice(
            Notice(text, self.tr("Undo"), "undo", tone="dim", icon="trash")
        )

    def _act_on_notice(self, action: str) -> None:
        self._page.notice.hide_notice()
        self._act(action, "")

    def _act(self, action: str, message_id: str) -> None:
        self._deeds[action](message_id)


def _nothing() -> None:
    """There is nothing to undo yet."""
