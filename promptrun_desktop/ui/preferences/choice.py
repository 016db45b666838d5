"""A few choices side by side; the chosen one wears the accent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import Row, button


class Choice(QWidget):
    """`chosen` carries the value, only when a person chose it."""

    chosen = Signal(str)

    def __init__(self, name: str, options: tuple[tuple[str, str], ...]) -> None:
        """`options`: value and words; each button is named after `name` and its value."""
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for value, words in options:
            each = button(words, f"{name}_{value}")
            each.setCheckable(True)
            each.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            group.addButton(each)
            self._buttons[value] = each
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Row(*self._buttons.values()))

    def set_value(self, value: str) -> None:
        self._buttons[value].setChecked(True)
