"""Which version this is; more of it in a dialog of its own."""

from PySide6.QtCore import QCoreApplication, Signal

from promptrun_desktop import __version__
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.preferences.section import Section
from promptrun_desktop.ui.widgets import Row, button, plain_label, wear_icon


class About(Section):
    about_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(QCoreApplication.translate("About", "About this app"), "about_this_app")
        words = self.tr("Promptrun Desktop, version {version}").replace("{version}", __version__)
        self.column.addWidget(plain_label(words, "dim"))
        more = button(self.tr("More…"), "about")
        more.setAccessibleName(self.tr("More about Promptrun Desktop"))
        wear_icon(more, look, "info", "dim")
        more.clicked.connect(self.about_requested)
        self.column.addWidget(Row(more))
