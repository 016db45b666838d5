"""What can still be done with a key below the sentence that says what became of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import button

# The words stand in line with those of the sentence above, which begins behind its sign.
INDENT = 17


class KeyOffers(QWidget):
    """One quiet button at a time, or none; takes no room while there is none."""

    keep_anyway = Signal()
    keep_again = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._anyway = button(self.tr("Keep it anyway"), "keep_anyway", "link")
        self._anyway.setToolTip(self.tr("Keep this key without checking it"))
        self._anyway.clicked.connect(self.keep_anyway)
        self._again = button(self.tr("Try to keep it again"), "keep_again", "link")
        self._again.setToolTip(self.tr("Ask your computer’s password store once more"))
        self._again.clicked.connect(self.keep_again)
        self._column = QVBoxLayout(self)
        for each in (self._anyway, self._again):
            self._column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        look.changed.connect(self._indent)
        self._indent()
        self.clear()

    def clear(self) -> None:
        self._show(anyway=False, again=False)

    def offer_anyway(self) -> None:
        self._show(anyway=True, again=False)

    def offer_again(self) -> None:
        self._show(anyway=False, again=True)

    def _indent(self) -> None:
        self._column.setContentsMargins(self._look.px(INDENT), 0, 0, 0)

    def _show(self, *, anyway: bool, again: bool) -> None:
        self._anyway.setVisible(anyway)
        self._again.setVisible(again)
        self.setVisible(anyway or again)
