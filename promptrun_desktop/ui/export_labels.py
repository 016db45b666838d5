"""The words of a saved document, in the language of the window."""

from PySide6.QtCore import QLocale, Qt

from promptrun_desktop.services.transfer import Labels
from promptrun_desktop.ui.translation import translate


def export_labels() -> Labels:
    # A translation says which language it is; without one the words below are shown.
    language = translate("Document", "en", "the language of this translation, as in en or pt-BR")
    return Labels(
        language=language,
        rtl=QLocale(language).textDirection() == Qt.LayoutDirection.RightToLeft,
        untitled=translate("Document", "Chat"),
        you=translate("Document", "You"),
        assistant=translate("Document", "Answer"),
        system=translate("Document", "Note"),
        model=translate("Document", "Model"),
        started=translate("Document", "Started"),
        exported=translate("Document", "Saved"),
        temperature=translate("Document", "Creativity"),
        top_p=translate("Document", "Word choice"),
        instructions=translate("Document", "Instructions for this chat"),
        thinking=translate("Document", "Thinking"),
        writing=translate("Document", "Was still being written when this was saved."),
        stopped=translate("Document", "Stopped by you."),
        cut_off=translate("Document", "Cut off: the end of this answer is missing."),
        failed=translate("Document", "This answer failed."),
        archive=translate("Document", "Chats"),
        all_chats=translate("Document", "All chats"),
        all_months=translate("Document", "All months"),
        date=translate("Document", "Date"),
        chat=translate("Document", "Chat"),
        messages=translate("Document", "Messages"),
        search=translate("Document", "Search all chats"),
        searching=translate("Document", "Searching…"),
        found=translate("Document", "Chats found: {count}"),
        found_nothing=translate("Document", "Nothing was found."),
        show_more=translate("Document", "Show more"),
        unsearchable=translate(
            "Document", "The search could not read its files. Is the whole folder here?"
        ),
        needs_script=translate(
            "Document", "The search needs JavaScript. All chats can be read without it."
        ),
        month_of_year=translate("Document", "{month} {year}", "as in January 2026"),
        months=tuple(QLocale(language).standaloneMonthName(month) for month in range(1, 13)),
    )
