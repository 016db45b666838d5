"""The first screen: paste a key, get one, or look around without."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop.domain.endpoint import PROMPTRUN, BadAddressError, Endpoint
from promptrun_desktop.ui.advanced_address import AdvancedAddress
from promptrun_desktop.ui.centred_column import CentredColumn
from promptrun_desktop.ui.key_box import KeyBox, foreign_maker
from promptrun_desktop.ui.key_offers import KeyOffers
from promptrun_desktop.ui.logo import Logo
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import IconButton, button, plain_label, wear_icon

WIDEST = 460


class Welcome(QWidget):
    """It asks and shows; whether a key works is found out by whoever listens.

    `connect_requested` carries the text of the key box as it was typed; `address()` belongs to it.
    So does `keep_anyway_requested`: keep this key although it was refused.
    """

    connect_requested = Signal(str)
    keep_anyway_requested = Signal(str)
    keep_again_requested = Signal()
    cancel_requested = Signal()
    start_requested = Signal()
    get_key_requested = Signal()
    look_around_requested = Signal()
    back_requested = Signal()
    bring_requested = Signal()
    help_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._look = look
        self._checking = self._works = False
        self._held: list[Callable[[], object]] | None = None
        self._make(look)
        self._listen()
        self._arrange()
        look.changed.connect(self._grow)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._key)
        self.reset()

    def address(self) -> str:
        """As typed; empty for Promptrun's."""
        return self._address.text()

    def set_address(self, address: str) -> None:
        """The base URL now in use, or only its host, which is shown but not filled in.

        Nothing is said where it is Promptrun's.
        """
        try:
            host = Endpoint.parse(address).host
        except BadAddressError:
            host = ""
        own = bool(host) and host != PROMPTRUN.host
        self._address.set_text(address if own and "://" in address else "")
        self._for.setText(self.tr("For {host}").replace("{host}", host))
        self._for.setVisible(own)

    def set_portable(self) -> None:
        """The chats are kept in a folder that is carried about."""
        self._promise_words.setText(
            self.tr(
                "Your Promptrun key is like a password that lets this app use your account. "
                "It is kept in this computer’s own password store, not in the folder with your "
                "chats: on another computer you paste it once more."
            )
        )

    def hold(self) -> None:
        """Nobody listens yet: what is asked for waits for `release`."""
        self._held = []

    def release(self) -> None:
        held, self._held = self._held, None
        for ask in held or ():
            ask()

    def set_can_go_back(self, can: bool) -> None:
        self._back.setVisible(can)

    def show_checking(self) -> None:
        """Until an answer is shown there is only Cancel."""
        self._set_checking(True)
        self._key.hide_key()
        self._status.say(self.tr("Checking…"), "dim")
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, sentence: str) -> None:
        """What is waited for, beside what else is under way; nothing any more if empty."""
        self._status.say(sentence, "dim")

    def show_working(self, sentence: str, *, kept: bool = True) -> None:
        """The key is in use and need not stay on the screen; unless `kept`, it is offered to ask
        the password store again."""
        self._set_checking(False)
        self._key.clear()
        self._set_works(True)
        self._status.say(sentence, *(("ok", "check-circle") if kept else ("warn", "key")))
        if not kept:
            self._offers.offer_again()
        self._connect.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str, *, may_keep: bool = False) -> None:
        """What was typed stays, ready to be changed or tried again; `may_keep` offers to keep a
        key that was refused."""
        self._set_checking(False)
        self._set_works(False)
        self._status.say(sentence, "err", "alert")
        if may_keep:
            self._offers.offer_anyway()
        self._key.select()

    def focus(self) -> None:
        """The caret in the box: a key can be pasted at once."""
        self._key.select()

    def reset(self) -> None:
        """As on the first day."""
        self._set_checking(False)
        self._key.clear()
        self._set_works(False)
        self._status.say("", "dim")
        self._hint.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        else:
            super().keyPressEvent(event)

    def escape(self) -> None:
        """Cancel the check; without one go back, where there is a way back."""
        if self._checking:
            self._stop_checking()
        elif not self._back.isHidden():
            self.back_requested.emit()

    def _submit(self) -> None:
        if self._checking:
            return
        if self._works and not self._key.text():
            self.start_requested.emit()
        elif self._key.text().strip():
            self._ask(lambda: self.connect_requested.emit(self._key.text()))
        else:
            self.show_problem(self.tr("Paste your key first."))

    def _ask(self, ask: Callable[[], object]) -> None:
        if self._held is None:
            ask()
        else:
            # The last click counts.
            self._held[:] = [ask]

    def _stop_checking(self) -> None:
        self._set_checking(False)
        self._status.say("", "dim")
        self._key.select()
        self.cancel_requested.emit()

    def _edited(self) -> None:
        """Whatever was said is about another text now."""
        if self._key.text():
            self._set_works(False)
            self._status.say("", "dim")
            self._offers.clear()
        maker = None if self.address() else foreign_maker(self._key.text())
        self._hint.setVisible(maker is not None)
        if maker is not None:
            whose = maker or self.tr("another company")
            self._hint.setText(
                self.tr(
                    "This looks like a key from {company}. Here you need a key from Promptrun."
                ).replace("{company}", whose)
            )

    def _set_checking(self, checking: bool) -> None:
        self._checking = checking
        self._offers.clear()
        for each in (self._key, self._connect, self._get_key, self._address):
            each.setEnabled(not checking)
        self._look_around.setVisible(not checking)
        self._cancel.setVisible(checking)

    def _set_works(self, works: bool) -> None:
        self._works = works
        text = self.tr("Start chatting") if works else self.tr("Connect")
        self._connect.setText(text)
        self._connect.setAccessibleName(text)
        self._area.fit()

    def _make(self, look: Look) -> None:
        self._area = CentredColumn(look.px(WIDEST))
        self._area.setObjectName("welcome_area")
        self._area.fitted.connect(self._fit)
        self._key = KeyBox(look)
        self._hint = plain_label("", "warn", "small")
        self._hint.setObjectName("key_hint")
        self._status = StatusLine(look)
        self._offers = KeyOffers(look)
        self._for = plain_label("", "faint", "small")
        self._for.setObjectName("for_address")
        self._for.hide()
        self._connect = button(self.tr("Connect"), "connect", "primary")
        self._get_key = button(self.tr("Get a key"), "get_key")
        wear_icon(self._get_key, look, "external")
        self._get_key.setToolTip(self.tr("Opens Promptrun’s page in your browser"))
        self._look_around = button(self.tr("Look around first"), "look_around", "quiet")
        self._look_around.setToolTip(self.tr("Try the app with made-up answers, without a key"))
        self._cancel = button(self.tr("Cancel"), "cancel", "quiet")
        self._bring = button(self.tr("Bring my chats…"), "welcome_bring", "fold")
        self._bring.setToolTip(self.tr("From ChatGPT, Claude and others, or from a back-up"))
        wear_icon(self._bring, look, "bring-in", "dim")
        self._address = AdvancedAddress(look)
        for each in (self._connect, self._get_key, self._look_around, self._cancel):
            each.setProperty("large", True)
        self._back = IconButton(look, "chevron-left", self.tr("Back"), "back")
        self._back.hide()
        self._help = IconButton(look, "help", self.tr("Help"), "welcome_help")

    def _listen(self) -> None:
        self._key.entered.connect(self._submit)
        self._key.edited.connect(self._edited)
        self._address.entered.connect(self._submit)
        self._address.edited.connect(self._edited)
        self._connect.clicked.connect(self._submit)
        self._cancel.clicked.connect(self._stop_checking)
        self._offers.keep_anyway.connect(lambda: self.keep_anyway_requested.emit(self._key.text()))
        self._offers.keep_again.connect(self.keep_again_requested)
        self._get_key.clicked.connect(lambda: self._ask(self.get_key_requested.emit))
        self._look_around.clicked.connect(lambda: self._ask(self.look_around_requested.emit))
        self._back.clicked.connect(self.back_requested)
        self._bring.clicked.connect(lambda: self._ask(self.bring_requested.emit))
        self._help.clicked.connect(lambda: self._ask(self.help_requested.emit))

    def _arrange(self) -> None:
        title = plain_label(self.tr("Let’s connect your Promptrun account"), size="title24")
        title.setObjectName("welcome_title")
        self._first_buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons = self._arrange_buttons()
        column = self._area.column
        for each, gap in (
            (Logo(self._look), 12),
            (title, 4),
            (self._promise(), 8),
            (self._key, 0),
            (self._status, 0),
            (self._offers, 0),
            (self._hint, 0),
            (self._for, 0),
        ):
            column.addWidget(each)
            column.addSpacing(gap)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addSpacing(12)
        column.addWidget(self._subscription())
        column.addWidget(self._bring, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._address)
        top = QHBoxLayout()
        top.setContentsMargins(12, 10, 12, 0)
        top.addWidget(self._back)
        top.addStretch(1)
        top.addWidget(self._help)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self._area, 1)

    def _arrange_buttons(self) -> QBoxLayout:
        first = self._first_buttons
        first.setSpacing(8)
        first.addWidget(self._connect)
        first.addWidget(self._get_key)
        first.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self._look_around)
        second.addWidget(self._cancel)
        second.addStretch(0)
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(8)
        both.addLayout(first, 1)
        both.addLayout(second)
        return both

    def _promise(self) -> QWidget:
        self._promise_words = plain_label(
            self.tr(
                "Your Promptrun key is like a password that lets this app use your account. "
                "It is kept in your computer’s own password store."
            ),
            "dim",
        )
        return self._promise_words

    def _subscription(self) -> QWidget:
        return plain_label(
            self.tr(
                "A ChatGPT or Claude subscription is something else and does not work here. "
                "You pay Promptrun for what you use."
            ),
            "faint",
            "small",
        )

    def _grow(self) -> None:
        self._area.set_widest(self._look.px(WIDEST))

    def _fit(self, width: int) -> None:
        """Large text on a small window: more rows of buttons, or words would be cut."""
        first = sum(each.sizeHint().width() + 8 for each in (self._connect, self._get_key))
        second = self._look_around.sizeHint().width()
        direction = QBoxLayout.Direction
        for layout, wanted in ((self._first_buttons, first), (self._buttons, first + second)):
            fits = wanted <= width
            layout.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
