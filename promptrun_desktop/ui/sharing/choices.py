"""One of a few, below each other, each with room for its whole name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import plain_label


class Choices(QWidget):
    """`chosen` carries the value, only when a person chose it."""

    chosen = Signal(str)

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title = title
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(plain_label(title, size="bold"))

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Value and words of each, in the place of those before; nothing is chosen yet."""
        for each in self._buttons.values():
            self._group.removeButton(each)
            self._column.removeWidget(each)
            each.deleteLater()
        self._buttons = {}
        for value, words in options:
            # One & would underline the next letter.
            each = QRadioButton(words.replace("&", "&&"))
            each.setObjectName(f"{self.objectName()}_{value}")
            each.setAccessibleName(f"{self._title}: {words}")
            each.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            self._group.addButton(each)
            self._column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons[value] = each

    @property
    def values(self) -> list[str]:
        return list(self._buttons)

    def set_value(self, value: str) -> None:
        self._buttons[value].setChecked(True)

    def focus(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()
