"""Every sentence about what went wrong, or how a reply ended: one table, one button each."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.services.connection import Connected
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP

# kind: (sentence, button, action). Actions are done by `ui/remedies.py`.
ERRORS: dict[ErrorKind, tuple[str, str, str]] = {
    ErrorKind.KEY_MISSING: (
        QT_TRANSLATE_NOOP("Wording", "This app has no key to ask with yet, so nothing was sent."),
        QT_TRANSLATE_NOOP("Wording", "Connect"),
        "connect",
    ),
    ErrorKind.KEY_REFUSED: (
        QT_TRANSLATE_NOOP(
            "Wording", "{service} refused this key. Paste it again, or get a new one."
        ),
        QT_TRANSLATE_NOOP("Wording", "Replace key"),
        "connect",
    ),
    ErrorKind.NOT_A_KEY: (
        QT_TRANSLATE_NOOP(
            "Wording", "This does not look like a key: a key is one word of at least 8 characters."
        ),
        QT_TRANSLATE_NOOP("Wording", "Get a key"),
        "get_key",
    ),
    ErrorKind.NO_CREDIT: (
        QT_TRANSLATE_NOOP("Wording", "Your {service} account has no credit left."),
        QT_TRANSLATE_NOOP("Wording", "Add credit"),
        "account",
    ),
    ErrorKind.FORBIDDEN: (
        QT_TRANSLATE_NOOP("Wording", "Your account may not use this model."),
        QT_TRANSLATE_NOOP("Wording", "Choose another model"),
        "choose_model",
    ),
    ErrorKind.UNKNOWN_MODEL: (
        QT_TRANSLATE_NOOP("Wording", "{service} does not know this model."),
        QT_TRANSLATE_NOOP("Wording", "Choose another model"),
        "choose_model",
    ),
    ErrorKind.WRONG_ADDRESS: (
        QT_TRANSLATE_NOOP("Wording", "There is no chat service at this address."),
        QT_TRANSLATE_NOOP("Wording", "Check the address"),
        "connect",
    ),
    ErrorKind.NO_NETWORK: (
        QT_TRANSLATE_NOOP("Wording", "{service} cannot be reached. Is this computer online?"),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.TIMED_OUT: (
        QT_TRANSLATE_NOOP("Wording", "{service} did not answer in time."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.PROXY: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "{service} cannot be reached: this network wants you to log in first, "
            "or a proxy is in the way.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.CERTIFICATE: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "The connection to {service} is not safe, so nothing was sent. "
            "Is the clock of this computer right?",
        ),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.RATE_LIMIT: (
        QT_TRANSLATE_NOOP("Wording", "Too many questions in a short time."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.SERVER_FAULT: (
        QT_TRANSLATE_NOOP("Wording", "{service} has a problem of its own right now."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.BAD_REQUEST: (
        QT_TRANSLATE_NOOP("Wording", "The model did not accept this question."),
        QT_TRANSLATE_NOOP("Wording", "Choose another model"),
        "choose_model",
    ),
    ErrorKind.BAD_REPLY: (
        QT_TRANSLATE_NOOP("Wording", "The answer came in a form that could not be read."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.TOO_LONG: (
        QT_TRANSLATE_NOOP("Wording", "This chat is longer than the model can read at once."),
        QT_TRANSLATE_NOOP("Wording", "Start a new chat"),
        "new_chat",
    ),
    ErrorKind.CUT_OFF: (
        QT_TRANSLATE_NOOP("Wording", "The connection was lost."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.EMPTY_REPLY: (
        QT_TRANSLATE_NOOP("Wording", "The model sent an empty answer."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.REPLY_LIMIT: (
        QT_TRANSLATE_NOOP("Wording", "The answer reached the model’s length limit."),
        QT_TRANSLATE_NOOP("Wording", "Continue"),
        "continue",
    ),
    ErrorKind.FILTERED: (
        QT_TRANSLATE_NOOP("Wording", "The service held this answer back, or a part of it."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.KEYRING_MISSING: (
        QT_TRANSLATE_NOOP("Wording", "The password store that holds your key cannot be reached."),
        QT_TRANSLATE_NOOP("Wording", "Paste the key again"),
        "connect",
    ),
    ErrorKind.KEYRING_LOCKED: (
        QT_TRANSLATE_NOOP(
            "Wording", "Your password store is locked, so your key could not be read. Unlock it."
        ),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.DISK_FULL: (
        QT_TRANSLATE_NOOP("Wording", "The disk is full. Free some space; your text is still here."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "save_again",
    ),
    ErrorKind.STORE_FAULT: (
        QT_TRANSLATE_NOOP("Wording", "Your chats could not be read or saved just now."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "save_again",
    ),
    ErrorKind.STORE_NEWER: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "These chats were saved by a newer version of this app. "
            "They can be read here, not changed.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Get the newer version"),
        "website",
    ),
    ErrorKind.STORE_DAMAGED: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "Your chats’ file is damaged. The app can bring back what can be read; "
            "the damaged file is kept.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Bring my chats back"),
        "mend",
    ),
    ErrorKind.COPY_DAMAGED: (
        QT_TRANSLATE_NOOP("Wording", "This copy cannot be read. Your chats stay as they are."),
        QT_TRANSLATE_NOOP("Wording", "Choose another copy"),
        "restore_copy",
    ),
    ErrorKind.EXPORT_FAILED: (
        QT_TRANSLATE_NOOP("Wording", "The chat could not be saved there."),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.DEMO_FAILED: (
        QT_TRANSLATE_NOOP("Wording", "The sample chats could not be started."),
        QT_TRANSLATE_NOOP("Wording", "Back to the start"),
        "connect",
    ),
    ErrorKind.INTERNAL: (
        QT_TRANSLATE_NOOP("Wording", "Something went wrong inside the app. Nothing was lost."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
}

# Where the foreign text of the other side helps a person to know what to change.
SAYS_MORE = frozenset(
    {ErrorKind.BAD_REQUEST, ErrorKind.FORBIDDEN, ErrorKind.SERVER_FAULT, ErrorKind.UNKNOWN_MODEL}
)

# What is said differently where a key is tried and nothing has been asked yet.
CONNECTING = {
    ErrorKind.FORBIDDEN: ERRORS[ErrorKind.KEY_REFUSED][0],
    ErrorKind.INTERNAL: QT_TRANSLATE_NOOP(
        "Wording", "Something went wrong inside the app. Your key was not kept."
    ),
    ErrorKind.RATE_LIMIT: QT_TRANSLATE_NOOP(
        "Wording", "{service} is asked too often just now. Try again in a minute."
    ),
    ErrorKind.WRONG_ADDRESS: QT_TRANSLATE_NOOP(
        "Wording",
        "No chat service was found at this address. "
        "Check its spelling; it usually begins with https://.",
    ),
}
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
    """

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service
        self.waiting = ""

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
        return (
            self.tr(STORES[store]) if store in STORES else self.tr("your computer’s password store")
        )

    def saved(self, path: Path) -> Notice:
        text = self.tr("Saved as {name}.").replace("{name}", path.name)
        button = self.tr("Show in folder")
        return Notice(text, button, "show_folder", tone="ok", icon="check-circle")


def _kind(value: str | None) -> ErrorKind | None:
    try:
        return ErrorKind(value) if value else None
    except ValueError:
        return ErrorKind.INTERNAL
