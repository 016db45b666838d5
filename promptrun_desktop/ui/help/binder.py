"""Opens the help on the page that fits, and tells once of what an update brought."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.help import news
from promptrun_desktop.ui.help.fitting import DIALOGS, fitting_page
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.main_window import MainWindow
from promptrun_desktop.ui.notice_bar import Notice
from promptrun_desktop.ui.opener import LinkOpener

if TYPE_CHECKING:
    # Who never asks for help never pays for it.
    from promptrun_desktop.ui.help.window import HelpWindow

_HAS_KEY = "help_key"


class HelpBinder(QObject):
    """One help window at a time. It belongs to no other window: a question that blocks the main
    window leaves it usable, and it closes when the main window does.

    `extra` are rows below the pages that open something else: their words and their deeds.
    """

    def __init__(
        self, window: MainWindow, look: Look, settings: SettingsFile, opener: LinkOpener
    ) -> None:
        super().__init__(window)
        self.extra: list[tuple[str, Callable[[], object]]] = []
        self._main = window
        self._look = look
        self._settings = settings
        self._opener = opener
        self._help: HelpWindow | None = None
        window.closing.connect(self.close)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def offer_about(self, open: Callable[[], object]) -> None:
        """A row below the pages, which leads to the main window and what stands over it."""

        def lead_there() -> None:
            self._main.activateWindow()
            open()

        self.extra.append((self.tr("About this app…"), lead_there))

    def open(self, page: str = "") -> None:
        """`page` is the name of one; empty for the one that fits what is on the screen."""
        if self._help is None:
            from promptrun_desktop.ui.help.window import HelpWindow

            self._help = HelpWindow(self._look, self._main, self.extra)
            self._help.outside.connect(self._opener.open_trusted)
            self._help.finished.connect(self._on_closed)
        self._help.open_page(page or fitting_page(self._main))
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def close(self) -> None:
        if self._help is not None:
            self._help.close()

    def tell_of_news(self, version: str) -> None:
        """A quiet line in the chat that is shown, once after an update; never at a first start."""
        seen, shell = self._settings.value.seen_version, self._main.shell
        if news.is_new(seen, version):
            if shell is None or not shell.isVisible() or shell.page.notice.isVisible():
                # What is there to be said comes first: the next start tells.
                return
            words = self.tr("What’s new in {version}").replace("{version}", news.short(version))
            notice = Notice(
                self.tr("Promptrun Desktop was updated."), words, "whats_new", "dim", "info"
            )
            shell.offer(notice, {"whats_new": lambda: self.open("whats-new")})
        if seen != version:
            self._settings.change(seen_version=version)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A dialog holds back the keys of the window below it: it is given this one itself."""
        dialog = new.window() if new is not None else None
        if not isinstance(dialog, QDialog) or dialog is self._help or dialog.property(_HAS_KEY):
            return
        dialog.setProperty(_HAS_KEY, True)
        page = DIALOGS.get(dialog.objectName(), "")
        QShortcut(QKeySequence("F1"), dialog, lambda: self.open(page))

    def _on_closed(self) -> None:
        if self._help is not None:
            self._help.deleteLater()
            self._help = None
