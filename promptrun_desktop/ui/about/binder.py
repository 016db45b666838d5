"""Opens what is told of the app: one dialog at a time, and its licences over it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.components import Component, Components
from promptrun_desktop.ui.about.dialog import AboutDialog
from promptrun_desktop.ui.about.facts import Facts
from promptrun_desktop.ui.about.licences import LicencesDialog
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.opener import LinkOpener

QT_SOURCE = "https://code.qt.io/cgit/"


class AboutBinder(QObject):
    """`open` is a slot: whoever has a button for it connects that."""

    def __init__(
        self,
        window: QWidget,
        look: Look,
        components: Components,
        facts: Facts,
        opener: LinkOpener,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._components = components
        self._facts = facts
        self._opener = opener
        self._dialog: AboutDialog | None = None
        self._licences: LicencesDialog | None = None
        self.destroyed.connect(components.listed.connect(self._list))

    def open(self) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = self._dialog = AboutDialog(self._look, self._facts, self._window)
        dialog.folder_requested.connect(lambda: self._opener.open_folder(self._facts.folder))
        dialog.licences_requested.connect(self._open_licences)
        dialog.source_requested.connect(lambda: self._opener.open(QT_SOURCE))
        dialog.destroyed.connect(self._closed)
        dialog.open()
        # The help, which leads here, is a window of its own and lies above.
        dialog.activateWindow()

    def _open_licences(self) -> None:
        if self._dialog is None or self._licences is not None:
            return
        dialog = self._licences = LicencesDialog(self._look, self._dialog)
        dialog.destroyed.connect(self._licences_closed)
        dialog.open()
        self._components.list()

    def _list(self, components: Sequence[Component]) -> None:
        if self._licences is not None:
            self._licences.set_components(components)

    def _closed(self) -> None:
        self._dialog = None

    def _licences_closed(self) -> None:
        self._licences = None
