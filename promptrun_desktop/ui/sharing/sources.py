"""Where chats come from, and why one could not be read, in words: a table each."""

from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

# Keys as in `Preview.source`.
SOURCES: dict[str, str] = {
    "chatgpt": QT_TRANSLATE_NOOP("Sources", "An export of ChatGPT"),
    "claude": QT_TRANSLATE_NOOP("Sources", "An export of Claude"),
    "open_webui": QT_TRANSLATE_NOOP("Sources", "Chats of Open WebUI"),
    "librechat": QT_TRANSLATE_NOOP("Sources", "Chats of LibreChat"),
    "lm_studio": QT_TRANSLATE_NOOP("Sources", "Chats of LM Studio"),
    "jan": QT_TRANSLATE_NOOP("Sources", "Chats of Jan"),
    "chatbox": QT_TRANSLATE_NOOP("Sources", "Chats of Chatbox"),
    "openai": QT_TRANSLATE_NOOP("Sources", "A list of messages"),
    "own_markdown": QT_TRANSLATE_NOOP("Sources", "A document of this app"),
    "own_backup": QT_TRANSLATE_NOOP("Sources", "A back-up of this app"),
}

# Keys as in `Unread.reason`.
REASONS: dict[str, str] = {
    "not_recognised": QT_TRANSLATE_NOOP("Sources", "not in a form this app knows"),
    "not_a_file": QT_TRANSLATE_NOOP("Sources", "not a file"),
    "unreadable": QT_TRANSLATE_NOOP("Sources", "your computer did not let the app read it"),
    "damaged": QT_TRANSLATE_NOOP("Sources", "damaged"),
    "cut_off": QT_TRANSLATE_NOOP("Sources", "its end is missing"),
    "too_large": QT_TRANSLATE_NOOP("Sources", "too large"),
    "too_deep": QT_TRANSLATE_NOOP("Sources", "too deep"),
    "locked": QT_TRANSLATE_NOOP("Sources", "locked with a password"),
    "packed": QT_TRANSLATE_NOOP("Sources", "packed twice; unpack it first"),
    "foreign": QT_TRANSLATE_NOOP("Sources", "not a back-up of this app"),
    "newer": QT_TRANSLATE_NOOP("Sources", "made by a newer version of this app"),
    "odd_chat": QT_TRANSLATE_NOOP("Sources", "this chat could not be read"),
    "odd_message": QT_TRANSLATE_NOOP("Sources", "one of its messages could not be read"),
}

# How people come by such a file: the app, and where in it.
WAYS: tuple[tuple[str, str], ...] = (
    (
        "ChatGPT",
        QT_TRANSLATE_NOOP(
            "Sources", "Settings, Data controls, Export data. A link to a file comes by e-mail."
        ),
    ),
    (
        "Claude",
        QT_TRANSLATE_NOOP(
            "Sources", "Settings, Privacy, Export data. A link to a file comes by e-mail."
        ),
    ),
    ("Open WebUI", QT_TRANSLATE_NOOP("Sources", "Settings, Data controls, Export chats.")),
    ("LibreChat", QT_TRANSLATE_NOOP("Sources", "Export in the menu of a chat, in its .json form.")),
    ("LM Studio", QT_TRANSLATE_NOOP("Sources", "The folder .lmstudio/conversations in your own.")),
    ("Jan", QT_TRANSLATE_NOOP("Sources", "The folder “threads” in the data folder of Jan.")),
    ("Chatbox", QT_TRANSLATE_NOOP("Sources", "Settings, Export. Chats are enough.")),
)


def source_name(key: str) -> str:
    return translate("Sources", SOURCES[key]) if key in SOURCES else key


def reason_name(key: str) -> str:
    words = REASONS.get(key, REASONS["not_recognised"])
    return translate("Sources", words)


def ways() -> list[tuple[str, str]]:
    """Names are the same in every language."""
    return [(name, translate("Sources", way)) for name, way in WAYS]
