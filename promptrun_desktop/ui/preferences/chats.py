"""All chats: as documents, as a back-up, from another app."""

from PySide6.QtCore import QCoreApplication, Signal

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.widgets import Row, button, plain_label, wear_icon


class Chats(Section):
    """Nothing is done here: each button leads to a dialog of its own."""

    back_up_requested = Signal()
    bring_requested = Signal()
    save_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(QCoreApplication.translate("Chats", "Your chats"), "your_chats")
        back_up = button(self.tr("Back up my chats…"), "back_up")
        wear_icon(back_up, look, "archive", "dim")
        back_up.clicked.connect(self.back_up_requested)
        bring = button(self.tr("Bring my chats…"), "bring")
        wear_icon(bring, look, "bring-in", "dim")
        bring.clicked.connect(self.bring_requested)
        save = button(self.tr("Save as documents…"), "save_all")
        wear_icon(save, look, "download", "dim")
        save.clicked.connect(self.save_requested)
        for words, row in (
            (
                self.tr(
                    "A back-up is one file with all chats and without your key. "
                    "Bring it in again here or on another computer: what is there stays."
                ),
                Row(back_up, bring),
            ),
            (
                self.tr("As documents they can be read, searched and printed without this app."),
                Row(save),
            ),
        ):
            self.column.addWidget(plain_label(words, "dim"))
            self.column.addWidget(row)
