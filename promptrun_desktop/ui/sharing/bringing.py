"""Brings chats in: asks for a file, shows what is in it, and has it added."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from promptrun_desktop.domain.errors import AppError
from promptrun_desktop.services.transfer import Preview, Progress, Transfer, Work
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.sharing import places
from promptrun_desktop.ui.sharing.bring_dialog import BringDialog
from promptrun_desktop.ui.wording import Wording

ENDINGS = (".zip", ".json", ".jsonl", ".md", places.BACK_UP_SUFFIX)


class Bringing(QObject):
    """One dialog at a time, over `window`. `accepted`: what was looked at comes in now;
    `refused`: other long work is under way."""

    accepted = Signal()
    refused = Signal()

    def __init__(
        self,
        look: Look,
        transfer: Transfer,
        settings: SettingsFile,
        wording: Wording,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._look = look
        self._transfer = transfer
        self._settings = settings
        self._wording = wording
        self._page = page
        self._dialog: BringDialog | None = None
        # How many chats were in what comes in.
        self.expected = 0
        for undo in (
            transfer.progressed.connect(self._on_progress),
            transfer.looked.connect(self._on_looked),
        ):
            page.destroyed.connect(undo)

    def ask(self, window: QWidget, path: Path | None = None) -> None:
        """For a file, or to bring in this one."""
        if self._dialog is None:
            dialog = self._dialog = BringDialog(self._look, window)
            dialog.file_wanted.connect(lambda: self._choose(folder=False))
            dialog.folder_wanted.connect(lambda: self._choose(folder=True))
            dialog.dropped.connect(self._read)
            dialog.bring_wanted.connect(self._bring)
            dialog.rejected.connect(self._let_go)
            dialog.finished.connect(self._forget)
            dialog.open()
        if path is not None:
            self._read(path)

    @property
    def awaits_file(self) -> bool:
        """Whether a person is being asked for one, perhaps because another could not be read."""
        return self._dialog is not None and self._dialog.is_asking

    def open(self, window: QWidget, path: Path) -> None:
        """A back-up that was opened with the app; of any other file it is said how it comes in."""
        self.ask(window)
        assert self._dialog is not None
        if path.suffix.lower() == places.BACK_UP_SUFFIX:
            self._read(path, only_own=True)
        else:
            self._dialog.show_problem(
                self.tr("Only back-ups of this app open by themselves. Choose other files here.")
            )

    def fail(self, error: AppError) -> bool:
        """Say what went wrong where it was asked for; False if that is not here."""
        if self._dialog is None or not self._dialog.is_reading:
            return False
        self._dialog.show_problem(self._wording.sentence(error.kind))
        return True

    def _choose(self, *, folder: bool) -> None:
        assert self._dialog is not None
        start = self._settings.value.document_folder or places.home()
        if folder:
            title = self.tr("Choose the folder with the chats")
            chooser = places.folder_dialog(self._dialog, title, start)
        else:
            chooser = QFileDialog(self._dialog, self.tr("Choose the file with the chats"))
            chooser.setObjectName("bring_file_dialog")
            chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
            # What it is, is seen from what is in it: the ending only helps to find it.
            known = self.tr("Files with chats")
            endings = " ".join(f"*{each}" for each in ENDINGS)
            chooser.setNameFilters([f"{known} ({endings})", self.tr("All files") + " (*)"])
            chooser.setDirectory(start)
            chooser.finished.connect(chooser.deleteLater)
        chooser.fileSelected.connect(lambda name: self._read(Path(name)))
        chooser.open()

    def _read(self, path: Path, *, only_own: bool = False) -> None:
        if self._dialog is None or self._dialog.is_reading:
            return
        if self._transfer.look(path, only_own=only_own):
            self._dialog.read(path)
        else:
            self._dialog.reject()
            self.refused.emit()

    def _on_progress(self, progress: Progress) -> None:
        if self._dialog is not None and progress.work is Work.LOOK:
            self._dialog.set_progress(progress.done, progress.total)

    def _on_looked(self, preview: Preview) -> None:
        if self._dialog is None:
            self._transfer.dismiss()
        else:
            self.expected = preview.chats
            self._dialog.show_preview(preview)

    def _bring(self) -> None:
        assert self._dialog is not None
        self._dialog.accept()
        self.accepted.emit()
        if not self._transfer.bring():
            self.refused.emit()

    def _let_go(self) -> None:
        if self._transfer.running is Work.LOOK:
            self._transfer.cancel()
        self._transfer.dismiss()

    def _forget(self) -> None:
        self._dialog = None
