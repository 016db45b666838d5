"""What a chat without messages shows: a greeting and three example questions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.ui.centred_column import CentredColumn
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import WrappingButton, plain_label

WIDEST = 520


class EmptyChat(QWidget):
    """`asked` carries the example question as it is sent."""

    asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_chat")
        area = CentredColumn(look.px(WIDEST))
        look.changed.connect(lambda: area.set_widest(look.px(WIDEST)))
        column = area.column
        self._greeting = plain_label(size="title24")
        self._explained = plain_label(tone="dim")
        column.addWidget(self._greeting)
        column.addWidget(self._explained)
        self.set_temporary(False)
        column.addSpacing(12)
        for number, question in enumerate(self._questions(), 1):
            column.addWidget(self._example(number, question))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def set_temporary(self, temporary: bool) -> None:
        if temporary:
            self._greeting.setText(self.tr("Temporary chat"))
            self._explained.setText(
                self.tr("Gone when you close the app. Never in search or copies.")
            )
        else:
            self._greeting.setText(self.tr("What would you like to know?"))
            self._explained.setText(self.tr("Ask anything below, or start with one of these."))

    def _questions(self) -> tuple[str, ...]:
        return (
            self.tr("Why is a day on Venus so strange?"),
            self.tr("Write a friendly letter to my landlord about a dripping tap"),
            self.tr("Explain compound interest with a small table"),
        )

    def _example(self, number: int, question: str) -> WrappingButton:
        example = WrappingButton(question, f"example_{number}")
        example.setToolTip(self.tr("Ask this question"))
        example.clicked.connect(lambda: self.asked.emit(question))
        return example
