"""Every sentence about what went wrong, or how a reply ended: one table, one button each."""

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
        QT_TRANSLATE_NOOP("Wording", "There is no key to ask with yet."),
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
            "Something between this computer and {service} answered instead of it: "
            "a login page of this network, or a proxy.",
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
        QT_TRANSLATE_NOOP("Wording", "The service held back a part of this answer."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "retry",
    ),
    ErrorKind.KEYRING_MISSING: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "This computer has no password store, so your key is kept until you close the app.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Try to keep it"),
        "keep_key",
    ),
    ErrorKind.KEYRING_LOCKED: (
        QT_TRANSLATE_NOOP("Wording", "Your password store is locked or did not answer."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "keep_key",
    ),
    ErrorKind.DISK_FULL: (
        QT_TRANSLATE_NOOP("Wording", "The disk is full. Free some space; your text is still here."),
        QT_TRANSLATE_NOOP("Wording", "Save again"),
        "save_again",
    ),
    ErrorKind.STORE_FAULT: (
        QT_TRANSLATE_NOOP("Wording", "Your chats could not be read or saved just now."),
        QT_TRANSLATE_NOOP("Wording", "Save again"),
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
    ErrorKind.EXPORT_FAILED: (
        QT_TRANSLATE_NOOP("Wording", "The chat could not be saved there."),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.DEMO_FAILED: (
        QT_TRANSLATE_NOOP("Wording", "The sample chats could not be started."),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "look_around",
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
    """`service` is what people know the other side by: Promptrun, or the host they typed."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service

    def sentence(self, kind: ErrorKind) -> str:
        return self.tr(ERRORS[kind][0]).replace("{service}", self.service)

    def notice(self, error: AppError) -> Notice:
        """A countdown where the other side named a wait."""
        _sentence, button, action = ERRORS[error.kind]
        text = self.sentence(error.kind)
        if error.retry_after:
            text += " " + self.tr("You can ask again in {seconds} seconds.")
        return Notice(
            text,
            self.tr(button),
            action,
            icon=ICONS.get(error.kind, "alert"),
            detail=error.detail,
            countdown=error.retry_after,
        )

    def ending(self, message: Message) -> Ending | None:
        """How a reply ended, where that is not simply complete."""
        if message.role is not Role.ASSISTANT or message.state is State.WRITING:
            return None
        again, on = self.tr("Try again"), self.tr("Continue")
        if message.state is State.STOPPED:
            has_text = bool(message.text.strip())
            text = (
                self.tr("Stopped by you.")
                if has_text
                else self.tr("Stopped before the answer began.")
            )
            return Ending(
                text, on if has_text else again, "continue" if has_text else "retry", "dim"
            )
        kind = _kind(message.error)
        if kind is None:
            return None
        _sentence, button, action = ERRORS[kind]
        text = self.sentence(kind)
        if kind in SAYS_MORE and message.detail:
            text += "\n" + self.tr("It said: {detail}").replace("{detail}", message.detail)
        if message.state is State.COMPLETE:
            return Ending(text, self.tr(button), action, "dim")
        if message.state is State.CUT_OFF:
            kept = self.sentence(kind) + " " + self.tr("What had arrived is kept.")
            return Ending(
                kept,
                *((on, "continue") if action == "retry" else (self.tr(button), action)),
                "warn",
            )
        return Ending(text, self.tr(button), action, "err")

    def connected(self, result: Connected) -> str:
        """What can truthfully be said of a key that was just kept."""
        where = self.store_name(result.store)
        if result.keyring_error is not None:
            kept = self.tr("Your key is kept until you close the app, because {reason}").replace(
                "{reason}",
                self.tr("your password store is locked.")
                if result.keyring_error is ErrorKind.KEYRING_LOCKED
                else self.tr("this computer has no password store."),
            )
        else:
            kept = self.tr("Kept safely in {place}.").replace("{place}", where)
        if result.works:
            return self.tr("Works.") + " " + kept
        if result.keyring_error is not None:
            return kept + " " + self.tr("Your first question will show whether it works.")
        if not result.checked:
            return (
                kept
                + " "
                + self.tr(
                    "It could not be checked here: your first question will show whether it works."
                )
            )
        return self.tr("Kept. Your first question will show whether it works.")

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
