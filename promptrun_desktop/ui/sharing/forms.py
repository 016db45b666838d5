"""The forms a document can have, in words: one table, the first is offered first."""

from promptrun_desktop.ui.sharing.scope import ARCHIVE, Kind
from promptrun_desktop.ui.translation import QT_TRANSLATE_NOOP, translate

# key: (name, what it is good for).
FORMS: dict[str, tuple[str, str]] = {
    "webpage": (
        QT_TRANSLATE_NOOP("Forms", "Web page"),
        QT_TRANSLATE_NOOP("Forms", "Opens in any browser, also without the internet."),
    ),
    "pdf": (
        QT_TRANSLATE_NOOP("Forms", "PDF"),
        QT_TRANSLATE_NOOP("Forms", "Pages that look the same everywhere. Good to send or print."),
    ),
    "word": (
        QT_TRANSLATE_NOOP("Forms", "Word"),
        QT_TRANSLATE_NOOP("Forms", "To go on writing in Word, LibreOffice or Google Docs."),
    ),
    "markdown": (
        QT_TRANSLATE_NOOP("Forms", "Markdown"),
        QT_TRANSLATE_NOOP("Forms", "Text with simple marks, for notes. This app can read it back."),
    ),
    "plain": (
        QT_TRANSLATE_NOOP("Forms", "Plain text"),
        QT_TRANSLATE_NOOP("Forms", "Words alone. Every program can open it."),
    ),
    ARCHIVE: (
        QT_TRANSLATE_NOOP("Forms", "Offline archive"),
        QT_TRANSLATE_NOOP("Forms", "A folder with a list and a search. Opens in any browser."),
    ),
}
# What a preview shows as letters, and what exactly as it will be.
AS_TEXT, AS_PAGES = frozenset({"markdown", "plain"}), frozenset({"pdf"})


def forms_of(kind: Kind) -> list[str]:
    """Those to choose from; the archive is for all chats, and comes first there."""
    single = [each for each in FORMS if each != ARCHIVE]
    return [ARCHIVE, *single] if kind is Kind.ALL else single


def name_of(form: str) -> str:
    return translate("Forms", FORMS[form][0])


def good_for(form: str) -> str:
    return translate("Forms", FORMS[form][1])
