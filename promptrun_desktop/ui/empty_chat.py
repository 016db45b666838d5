"""What a chat without messages shows: a greeting and three example questions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import button, plain_label

WIDEST = 520


class EmptyChat(QWidget):
    """`asked` carries the example question as it is sent."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_chat")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(self.tr("What would you like to know?"), size="title24"))
        column.addWidget(
            plain_label(self.tr("Ask anything below, or start with one of these."), "dim")
        )
        column.addSpacing(12)
        for number, question in enumerate(self._questions(), 1):
            column.addWidget(self._example(number, question))
        holder = QWidget()
        holder.setLayout(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addStretch(2)
        outer.addWidget(holder, 0)
        outer.setAlignment(holder, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._holder = holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._holder.setFixedWidth(max(240, min(WIDEST, self.width() - 48)))

    def _questions(self) -> tuple[str, ...]:
        return (
            self.tr("Why is a day on Venus so strange?"),
            self.tr("Write a friendly letter to my landlord about a dripping tap"),
            self.tr("Explain compound interest with a small table"),
        )

    def _example(self, number: int, question: str) -> QPushButton:
        example = button(question, f"example_{number}", "example")
        example.setToolTip(self.tr("Ask this question"))
        example.clicked.connect(lambda: self.asked.emit(question))
        return example
