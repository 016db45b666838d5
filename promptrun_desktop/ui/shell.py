"""The page of an open profile: sidebar, conversation and panel, bound to their services."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.schema import Settings
from promptrun_desktop.ui.chat_binder import ChatBinder
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.filing_binder import FilingBinder
from promptrun_desktop.ui.keyring_binder import KeyringBinder
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.message_deeds import MessageDeeds
from promptrun_desktop.ui.model_binder import ModelBinder
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.opener import LinkOpener, unopened
from promptrun_desktop.ui.parameters_panel import ParametersPanel
from promptrun_desktop.ui.remedies import Remedies
from promptrun_desktop.ui.search.binder import SearchBinder
from promptrun_desktop.ui.sharing.sharing import Sharing
from promptrun_desktop.ui.side_panels import SidePanels
from promptrun_desktop.ui.sidebar import Sidebar
from promptrun_desktop.ui.sidebar_binder import SidebarBinder
from promptrun_desktop.ui.temporary_binder import TemporaryBinder
from promptrun_desktop.ui.wording import Wording


class Shell(QWidget):
    """Makes the parts and the objects that bind them; each of those is given what it uses.

    `settings` are the person's; `state` is what this profile used last (model, conversation).
    """

    connect_requested = Signal()
    preferences_requested = Signal()
    zoom_wanted = Signal(int)
    mend_requested = Signal()
    copies_requested = Signal()
    bring_requested = Signal()

    def __init__(
        self,
        look: Look,
        workspace: Workspace,
        settings: SettingsFile,
        state: SettingsFile,
        wording: Wording,
        opener: LinkOpener,
    ) -> None:
        super().__init__()
        self.page = ChatPage(look, wording, self)
        self.sidebar = Sidebar(look)
        self.panel = ParametersPanel(look)
        self.columns = SidePanels(look, self.sidebar, self.page, self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)

        self._settings = settings
        self._state = state
        self._opened_before = False
        self._library = workspace.library
        self._catalogue = workspace.catalogue
        self._binder = ChatBinder(
            workspace.library, workspace.drafts, workspace.places, self.page, self.panel
        )
        self._remedies = Remedies(self.page, self._binder, workspace.connecting, wording, opener)
        self._keyring = KeyringBinder(workspace.connection.asking, self.page, self._remedies)
        self._deeds = MessageDeeds(look, workspace.library, self._binder, self.page, self._remedies)
        self.sharing = Sharing(
            look,
            workspace.library,
            workspace.transfer,
            settings,
            self.page,
            self.sidebar,
            self._remedies,
            wording,
            opener,
        )
        self._models = ModelBinder(workspace.catalogue, state, self.page.picker, wording)
        self._name_models()
        self.destroyed.connect(workspace.catalogue.changed.connect(self._name_models))
        self._sidebar_binder = SidebarBinder(
            workspace.library, workspace.connection, self.sidebar, state, self._remedies, wording
        )
        self._filing_binder = FilingBinder(workspace.library, self.sidebar, self._remedies)
        self._temporary = TemporaryBinder(
            workspace.library,
            workspace.drafts,
            self.page,
            self.sidebar.temporary,
            self._remedies,
            self._default_model,
        )
        self._connect(workspace, opener)
        self._search_binder = SearchBinder(
            workspace.search,
            workspace.library,
            self.sidebar.search,
            self.page.transcript,
            wording,
        )
        self._follow_settings()

    @property
    def session(self) -> ConversationSession | None:
        """The conversation that is shown."""
        return self._binder.session

    def tell(self, error: AppError) -> None:
        self._remedies.tell(error)

    def offer(self, notice: Notice, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Show a notice; `deeds` are what its buttons do, by their actions."""
        self._remedies.show(notice, deeds)

    def new_chat(self) -> None:
        """An empty chat with the default model; the one that is empty already is kept."""
        current = self._library.current
        self.columns.close_overlay()
        is_temporary = current is not None and current is self._library.temporary
        if current is not None and not current.is_begun and not is_temporary:
            self.page.composer.focus()
            return
        self._library.new(self._default_model())

    def temporary_chat(self) -> None:
        self.columns.close_overlay()
        self._temporary.toggle()

    def open_conversation(self, conversation_id: str) -> None:
        self._library.open(conversation_id)

    def rename(self) -> None:
        if (session := self._library.current) is not None and session.is_begun:
            self.columns.show_left()
            self.sidebar.start_rename(session.conversation.id)

    def copy_reply(self) -> None:
        self.page.transcript.copy_last_reply()

    def search(self) -> None:
        """Put the caret where all chats are searched."""
        self.columns.show_left()
        self.sidebar.search.focus()

    def find_text(self) -> None:
        if self.session is not None and self.session.is_begun:
            self.page.transcript.open_find()

    def find_again(self, step: int) -> None:
        """To the next result or the one before, also while the bar is shut."""
        if self.page.transcript.find_bar.isVisible():
            self.page.transcript.find_again(step)
        else:
            self.find_text()

    def escape(self) -> None:
        """Close the topmost open thing; with nothing open, stop the reply."""
        if self.page.picker.is_open():
            self.page.picker.close_popup()
        elif not self.columns.close_overlay():
            if self.page.transcript.find_bar.isVisible():
                self.page.transcript.find_bar.close_bar()
            elif self._binder.editing.is_active:
                self._binder.editing.cancel()
            elif self.page.notice.isVisible():
                self.page.notice.hide_notice()
            else:
                self._binder.stop()

    def _connect(self, workspace: Workspace, opener: LinkOpener) -> None:
        library, tell = workspace.library, self._remedies.tell
        for signal in (library.failed, workspace.drafts.failed):
            self.destroyed.connect(signal.connect(tell))
        self.destroyed.connect(library.opened.connect(self._on_opened))
        self.destroyed.connect(library.described.connect(self._on_described))
        self.destroyed.connect(library.session_failed.connect(self._on_reply_failed))
        self._remedies.connect_requested.connect(self.connect_requested)
        self._remedies.new_chat_requested.connect(self.new_chat)
        self._remedies.bring_requested.connect(self.bring_requested)
        self._remedies.mend_requested.connect(self.mend_requested)
        self._remedies.copies_requested.connect(self.copies_requested)
        self.sidebar.new_chat_requested.connect(self.new_chat)
        self.sidebar.wishes.brought.connect(self.bring_requested)
        self.sharing.see_wanted.connect(self.open_conversation)
        self.sidebar.preferences_requested.connect(self.preferences_requested)
        self.sidebar.hide_requested.connect(self.columns.toggle_left)
        self.sidebar.status_acted.connect(self.connect_requested)
        self.page.header.find_requested.connect(self.find_text)
        self.page.transcript.zoomed.connect(self.zoom_wanted)
        self.page.header.sidebar_toggled.connect(self.columns.toggle_left)
        self.page.header.panel_toggled.connect(self.columns.toggle_right)
        self.page.transcript.link_activated.connect(opener.open)
        opener.failed.connect(self._tell_unopened)
        self.panel.close_requested.connect(self.columns.close_overlay)
        self.columns.overlay_changed.connect(self.panel.set_overlay)
        self.columns.shown_changed.connect(self._on_columns)

    def _default_model(self) -> str:
        return self._catalogue.default_model(self._state.value.model)

    def _name_models(self) -> None:
        self.page.transcript.name_models(self._models.name_of)

    def _follow_settings(self) -> None:
        self._apply(self._settings.value)
        self.destroyed.connect(self._settings.changed.connect(self._apply))

    def _apply(self, settings: Settings) -> None:
        self.page.composer.set_send_key(settings.send_key)
        self.columns.set_wanted(settings.sidebar_visible, settings.panel_visible)

    def _on_opened(self, session: ConversationSession) -> None:
        self.columns.close_overlay()
        if self._opened_before:
            # It was about another chat; what is told at the start stays.
            self.page.notice.hide_notice()
        self._opened_before = True
        if session.is_begun and session is not self._library.temporary:
            self._on_described(session.conversation)

    def _on_described(self, conversation: Conversation) -> None:
        """Remember the chat that is shown, so that it comes back."""
        current = self._library.current
        shown = current is not None and current.conversation.id == conversation.id
        if shown and self._state.value.conversation != conversation.id:
            self._state.change(conversation=conversation.id)

    def _on_reply_failed(self, conversation_id: str, error: AppError) -> None:
        current = self._library.current
        shown = current is not None and current.conversation.id == conversation_id
        messages = self._binder.session.messages if shown and self._binder.session else []
        self._remedies.tell_of_reply(error, messages[-1] if messages else None)

    def _on_columns(self, left: bool, right: bool) -> None:
        self.page.header.set_sidebar_shown(left)
        self.page.header.set_panel_shown(right)
        sidebar, panel = self.columns.wanted
        settings = self._settings.value
        # A default that nobody touched is not written down.
        if (sidebar, panel) != (settings.sidebar_visible, settings.panel_visible):
            self._settings.change(sidebar_visible=sidebar, panel_visible=panel)

    def _tell_unopened(self, address: str) -> None:
        # Another profile's page, or the first screen, may have asked.
        if self.isVisible():
            self.page.notice.show_notice(Notice(unopened(address)))
