"""A conversation on a printer that a person chooses: in slices, with progress, to be cancelled."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.documents.formula_desk import FormulaDesk
from promptrun_desktop.ui.documents.page import Page
from promptrun_desktop.ui.documents.pages import lay_out
from promptrun_desktop.ui.documents.paper import PER_INCH, POINT, PageSize, local_paper, qt_size
from promptrun_desktop.ui.slices import WAIT, Slices


def printers() -> list[str]:
    return list(QPrinterInfo.availablePrinterNames())


class Printing(QObject):
    """One document at a time. Exactly one of `printed`, `cancelled` and `failed` ends each.

    `progressed(page, total)`: pages sent so far; total is 0 while they are being counted.
    `failed` carries a sentence for people.
    """

    started = Signal()
    progressed = Signal(int, int)
    printed = Signal()
    cancelled = Signal()
    failed = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, printers: Callable[[], list[str]] = printers
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._printers = printers
        self._slices = Slices(self)
        self._desk: FormulaDesk | None = None
        self._job: _Job | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def ask(self, content: Content, labels: Labels, draw: Draw | None = None) -> None:
        """Show the system's dialog (it returns at once); print when it is accepted."""
        if not self._printers():
            self.failed.emit(
                self.tr(
                    "No printer is set up on this computer. Save the chat as a PDF document: "
                    "that can be printed elsewhere."
                )
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(qt_size(local_paper()))
        printer.setDocName(content.title[:100])
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(self.tr("Print"))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, False)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)

        def finish(accepted: int) -> None:
            dialog.deleteLater()
            if accepted:
                self.print_to(printer, content, labels, draw)
            else:
                self.cancelled.emit()

        dialog.finished.connect(finish)
        # Its own takes a receiver.
        QDialog.open(dialog)

    def print_to(
        self, printer: QPrinter, content: Content, labels: Labels, draw: Draw | None = None
    ) -> None:
        """To a printer that was chosen already."""
        self.cancel()
        if draw is None:
            self._desk = self._desk or self._open_desk()
            draw = self._desk
        self._job = _Job(printer, lambda paper: lay_out(content, labels, draw, paper))
        self.started.emit()
        self._slices.start(self._work(self._job))

    def cancel(self) -> None:
        """Nothing more is sent; what can be taken back is taken back."""
        if self._job is not None:
            self._end(self.cancelled.emit, taken_back=True)

    def _work(self, job: "_Job") -> Iterator[object]:
        try:
            for sent in job.steps():
                if sent is not None:
                    self.progressed.emit(*sent)
                if self._job is not job:
                    return
                yield WAIT if self._desk is not None and self._desk.held_up() else None
        except OSError:
            sentence = self.tr("The printer did not take the document. Is it on and connected?")
            self._end(lambda: self.failed.emit(sentence), taken_back=True)
        else:
            self._end(self.printed.emit, taken_back=False)

    def _end(self, tell: Callable[[], None], *, taken_back: bool) -> None:
        job, self._job = self._job, None
        self._slices.cancel()
        if job is not None:
            if taken_back:
                job.take_back()
            tell()

    def _open_desk(self) -> FormulaDesk:
        desk = FormulaDesk()
        close = desk.close
        self.destroyed.connect(lambda *_: close())
        return desk


class _Job:
    """Laid out twice: the foot of the first page already says how many there are."""

    def __init__(self, printer: QPrinter, lay: Callable[[PageSize], Iterator[Page | None]]) -> None:
        self._printer = printer
        self._lay = lay
        self._painter: QPainter | None = None
        self._file = printer.outputFileName()

    def steps(self) -> Iterator[tuple[int, int] | None]:
        """After each page how many were sent of how many. Raises OSError if one is not taken."""
        printer = self._printer
        # From the edges of the sheet: our margins are wider than those that can not be printed.
        printer.setFullPage(True)
        sheet = printer.pageLayout().fullRectPoints()
        paper = PageSize(sheet.width() * POINT, sheet.height() * POINT)
        total = 0
        for page in self._lay(paper):
            total += page is not None
            yield (0, 0) if page is not None else None
        first, last = printer.fromPage() or 1, printer.toPage() or total
        again = 1 if printer.supportsMultipleCopies() else printer.copyCount()
        sent, whole = 0, max(0, min(last, total) - first + 1) * again
        for _copy in range(again):
            for page in self._lay(paper):
                if page is not None and first <= page.number <= last:
                    self._paint(page, total)
                    sent += 1
                    yield sent, whole
                else:
                    yield None
        self._finish()

    def take_back(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        if self._file:
            self._part.unlink(missing_ok=True)

    @property
    def _part(self) -> Path:
        """What is written until it is whole."""
        path = Path(self._file)
        return path.with_name(f".{path.stem}.part{path.suffix}")

    def _paint(self, page: Page, total: int) -> None:
        printer = self._printer
        if self._painter is None:
            if self._file:
                printer.setOutputFileName(str(self._part))
            self._painter = QPainter()
            if not self._painter.begin(printer):
                raise OSError
        elif not printer.newPage():
            raise OSError
        painter = self._painter
        painter.save()
        painter.scale(printer.resolution() / PER_INCH, printer.resolution() / PER_INCH)
        page.paint(painter, total)
        painter.restore()

    def _finish(self) -> None:
        if self._painter is None or not self._painter.end():
            raise OSError
        if self._printer.printerState() == QPrinter.PrinterState.Error:
            raise OSError
        if self._file:
            self._part.replace(self._file)
