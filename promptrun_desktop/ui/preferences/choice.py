"""A few choices side by side; the chosen one wears the accent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from promptrun_desktop.ui.widgets import button


class Choice(QWidget):
    """`chosen` carries the value, only when a person chose it."""

    chosen = Signal(str)

    def __init__(self, name: str, options: tuple[tuple[str, str], ...]) -> None:
        """`options`: value and words; each button is named after `name` and its value."""
        super().__init__()
        self._buttons = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for value, words in options:
            each = button(words, f"{name}_{value}")
            each.setCheckable(True)
            each.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            group.addButton(each)
            row.addWidget(each)
            self._buttons[value] = each
        row.addStretch(1)

    def set_value(self, value: str) -> None:
        self._buttons[value].setChecked(True)
