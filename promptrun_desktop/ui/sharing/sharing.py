"""What a profile's page does with chats that go out and come in, and what it says of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.chat import Added
from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.transfer import Saved, Transfer
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.portable import portable
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.opener import LinkOpener
from promptrun_desktop.ui.remedies import Remedies
from promptrun_desktop.ui.sharing import places
from promptrun_desktop.ui.sharing.bringing import Bringing
from promptrun_desktop.ui.sharing.closing import Closing
from promptrun_desktop.ui.sharing.notices import (
    INSTEAD,
    OPEN,
    SEE,
    SHOW,
    SharingNotices,
    shown_by,
)
from promptrun_desktop.ui.sharing.printing import DocumentPrinting
from promptrun_desktop.ui.sharing.progressing import Progressing
from promptrun_desktop.ui.sharing.saving import Saving
from promptrun_desktop.ui.sharing.scope import Kind, Scope
from promptrun_desktop.ui.sharing.scopes import Scopes
from promptrun_desktop.ui.sidebar import Sidebar
from promptrun_desktop.ui.wording import Wording


class Sharing(QObject):
    """`accepted`: chats come in now; `see_wanted` carries the one to be shown of those
    that came; `freed`: what was under way has ended."""

    accepted = Signal()
    freed = Signal()
    see_wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        library: Library,
        transfer: Transfer,
        settings: SettingsFile,
        page: ChatPage,
        sidebar: Sidebar,
        remedies: Remedies,
        wording: Wording,
        opener: LinkOpener,
    ) -> None:
        super().__init__(page)
        self._transfer = transfer
        self._settings = settings
        self._scopes = Scopes(library, page.transcript, sidebar)
        self._remedies = remedies
        self._opener = opener
        self._page = page
        self._notices = SharingNotices()
        self._saving = Saving(look, transfer, settings, page)
        self._bringing = Bringing(look, transfer, settings, wording, page)
        self._printing = DocumentPrinting(transfer, page)
        # What a place was chosen for last: another may be wanted.
        self._ask_again: Callable[[], object] = self.save
        self._closing = Closing(transfer, page)
        self._progressing = Progressing(page.progress, transfer, self._printing.printing)
        self._listen()
        page.header.export_requested.connect(self.save)
        sidebar.wishes.exported.connect(self.save)
        sidebar.wishes.all_exported.connect(self.save_all)
        sidebar.wishes.printed.connect(self.print)
        # Those that came are in the list, not in the archive or the bin.
        self.see_wanted.connect(sidebar.show_chats)

    def save(self, ids: Sequence[str] = ()) -> None:
        """These chats, or the one that is shown, as a document."""
        self._ask_again = self._saving.ask_again
        if scopes := self._scopes.of(ids):
            self._saving.ask(scopes, scopes[0], self._scopes.sample())

    def save_all(self) -> None:
        self._ask_again = self._saving.ask_again
        scope = Scope(Kind.ALL)
        self._saving.ask([scope], scope, self._scopes.sample())

    def print(self, ids: Sequence[str] = ()) -> None:
        scopes = [each for each in self._scopes.of(ids) if not each.is_many]
        if scopes:
            self._saving.ask_to_print(scopes, scopes[0])

    def back_up(self) -> None:
        self._ask_again = self.back_up
        name = self.tr("Promptrun back-up {day}").replace("{day}", date.today().isoformat())
        folder = self._settings.value.document_folder or places.home()
        title = self.tr("Back up my chats")
        words = self.tr("Back-up of Promptrun Desktop")
        chooser = places.file_dialog(
            self._page.window(), title, folder, name, words, places.BACK_UP_SUFFIX
        )
        chooser.fileSelected.connect(self._back_up)
        chooser.open()

    def bring(self, window: QWidget, path: Path | None = None) -> None:
        """Chats of another app, or of a back-up; over whatever page the window shows."""
        self._bringing.ask(window, path)

    def open(self, window: QWidget, path: Path) -> None:
        """A back-up that was opened with the app, to be looked at as with `bring`."""
        self._bringing.open(window, path)

    @property
    def is_busy(self) -> bool:
        """Whether there is long work, of which there is one at a time."""
        return self._transfer.running is not None

    @property
    def awaits_file(self) -> bool:
        """Whether a person is being asked for a file with chats."""
        return self._bringing.awaits_file

    def holds(self, close: Callable[[], object]) -> bool:
        """Whether the window must not close yet; it is asked, and `close` called when it may."""
        return self._closing.asks(close)

    def _listen(self) -> None:
        transfer = self._transfer
        for undo in (
            transfer.saved.connect(self._on_saved),
            transfer.brought.connect(self._on_brought),
            transfer.failed.connect(self._on_failed),
            transfer.ended.connect(lambda _work: self.freed.emit()),
        ):
            self._page.destroyed.connect(undo)
        self._remedies.export_requested.connect(self._choose_again)
        self._saving.refused.connect(self._refuse)
        self._saving.print_wanted.connect(self._printing.start)
        self._bringing.refused.connect(self._refuse)
        self._bringing.accepted.connect(self.accepted)
        printing = self._printing.printing
        printing.printed.connect(lambda: self._say(self._notices.printed()))
        printing.failed.connect(self._on_unprinted)

    def _back_up(self, chosen: str) -> None:
        self._settings.change(document_folder=str(Path(chosen).parent))
        if not self._transfer.back_up(Path(chosen), portable(self._settings.value)):
            self._refuse()

    def _on_saved(self, saved: Saved) -> None:
        opened, folder = shown_by(saved)
        self._remedies.show(
            self._notices.saved(saved),
            {
                OPEN: lambda: self._opener.open_document(opened),
                SHOW: lambda: self._opener.open_folder(folder),
            },
        )

    def _on_brought(self, added: Added) -> None:
        if self._progressing.was_cancelled:
            notice = self._notices.stopped(added.conversations)
        else:
            notice = self._notices.brought(added, self._bringing.expected)
        newest = self._transfer.newest_brought
        if not newest:
            notice = replace(notice, button="", action="")
        self._remedies.show(notice, {SEE: lambda: self.see_wanted.emit(newest)})

    def _on_failed(self, error: AppError) -> None:
        if not self._bringing.fail(error):
            self._remedies.tell(error)

    def _on_unprinted(self, sentence: str) -> None:
        self._remedies.show(self._notices.unprinted(sentence), {INSTEAD: self.save})

    def _choose_again(self) -> None:
        self._ask_again()

    def _refuse(self) -> None:
        self._say(self._notices.refused())

    def _say(self, notice: Notice) -> None:
        self._remedies.show(notice, {})
