"""Binds the strip of progress to what runs: long work of chats, or a printer."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from promptrun_desktop.services.transfer import Progress, Transfer, Work
from promptrun_desktop.ui.documents.printing import Printing
from promptrun_desktop.ui.sharing.progress_strip import ProgressStrip
from promptrun_desktop.ui.sharing.words import SharingWords


class Progressing(QObject):
    """Both may run; the strip tells of what moved last, and Cancel ends that."""

    def __init__(self, strip: ProgressStrip, transfer: Transfer, printing: Printing) -> None:
        super().__init__(strip)
        self._strip = strip
        self._words = SharingWords()
        self._transfer = transfer
        # Whether a person ended what ran last.
        self.was_cancelled = False
        self._cancel: Callable[[], object] = transfer.cancel
        for undo in (
            transfer.progressed.connect(self._on_progress),
            transfer.ended.connect(self._on_ended),
        ):
            strip.destroyed.connect(undo)
        printing.progressed.connect(self._on_printed)
        for signal in (printing.printed, printing.cancelled, printing.failed):
            signal.connect(strip.end)
        self._stop_printing = printing.cancel
        strip.cancelled.connect(self._stop)

    def _stop(self) -> None:
        self.was_cancelled = True
        self._cancel()

    def _on_progress(self, progress: Progress) -> None:
        # What is looked at is told where it was asked for.
        running = self._transfer.running
        if progress.work is not Work.LOOK and running in (None, progress.work):
            self.was_cancelled = self.was_cancelled and progress.done > 0
            self._cancel = self._transfer.cancel
            single = running is None
            text = self._words.saving_one() if single else self._words.working(progress)
            self._strip.show_progress(text, progress.done, progress.total)

    def _on_ended(self, _work: Work) -> None:
        # A document that is done says nothing of what takes longer.
        if self._transfer.running is None:
            self._strip.end()

    def _on_printed(self, page: int, total: int) -> None:
        self._cancel = self._stop_printing
        self._strip.show_progress(self._words.printing(page), page, total)
