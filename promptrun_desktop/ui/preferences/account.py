"""Which key is kept, and how to change or forget it."""

from PySide6.QtCore import QCoreApplication, Signal

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import Row, button, plain_label


class Account(Section):
    """Forgetting takes two presses, on the spot."""

    replace_requested = Signal()
    forget_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(QCoreApplication.translate("Account", "Account"), "account")
        self._sentence = plain_label("", "dim")
        self._sentence.setObjectName("kept_key")
        self._replace = button("", "replace_key")
        self._replace.clicked.connect(self.replace_requested)
        self._forget = button(self.tr("Forget key"), "forget_key", "danger")
        self._forget.clicked.connect(lambda: self._ask(True))
        self._offer = Row(self._replace, self._forget)
        question = plain_label(self.tr("Forget key?"), wrap=False)
        yes = button(self.tr("Forget"), "forget_key_yes", "danger")
        yes.clicked.connect(self._confirmed)
        self._no = button(self.tr("Keep"), "forget_key_no")
        self._no.clicked.connect(lambda: self._ask(False))
        self._question = Row(question, yes, self._no)
        self._problem = StatusLine(look)
        for each in (self._sentence, self._offer, self._question, self._problem):
            self.column.addWidget(each)
        self.set_key("", "")

    def set_key(self, last4: str, where: str) -> None:
        """`where` as in "your desktop’s keyring"; no key for an empty `last4`."""
        self._sentence.setText(
            self.tr("Your key ends in ····{last4} and is kept in {place}.")
            .replace("{last4}", last4)
            .replace("{place}", where)
            if last4
            else self.tr("No key is kept on this computer.")
        )
        words = self.tr("Replace key") if last4 else self.tr("Add a key")
        self._replace.setText(words)
        self._replace.setAccessibleName(words)
        self._forget.setVisible(bool(last4))
        self._problem.say("", "err")
        self._show_question(False)

    def show_problem(self, sentence: str) -> None:
        self._problem.say(sentence, "err", "alert")

    def _ask(self, asking: bool) -> None:
        self._show_question(asking)
        (self._no if asking else self._forget).setFocus()

    def _confirmed(self) -> None:
        self._show_question(False)
        self.forget_requested.emit()

    def _show_question(self, asking: bool) -> None:
        self._offer.setVisible(not asking)
        self._question.setVisible(asking)
