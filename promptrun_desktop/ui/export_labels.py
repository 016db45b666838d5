"""The words of a saved document, in the language of the window."""

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from promptrun_desktop.services.transfer import Labels


def export_labels() -> Labels:
    tr = QCoreApplication.translate
    # A translation says which language it is; without one the words below are shown.
    language = tr("Document", "en", "the language of this translation, as in en or pt-BR")
    return Labels(
        language=language,
        rtl=QLocale(language).textDirection() == Qt.LayoutDirection.RightToLeft,
        untitled=tr("Document", "Chat"),
        you=tr("Document", "You"),
        assistant=tr("Document", "Answer"),
        system=tr("Document", "Note"),
        model=tr("Document", "Model"),
        started=tr("Document", "Started"),
        exported=tr("Document", "Saved"),
        temperature=tr("Document", "Creativity"),
        top_p=tr("Document", "Word choice"),
        instructions=tr("Document", "Instructions for this chat"),
        thinking=tr("Document", "Thinking"),
        writing=tr("Document", "Was still being written when this was saved."),
        stopped=tr("Document", "Stopped by you."),
        cut_off=tr("Document", "Cut off: the end of this answer is missing."),
        failed=tr("Document", "This answer failed."),
    )
