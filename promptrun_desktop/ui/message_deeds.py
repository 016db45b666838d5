"""What a person does with one message: another version of it, compare, edit, branch, delete."""

from PySide6.QtCore import QObject

from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.services.library import Library
from promptrun_desktop.ui.chat_binder import ChatBinder
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.compare.comparing import Comparing
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.remedies import Remedies


class MessageDeeds(QObject):
    def __init__(
        self,
        look: Look,
        library: Library,
        binder: ChatBinder,
        page: ChatPage,
        remedies: Remedies,
    ) -> None:
        super().__init__(page)
        self._comparing = Comparing(look, page)
        self._library = library
        self._binder = binder
        self._remedies = remedies
        self._page = page
        view = page.transcript
        view.version_requested.connect(self._show_version)
        view.edit_requested.connect(self._edit)
        view.branch_requested.connect(self._branch)
        view.compare_requested.connect(self._compare)
        view.delete_requested.connect(self._delete)
        binder.editing.put_aside.connect(self._offer_to_go_on)

    def _show_version(self, message_id: str, step: int) -> None:
        session = self._binder.session
        other = session.neighbour(message_id, step) if session is not None else None
        if session is not None and other is not None:
            session.show_version(other)

    def _compare(self, message_id: str) -> None:
        if self._binder.session is not None:
            self._comparing.ask(self._binder.session, message_id)

    def _edit(self, message_id: str) -> None:
        if self._binder.session is not None:
            self._binder.editing.begin(self._binder.session, message_id)

    def _offer_to_go_on(self, message_id: str, text: str) -> None:
        session, editing = self._binder.session, self._binder.editing
        if session is not None:
            self._remedies.offer_undo(
                self.tr("Your changes were not sent."),
                lambda: editing.begin(session, message_id, Draft(text, len(text))),
                "pencil",
            )

    def _branch(self, message_id: str) -> None:
        session = self._binder.session
        if session is None:
            return
        if self._library.is_temporary(session.conversation.id):
            refused = self.tr("A temporary chat has no branches, for they would be kept.")
            self._page.notice.show_notice(Notice(refused, tone="dim", icon="info"))
        else:
            title = session.conversation.title or self.tr("Chat")
            branch = self.tr("{title} (branch)").replace("{title}", title)
            self._library.branch(session, message_id, branch)

    def _delete(self, message_id: str) -> None:
        session = self._binder.session
        if session is None:
            return
        several = session.version_of(message_id)[1] > 1
        followed = session.shown[-1].id != message_id
        if not session.delete(message_id):
            return
        if not several:
            text = self.tr("Message deleted.")
        elif followed:
            text = self.tr("Version deleted, with what followed it.")
        else:
            text = self.tr("Version deleted.")
        self._remedies.offer_undo(text, lambda: session.restore(message_id))
