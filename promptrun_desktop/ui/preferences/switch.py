"""A yes or no whose sentence wraps, which the text of a check box does not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from promptrun_desktop.ui.widgets import plain_label


class Switch(QWidget):
    """`chosen` fires for what a person does, not for `set_value`."""

    chosen = Signal(bool)

    def __init__(self, name: str, sentence: str, explained: str) -> None:
        super().__init__()
        self._box = QCheckBox()
        self._box.setObjectName(name)
        self._box.setAccessibleName(f"{sentence}, {explained}")
        self._box.clicked.connect(self.chosen)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._box, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(sentence), 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(plain_label(explained, "dim", "small"), 1, 1)

    def set_value(self, value: bool) -> None:
        self._box.setChecked(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # The sentence belongs to the box: a click on it counts.
        if self.rect().contains(event.position().toPoint()):
            self._box.click()
