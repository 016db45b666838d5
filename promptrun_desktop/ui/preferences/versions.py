"""Whether the newest version is asked for, of whom, and what the last answer was."""

from PySide6.QtCore import QCoreApplication, Qt, Signal

from promptrun_desktop.domain.update import Update
from promptrun_desktop.services.updates import Outcome
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.preferences.switch import Switch
from promptrun_desktop.ui.status_line import StatusLine
from promptrun_desktop.ui.widgets import button


class NewVersions(Section):
    """`see_requested`: the page of the version that was found."""

    chosen = Signal(bool)
    see_requested = Signal()

    def __init__(self, look: Look, host: str) -> None:
        super().__init__(QCoreApplication.translate("NewVersions", "New versions"), "new_versions")
        self._host = host
        explained = self.tr(
            "Once a day, {host} is asked for the number of the newest version. It sees your "
            "internet address, as every site does, and nothing else of you or your chats. "
            "Nothing is downloaded: you are told, and shown a page."
        )
        self._switch = Switch(
            "check_updates",
            self.tr("Tell me when there is a new version"),
            explained.replace("{host}", host),
        )
        self._switch.chosen.connect(self.chosen)
        self._status = StatusLine(look)
        self._see = button(self.tr("See what is new"), "update_see", "link")
        self._see.clicked.connect(self.see_requested)
        self.column.addWidget(self._switch)
        self.column.addWidget(self._status)
        self.column.addWidget(self._see, 0, Qt.AlignmentFlag.AlignLeft)
        self.clear()

    def set_value(self, value: bool) -> None:
        self._switch.set_value(value)

    def clear(self) -> None:
        self._say("", "dim")

    def show_asking(self) -> None:
        self._say(self.tr("Asking {host}…").replace("{host}", self._host), "dim", "clock")

    def show_outcome(self, outcome: Outcome, newer: Update | None = None) -> None:
        if newer is not None:
            words = self.tr("Version {version} is available.").replace("{version}", newer.version)
            self._say(f"{words} {newer.new}", "accent", "info")
            self._see.show()
        elif outcome is Outcome.NEWEST:
            self._say(self.tr("You have the newest version."), "ok", "check-circle")
        else:
            words = self.tr("That could not be found out just now. It is tried again tomorrow.")
            self._say(words, "dim", "info")

    def _say(self, words: str, tone: str, icon: str = "") -> None:
        self._status.say(words, tone, icon)
        self._see.hide()
