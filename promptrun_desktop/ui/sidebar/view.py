"""The sidebar: a new chat, the list of chats, and how the connection is."""

from collections.abc import Callable, Sequence, Set
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sidebar.chats import ChatList
from promptrun_desktop.ui.sidebar.model import SidebarModel
from promptrun_desktop.ui.widgets import (
    ElidedLabel,
    Hairline,
    IconButton,
    IconLabel,
    button,
    set_tone,
    wear_icon,
)

_STATUS_ICONS = {"ok": "check-circle", "warn": "alert", "err": "alert"}


class Sidebar(QFrame):
    """Tells what a person wants done with which chat; what is shown comes back by the setters."""

    opened = Signal(str)
    new_chat_requested = Signal()
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)
    export_requested = Signal(str)
    preferences_requested = Signal()
    hide_requested = Signal()
    status_acted = Signal()

    def __init__(
        self,
        look: Look,
        parent: QWidget | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setProperty("surface", "side")
        self._look = look
        self._today, self._shown_day = today, today()
        self._model = SidebarModel(today)
        self._chats = ChatList(look, self._model)
        self._current: str | None = None
        self._status_icon = IconLabel(look, "check-circle")
        self._status = ElidedLabel()
        self._status.setObjectName("status")
        self._status.setProperty("textSize", "small")
        self._act = button("", "status_button", "link")
        self._act.hide()
        self._act.clicked.connect(self.status_acted)
        self._lay_out()
        self._connect()
        look.changed.connect(self._size_link)
        self._size_link()
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._turn_day)
        self._wait_for_midnight()

    def set_conversations(self, conversations: Sequence[Conversation]) -> None:
        self._model.set_conversations(conversations)
        self._chats.select(self._current)

    def upsert(self, conversation: Conversation) -> None:
        """Add a chat, or change its row."""
        new = self._model.chat(conversation.id) is None
        self._model.upsert(conversation)
        if new and conversation.id == self._current:
            self._chats.select(self._current)

    def remove(self, conversation_id: str) -> None:
        self._model.remove(conversation_id)

    def title_of(self, conversation_id: str) -> str:
        """As it is stored: empty for a chat without a title or one that is not listed."""
        chat = self._model.chat(conversation_id)
        return chat.title if chat is not None else ""

    def set_current(self, conversation_id: str | None) -> None:
        """The chat that is open; it need not be listed yet."""
        if conversation_id != self._current or not self._chats.selectedIndexes():
            self._current = conversation_id
            self._chats.select(conversation_id)

    def set_writing(self, ids: Set[str]) -> None:
        self._model.set_writing(ids)

    def set_unread(self, ids: Set[str]) -> None:
        self._model.set_unread(ids)

    def set_status(self, text: str, tone: str, button: str = "") -> None:
        """`tone`: ok, dim, warn or err; `button` is what can be done about it."""
        self._status.setText(text)
        set_tone(self._status, "dim" if tone == "ok" else tone)
        self._status_icon.setVisible(tone in _STATUS_ICONS)
        self._status_icon.set_icon(
            _STATUS_ICONS.get(tone, "alert"), "dim" if tone == "ok" else tone
        )
        self._act.setText(button)
        self._act.setAccessibleName(button)
        self._act.setVisible(bool(button))

    def start_rename(self, conversation_id: str) -> None:
        """Put the caret into the chat's title."""
        self._chats.start_rename(conversation_id)

    def _size_link(self) -> None:
        self._act.setFont(self._look.font(12))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        rows = QVBoxLayout()
        rows.setContentsMargins(12, 8, 0, 8)  # the list keeps the margin at its end itself
        rows.addWidget(self._chats)
        column.addLayout(rows, 1)
        line = QVBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.addWidget(Hairline())
        column.addLayout(line)
        column.addLayout(self._foot())

    def _head(self) -> QLayout:
        new_chat = button(self.tr("New chat"), "new_chat")
        new_chat.setProperty("align", "left")
        wear_icon(new_chat, self._look, "edit")
        new_chat.setToolTip(self.tr("Start a new chat"))
        new_chat.clicked.connect(self.new_chat_requested)
        hide = IconButton(
            self._look, "panel-left", self.tr("Hide the list of chats"), "hide_sidebar"
        )
        hide.clicked.connect(self.hide_requested)
        head = QHBoxLayout()
        head.setContentsMargins(12, 12, 12, 0)
        head.setSpacing(8)
        head.addWidget(new_chat, 1)
        head.addWidget(hide)
        return head

    def _foot(self) -> QLayout:
        preferences = IconButton(self._look, "gear", self.tr("Preferences"), "preferences")
        preferences.clicked.connect(self.preferences_requested)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 3, 4, 4)
        foot.setSpacing(7)
        foot.addWidget(self._status_icon)
        foot.addWidget(self._status, 1)
        foot.addWidget(self._act)
        foot.addWidget(preferences)
        return foot

    def _connect(self) -> None:
        self._chats.opened.connect(self.opened)
        self._chats.delete_requested.connect(self.delete_requested)
        self._chats.export_requested.connect(self.export_requested)
        self._model.renamed.connect(self.rename_requested)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A timer stands still while the computer sleeps; people come back to a window.
        if event.type() == QEvent.Type.ActivationChange and self._today() != self._shown_day:
            self._turn_day()

    def _turn_day(self) -> None:
        self._shown_day = self._today()
        self._model.turn_day()
        self._wait_for_midnight()

    def _wait_for_midnight(self) -> None:
        now = datetime.now()
        tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        self._midnight.start(int((tomorrow - now).total_seconds() * 1000) + 1000)
