"""Which key is kept, and how to change or forget it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import Row, button, plain_label


class Account(Section):
    """Forgetting takes two presses, on the spot."""

    replace_requested = Signal()
    forget_requested = Signal()
    give_up_requested = Signal()

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
        self._give_up = button(self.tr("Cancel"), "give_up_key")
        self._give_up.clicked.connect(self.give_up_requested)
        for each in (self._sentence, self._offer, self._question, self._problem):
            self.column.addWidget(each)
        self.column.addWidget(self._give_up, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_waiting("")
        self.set_key("", "")

    def set_key(self, last4: str, where: str) -> None:
        """`where` as in "your desktop’s keyring", empty for no key; `last4` is empty until the key
        was read."""
        sentence = self.tr("No key is kept on this computer.")
        if last4:
            sentence = self.tr("Your key ends in ····{last4} and is kept in {place}.")
        elif where:
            sentence = self.tr("Your key is kept in {place}.")
        self._sentence.setText(sentence.replace("{last4}", last4).replace("{place}", where))
        words = self.tr("Replace key") if where else self.tr("Add a key")
        self._replace.setText(words)
        self._replace.setAccessibleName(words)
        self._forget.setVisible(bool(where))
        self._problem.say("", "err")
        self._show_question(False)

    def show_problem(self, sentence: str) -> None:
        self._problem.say(sentence, "err", "alert")

    def show_waiting(self, sentence: str) -> None:
        """What is waited for; nothing any more if empty."""
        self._problem.say(sentence, "dim", "key" if sentence else "")
        self._give_up.setVisible(bool(sentence))

    def _ask(self, asking: bool) -> None:
        self._show_question(asking)
        (self._no if asking else self._forget).setFocus()

    def _confirmed(self) -> None:
        self._show_question(False)
        self.forget_requested.emit()

    def _show_question(self, asking: bool) -> None:
        self._offer.setVisible(not asking)
        self._question.setVisible(asking)
