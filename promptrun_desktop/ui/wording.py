"""What is said of a trouble, of how a reply ended, and of a key: one button each."""

from dataclasses import replace

from PySide6.QtCore import QObject

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.services.connection import Connected
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP
from promptrun_desktop.ui.troubles import CONNECTING, ERRORS, SAYS_MORE

FIRST_QUESTION = QT_TRANSLATE_NOOP("Wording", "Your first question will show whether it works.")

TONES = {State.FAILED: "err", State.CUT_OFF: "warn", State.COMPLETE: "dim"}
ICONS = {
    ErrorKind.NO_NETWORK: "wifi-off",
    ErrorKind.CUT_OFF: "wifi-off",
    ErrorKind.RATE_LIMIT: "clock",
}

STORES = {
    "secret-service": QT_TRANSLATE_NOOP("Wording", "your desktop’s keyring"),
    "kwallet": QT_TRANSLATE_NOOP("Wording", "KDE Wallet"),
    "macos": QT_TRANSLATE_NOOP("Wording", "Apple Keychain"),
    "windows": QT_TRANSLATE_NOOP("Wording", "Windows Credential Manager"),
}


class Wording(QObject):
    """`service` is what people know the other side by: Promptrun, or the host they typed.

    `waiting` is the id of the reply whose button the notice bar has while it counts down.
    `portable`: the chats are carried about, which the key is not.
    """

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service
        self.waiting = ""
        self.portable = False

    def sentence(self, kind: ErrorKind) -> str:
        return self.tr(ERRORS[kind][0]).replace("{service}", self.service)

    def refused(self, kind: ErrorKind, host: str) -> str:
        """Why a key was not kept; `host` is empty unless another service was asked than before."""
        sentence = self.tr(CONNECTING.get(kind, ERRORS[kind][0]))
        return sentence.replace("{service}", host or self.service)

    def notice(self, error: AppError) -> Notice:
        _sentence, button, action = ERRORS[error.kind]
        icon = ICONS.get(error.kind, "alert")
        text = self.sentence(error.kind)
        return Notice(text, self.tr(button), action, icon=icon, detail=error.detail)

    def wait(self, seconds: float, detail: str) -> Notice:
        """Stands below a reply that says why."""
        return Notice(
            self.tr("You can ask again in {time}."),
            self.tr("Try again"),
            "retry",
            icon="clock",
            detail=detail,
            countdown=seconds,
            text_after=self.tr("You can ask again now."),
        )

    def ending(self, message: Message) -> Ending | None:
        """How a reply ended, where that is not simply complete; what of a message is lost."""
        ending = self._ended(message)
        if not message.doubtful:
            return ending
        lost = self.tr("Part of this message could not be read.")
        if ending is None:
            return Ending(lost, tone="warn")
        return replace(ending, text=f"{lost}\n{ending.text}")

    def _ended(self, message: Message) -> Ending | None:
        if message.role is not Role.ASSISTANT or message.state is State.WRITING:
            return None
        if message.state is State.STOPPED:
            return self._stopped(has_text=bool(message.text.strip()))
        kind = _kind(message.error)
        if kind is None:
            return None
        text = self.sentence(kind)
        if message.state is State.CUT_OFF:
            text += " " + self.tr("What had arrived is kept.")
        if kind in SAYS_MORE and message.detail:
            text += "\n" + self.tr("It said: {detail}").replace("{detail}", message.detail)
        button, action = self._help(kind, message.state)
        if message.id == self.waiting:
            button = action = ""
        return Ending(text, button, action, TONES[message.state])

    def connected(self, result: Connected) -> str:
        """What can truthfully be said of a key that was just taken."""
        if result.works:
            return self.tr("Works.") + " " + self.kept(result)
        if result.keyring_error is not None:
            return self.kept(result) + " " + self.tr(FIRST_QUESTION)
        if not result.checked:
            unchecked = self.tr("It could not be checked here.")
            return " ".join((self.kept(result), unchecked, self.tr(FIRST_QUESTION)))
        return self.tr("Kept.") + " " + self.tr(FIRST_QUESTION)

    def kept(self, result: Connected) -> str:
        """Where the key is now."""
        if result.keyring_error is None:
            place = self.store_name(result.store)
            return self.tr("Kept safely in {place}.").replace("{place}", place)
        if result.keyring_error is ErrorKind.KEYRING_LOCKED:
            return self.tr(
                "Your key is kept until you close the app, because your password store is locked."
            )
        return self.tr(
            "Your key is kept until you close the app, "
            "because this computer has no password store that can be used."
        )

    def kept_notice(self, result: Connected) -> Notice:
        if result.keyring_error is None:
            return Notice(self.kept(result), tone="ok", icon="check-circle")
        return Notice(self.kept(result), self.tr("Try again"), "keep_key", icon="key")

    def _stopped(self, *, has_text: bool) -> Ending:
        if has_text:
            return Ending(self.tr("Stopped by you."), self.tr("Continue"), "continue")
        return Ending(self.tr("Stopped before the answer began."), self.tr("Try again"), "retry")

    def _help(self, kind: ErrorKind, state: State) -> tuple[str, str]:
        """A partial reply is better continued than asked for again; nothing cannot be continued."""
        _sentence, button, action = ERRORS[kind]
        if state is State.CUT_OFF and action == "retry":
            return self.tr("Continue"), "continue"
        if state is State.FAILED and action == "continue":
            return self.tr("Try again"), "retry"
        return self.tr(button), action

    def store_name(self, store: str) -> str:
        """Where a key is kept, to stand in a sentence."""
        name = (
            self.tr(STORES[store]) if store in STORES else self.tr("your computer’s password store")
        )
        if not self.portable:
            return name
        return self.tr("{store}, not in the folder with your chats").replace("{store}", name)


def _kind(value: str | None) -> ErrorKind | None:
    try:
        return ErrorKind(value) if value else None
    except ValueError:
        return ErrorKind.INTERNAL
