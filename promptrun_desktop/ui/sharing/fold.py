"""Something that few people want to read, behind a line that unfolds it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import button, wear_icon


class Fold(QWidget):
    def __init__(self, look: Look, title: str, name: str, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self._toggle = button(title, name, "fold")
        self._toggle.setCheckable(True)
        self._chevron = wear_icon(self._toggle, look, "chevron-right", "dim")
        self._toggle.toggled.connect(self._unfold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content)
        content.hide()

    def name(self, title: str) -> None:
        self._toggle.setText(title)
        self._toggle.setAccessibleName(title)

    def _unfold(self, open_: bool) -> None:
        self._content.setVisible(open_)
        self._chevron.set_icon("chevron-down" if open_ else "chevron-right", "dim")
