"""Binds asking for new versions to a quiet bar on the page and to its switch."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.update import Update
from promptrun_desktop.services.updates import Outcome, Updates
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.chat_page import ChatPage
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.notice_bar import Notice, NoticeBar
from promptrun_desktop.ui.opener import LinkOpener
from promptrun_desktop.ui.preferences import Preferences
from promptrun_desktop.ui.preferences.versions import NewVersions


class UpdatesBinder(QObject):
    """`host` is who is asked. The page is opened by a press alone, after its host was shown."""

    def __init__(
        self,
        updates: Updates,
        host: str,
        look: Look,
        settings: SettingsFile,
        opener: LinkOpener,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._updates = updates
        self._host = host
        self._look = look
        self._settings = settings
        self._opener = opener
        self._bar: NoticeBar | None = None
        self._section: NewVersions | None = None
        self._shown: Update | None = None
        for undo in (
            updates.found.connect(self._show),
            updates.ended.connect(self._on_ended),
            updates.asking.connect(self._on_asking),
            updates.told.connect(self._on_told),
        ):
            self.destroyed.connect(undo)

    def show_on(self, page: ChatPage) -> None:
        """From now on this page says it."""
        bar = self._bar = NoticeBar(self._look)
        bar.setObjectName("update_bar")
        bar.acted.connect(self._act)
        bar.gone.connect(self._on_gone)
        page.add_news(bar)
        if self._shown is not None:
            # The page before it was closed with its file.
            self._show(self._shown)

    def add_switch(self, dialog: Preferences) -> None:
        """To the preferences that are about to be shown."""
        section = self._section = NewVersions(self._look, self._host)
        section.set_value(self._settings.value.check_updates)
        section.chosen.connect(lambda value: dialog.changed.emit("check_updates", value))
        section.see_requested.connect(dialog.close)
        section.see_requested.connect(self._see)
        dialog.add(section)
        dialog.finished.connect(self._forget_section)
        if self._updates.newer is not None:
            self._on_told(Outcome.NEWER)

    def _show(self, update: Update) -> None:
        bar = self._living_bar()
        if bar is None:
            return
        self._shown = None
        words = self.tr("Version {version} is available.").replace("{version}", update.version)
        bar.show_notice(
            Notice(
                words,
                self.tr("See what is new"),
                "see",
                tone="accent",
                icon="info",
                second=(self.tr("Not now"), "dismiss"),
            )
        )
        self._shown = update

    def _act(self, action: str) -> None:
        if action == "see":
            self._see()
        elif (bar := self._living_bar()) is not None:
            bar.hide_notice()

    def _see(self) -> None:
        if (update := self._updates.newer) is not None:
            self._opener.open(update.page).accepted.connect(self._hide)

    def _on_gone(self) -> None:
        """Closed by hand: nothing more of this version."""
        if self._shown is not None:
            self._shown = None
            self._updates.dismiss()

    def _hide(self) -> None:
        """For this run; the next one may say it again."""
        self._shown = None
        if (bar := self._living_bar()) is not None:
            bar.hide_notice()

    def _on_ended(self) -> None:
        self._hide()
        if self._section is not None:
            self._section.clear()

    def _on_asking(self) -> None:
        if self._section is not None:
            self._section.show_asking()

    def _on_told(self, outcome: Outcome) -> None:
        if self._section is not None:
            self._section.show_outcome(outcome, self._updates.newer)

    def _forget_section(self) -> None:
        self._section = None

    def _living_bar(self) -> NoticeBar | None:
        """None while a page goes and the next has not come."""
        return self._bar if self._bar is not None and shiboken6.isValid(self._bar) else None
