"""The preview of a document: its pages under each other, laid out as far as they are seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.look import Look


class Preview(QAbstractScrollArea):
    """`counted(pages, complete)`: how many pages are laid out by now, and whether these are all.

    `moved(page)`: the first page that is seen, counted from 1.
    """

    counted = Signal(int, bool)
    moved = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def show_content(self, content: Content, labels: Labels, draw: Draw | None = None) -> None:
        """In place of what was shown. Without `draw` formulas are drawn by a process of its own."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Plain characters of equal width: the beginning of a document that is text."""
        raise NotImplementedError

    def clear(self) -> None:
        """Nothing is shown, and nothing worked on."""
        raise NotImplementedError
