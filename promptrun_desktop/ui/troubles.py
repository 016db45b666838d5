"""What went wrong, in one plain sentence each, with the one button that helps."""

from promptrun_desktop.domain.errors import ErrorKind
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
    ErrorKind.PLACE_FULL: (
        QT_TRANSLATE_NOOP(
            "Wording", "There is not enough room there. Nothing half-written was left behind."
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.PLACE_GONE: (
        QT_TRANSLATE_NOOP("Wording", "This folder is not there any more."),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.PLACE_REFUSED: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "This computer does not let the app write there, or another program has the file open.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.NOT_AN_ARCHIVE: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "This folder holds other files. Choose an empty one, or an archive of this app.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another place"),
        "export",
    ),
    ErrorKind.WORK_ENDED: (
        QT_TRANSLATE_NOOP(
            "Wording", "This was ended before it was done. Nothing half-written was left behind."
        ),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "export",
    ),
    ErrorKind.TOO_MUCH: (
        QT_TRANSLATE_NOOP("Wording", "This is more than the app can put into one document."),
        QT_TRANSLATE_NOOP("Wording", "Save it in another form"),
        "export",
    ),
    ErrorKind.FILE_UNREADABLE: (
        QT_TRANSLATE_NOOP("Wording", "This file could not be opened. Nothing was brought in."),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FILE_UNKNOWN: (
        QT_TRANSLATE_NOOP("Wording", "This file holds no chats that the app can read."),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FILE_DAMAGED: (
        QT_TRANSLATE_NOOP("Wording", "This file is damaged. Nothing was brought in."),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FILE_TOO_LARGE: (
        QT_TRANSLATE_NOOP(
            "Wording", "This file holds more than the app can read at once. Nothing was brought in."
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FILE_LOCKED: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "This file is locked with a password. Unpack it first, then bring what is in it.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FILE_NEWER: (
        QT_TRANSLATE_NOOP(
            "Wording", "A newer version of this app made this file. Nothing was brought in."
        ),
        QT_TRANSLATE_NOOP("Wording", "Get the newer version"),
        "website",
    ),
    ErrorKind.FILE_FOREIGN: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "This file is no back-up of this app, or it is damaged. Nothing was brought in.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Choose another file"),
        "bring",
    ),
    ErrorKind.FOLDER_REFUSED: (
        QT_TRANSLATE_NOOP(
            "Wording",
            "Your chats cannot be saved: the app may not write into “Promptrun data” beside it. "
            "Move both to a place of yours.",
        ),
        QT_TRANSLATE_NOOP("Wording", "Try again"),
        "save_again",
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
