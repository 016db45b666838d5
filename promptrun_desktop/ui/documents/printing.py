"""A conversation on a printer that a person chooses: in slices, with progress, to be cancelled."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from promptrun_desktop.services.documents import Content, Draw, Labels


class Printing(QObject):
    """One document at a time. Exactly one of `printed`, `cancelled` and `failed` ends each.

    `progressed(page, total)`: pages sent so far; total is 0 while it is not known yet.
    `failed` carries a sentence for people.
    """

    started = Signal()
    progressed = Signal(int, int)
    printed = Signal()
    cancelled = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def ask(self, content: Content, labels: Labels, draw: Draw | None = None) -> None:
        """Show the system's dialog (it returns at once); print when it is accepted."""
        raise NotImplementedError

    def print_to(
        self, printer: QPrinter, content: Content, labels: Labels, draw: Draw | None = None
    ) -> None:
        """To a printer that was chosen already."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Nothing more is sent; what can be taken back is taken back."""
        raise NotImplementedError
