"""The sidebar: a new chat, the list of chats, and how the connection is."""

from collections.abc import Callable, Sequence, Set
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import ARCHIVE, BIN, Folder, Shelf, ShelfKind
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.search import Search
from promptrun_desktop.ui.sidebar.chats import AHEAD, BinList, ChatList
from promptrun_desktop.ui.sidebar.foot import ShelfRows
from promptrun_desktop.ui.sidebar.model import SidebarModel
from promptrun_desktop.ui.sidebar.shelf_pane import ShelfPane
from promptrun_desktop.ui.sidebar.temporary_row import TemporaryRow
from promptrun_desktop.ui.sidebar.wishes import Wishes
from promptrun_desktop.ui.widgets import (
    ElidedLabel,
    Hairline,
    IconButton,
    IconLabel,
    button,
    set_tone,
    wear_icon,
)

# So many rows of the list are seen at least.
_LEAST_ROWS = 4
_STATUS_ICONS = {"ok": "check-circle", "warn": "alert", "err": "alert"}


class Sidebar(QFrame):
    """`wishes` tell what a person wants done with chats; what is shown comes back by the
    setters. The archive and the bin stand in the place of the list while they are looked at."""

    new_chat_requested = Signal()
    preferences_requested = Signal()
    help_requested = Signal()
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
        self.wishes = Wishes(self)
        self._model = SidebarModel(today)
        self._chats = ChatList(look, self._model, self.wishes)
        self._archived = SidebarModel(today, frozenset({ShelfKind.ARCHIVE}))
        self._binned = SidebarModel(today, frozenset({ShelfKind.BIN}))
        self._models = (self._model, self._archived, self._binned)
        self._archive, self._bin = self._make_panes()
        self._lists = ((self._chats, self._model), (self._archive.chats, self._archived))
        self._stack = QStackedWidget()
        self._shelves = ShelfRows(look)
        self.search = Search(look, self, today=today)
        self.temporary = TemporaryRow(look)
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
        look.changed.connect(self._place_shelves)
        self._size_link()
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._turn_day)
        self._wait_for_midnight()

    def set_conversations(self, conversations: Sequence[Conversation]) -> None:
        self._model.set_conversations(conversations)
        self._chats.select(self._current)

    def upsert(self, conversation: Conversation) -> None:
        """Add a chat, or change its row; it leaves the shelf where it stood before."""
        self._binned.upsert(conversation)
        for chats, model in self._lists:
            new = not model.index_of(conversation.id).isValid()
            model.upsert(conversation)
            if new and conversation.id == self._current and model.chat(conversation.id):
                chats.select(self._current)

    def remove(self, conversation_id: str) -> None:
        for model in self._models:
            model.remove(conversation_id)

    def set_left(self, shelf: Shelf, left: int) -> None:
        """So many chats of a shelf are not told of yet."""
        for model in self._models:
            model.set_left(shelf, left)

    def set_folders(self, folders: Sequence[Folder], folded: Set[str]) -> None:
        """In their order; new ones are folded if they are among `folded`."""
        self._model.set_folders(folders, folded)

    def set_counts(self, archive: int, bin: int) -> None:
        self._shelves.set_counts(archive, bin)
        self._bin.set_count(bin)
        self._archive.set_count(archive)

    def show_chats(self) -> None:
        """The list, in the place of the archive or the bin."""
        pane = self._stack.currentWidget()
        if isinstance(pane, ShelfPane):
            self._stack.setCurrentWidget(self._chats)
            self._shelves.focus(pane is self._archive)

    def title_of(self, conversation_id: str) -> str:
        """As it is stored: empty for a chat without a title or one that is not listed."""
        chat = self._model.chat(conversation_id) or self._archived.chat(conversation_id)
        return chat.title if chat is not None else ""

    def chosen_chats(self) -> list[str]:
        """What is selected in the list that is seen, top to bottom: the open chat, or several."""
        pane = self._stack.currentWidget()
        chats = self._archive.chats if pane is self._archive else self._chats
        return chats.selected_ids()

    def set_current(self, conversation_id: str | None) -> None:
        """The chat that is open; it need not be listed yet."""
        changed, self._current = conversation_id != self._current, conversation_id
        for chats, _model in self._lists:
            if changed or not chats.selectedIndexes():
                chats.select(conversation_id)

    def set_writing(self, ids: Set[str]) -> None:
        for model in self._models:
            model.set_writing(ids)

    def set_unread(self, ids: Set[str]) -> None:
        for model in self._models:
            model.set_unread(ids)

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
        """Put the caret into the chat's title, which what was found must not cover."""
        self.search.clear()
        archived = self._archived.index_of(conversation_id).isValid()
        if archived:
            self._show_shelf(self._archive, ARCHIVE)
        else:
            self.show_chats()
        (self._archive.chats if archived else self._chats).start_rename(conversation_id)

    def _size_link(self) -> None:
        self._act.setFont(self._look.font(12))

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        field = QVBoxLayout()
        field.setContentsMargins(12, 8, 12, 0)
        field.addWidget(self.search.field)
        column.addLayout(field)
        # While a text is looked for, what was found stands in the place of the chats.
        chats = QWidget()
        column.addWidget(self.temporary)
        rows = QVBoxLayout(chats)
        rows.setContentsMargins(12, 8, 0, 8)  # the list keeps the margin at its end itself
        for each in (self._chats, self._archive, self._bin):
            self._stack.addWidget(each)
        rows.addWidget(self._stack)
        column.addWidget(chats, 1)
        column.addWidget(self.search.pane, 1)
        self.search.shown.connect(chats.setHidden)
        self.search.shown.connect(self._shelves.setHidden)
        column.addWidget(self._shelves)
        line = QVBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.addWidget(Hairline())
        column.addLayout(line)
        self._foot = self._make_foot()
        column.addLayout(self._foot)

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

    def _make_foot(self) -> QHBoxLayout:
        preferences = IconButton(self._look, "gear", self.tr("Preferences"), "preferences")
        preferences.clicked.connect(self.preferences_requested)
        help = self._help = IconButton(self._look, "help", self.tr("Help"), "help")
        help.clicked.connect(self.help_requested)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 3, 4, 4)
        foot.setSpacing(7)
        foot.addWidget(self._status_icon)
        foot.addWidget(self._status, 1)
        foot.addWidget(self._act)
        # The two belong together; the gap is that of the words before them.
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(help)
        both.addWidget(preferences)
        foot.addLayout(both)
        return foot

    def _connect(self) -> None:
        self._shelves.archive_wanted.connect(lambda: self._show_shelf(self._archive, ARCHIVE))
        self._shelves.bin_wanted.connect(lambda: self._show_shelf(self._bin, BIN))
        self._archive.left.connect(self.show_chats)
        self._bin.left.connect(self.show_chats)
        self._bin.acted.connect(self.wishes.emptied)

    def _make_panes(self) -> tuple[ShelfPane, ShelfPane]:
        look, wishes = self._look, self.wishes
        archive = ShelfPane(
            look,
            "archive",
            self.tr("Archive"),
            self.tr("A chat comes back to the list when you ask something in it."),
            ChatList(look, self._archived, wishes),
        )
        bin = ShelfPane(
            look,
            "bin",
            self.tr("Bin"),
            self.tr(
                "Chats stay here for 30 days. Copies of your chats may keep them up to 4 weeks"
                " longer. Double-click a chat to restore it."
            ),
            BinList(look, self._binned, wishes),
            self.tr("Empty the bin"),
        )
        return archive, bin

    def _show_shelf(self, pane: ShelfPane, shelf: Shelf) -> None:
        """A second press on its row leads back."""
        if self._stack.currentWidget() is pane:
            self.show_chats()
            return
        self._stack.setCurrentWidget(pane)
        self.wishes.wanted.emit(shelf, AHEAD)
        pane.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_shelves()

    def _place_shelves(self) -> None:
        """Rows below the list, or where they would leave it no room icons in the last row."""
        around = self.search.field.sizeHint().height() + self._foot.sizeHint().height()
        left = self.height() - 2 * around - self._shelves.rows_height()
        small = left < _LEAST_ROWS * self._look.px(34)
        if small != self._shelves.is_small:
            self._shelves.set_small(small)
            if small:
                self._foot.insertWidget(self._foot.count() - 1, self._shelves)
            else:
                # Above the line and the foot.
                self._column.insertWidget(self._column.count() - 2, self._shelves)
        # With the largest letters in the smallest window a key opens the help as well.
        wanted = self._foot.minimumSize().width()
        wanted += self._help.width() if self._help.isHidden() else 0
        self._help.setVisible(wanted <= self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A timer stands still while the computer sleeps; people come back to a window.
        if event.type() == QEvent.Type.ActivationChange and self._today() != self._shown_day:
            self._turn_day()

    def _turn_day(self) -> None:
        self._shown_day = self._today()
        for model in self._models:
            model.turn_day()
        self._wait_for_midnight()

    def _wait_for_midnight(self) -> None:
        now = datetime.now()
        tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        self._midnight.start(int((tomorrow - now).total_seconds() * 1000) + 1000)
