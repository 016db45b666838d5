"""Asks before the window closes on work that is under way: a back-up would not be there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import button, plain_label


class ClosingQuestion(QDialog):
    """`stop_wanted`: close now; `wait_wanted`: close when it is done. Else it stays open."""

    stop_wanted = Signal()
    wait_wanted = Signal()

    def __init__(self, doing: str, parent: QWidget) -> None:
        """`doing` says what is under way."""
        super().__init__(parent)
        self.setObjectName("closing_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Not done yet"))
        wait = button(self.tr("Close when it is done"), "close_later", "primary")
        wait.setDefault(True)
        wait.clicked.connect(self.accept)
        wait.clicked.connect(self.wait_wanted)
        stop = button(self.tr("Stop and close"), "close_now")
        stop.clicked.connect(self.accept)
        stop.clicked.connect(self.stop_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(plain_label(self.windowTitle(), size="title16"))
        column.addWidget(plain_label(doing, "dim"))
        column.addSpacing(8)
        width = min(self.fontMetrics().averageCharWidth() * 60, parent.window().width() - 32)
        direction = QBoxLayout.Direction
        buttons = QBoxLayout(direction.LeftToRight)
        buttons.setSpacing(8)
        for each in (wait, stop):
            each.ensurePolished()
            buttons.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        if wait.sizeHint().width() + stop.sizeHint().width() + 64 > width:
            buttons.setDirection(direction.TopToBottom)
        buttons.addStretch(1)
        column.addLayout(buttons)
        # So high at least: below each other the buttons need it.
        self.setMinimumHeight(column.heightForWidth(width))
        self.resize(width, self.minimumHeight())
        wait.setFocus()
