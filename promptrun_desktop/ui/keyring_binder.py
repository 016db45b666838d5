"""Tells in a chat that the password store may ask for a password, and lets a person not wait."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from promptrun_desktop.services.asking import Asking
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.keyring_words import waiting
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.remedies import Remedies

_GIVE_UP = "give_up_key"


class KeyringBinder(QObject):
    """The first screen and the preferences say it themselves: it is never said twice."""

    def __init__(self, asking: Asking, page: ChatPage, remedies: Remedies) -> None:
        super().__init__(page)
        self._asking = asking
        self._page = page
        self._remedies = remedies
        self.destroyed.connect(asking.changed.connect(self._on_changed))

    def _on_changed(self, asking: bool) -> None:
        notice = self._page.notice
        if not asking:
            if notice.isVisible() and notice.action == _GIVE_UP:
                notice.hide_notice()
        elif self._page.isVisible() and QApplication.activeModalWidget() is None:
            words = Notice(waiting(), self.tr("Cancel"), _GIVE_UP, tone="dim", icon="key")
            self._remedies.show(words, {_GIVE_UP: self._asking.give_up})
