"""How dialogs are made up: a page that scrolls, a line, and the buttons below it at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets.lines import Hairline

_SIDE = 24


def scrolling(page: QWidget) -> QScrollArea:
    """The keys go to what is on the page, not to what scrolls it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def fill(dialog: QDialog, body: QWidget, *buttons: QPushButton) -> None:
    foot = QHBoxLayout()
    foot.setContentsMargins(_SIDE, 12, _SIDE, 16)
    foot.setSpacing(8)
    foot.addStretch(1)
    for each in buttons:
        foot.addWidget(each)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(body, 1)
    outer.addWidget(Hairline())
    outer.addLayout(foot)
