"""How large the text is: a slider, two buttons and the percentage."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, plain_label

STEP = 10


class TextSize(QWidget):
    """In percent. `chosen` comes when the knob is let go, or the text would move under it."""

    chosen = Signal(int)

    def __init__(self, look: Look, lowest: int, highest: int) -> None:
        super().__init__()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("text_size")
        self._slider.setAccessibleName(self.tr("Text size"))
        self._slider.setRange(lowest, highest)
        self._slider.setSingleStep(STEP)
        self._slider.setPageStep(STEP)
        self._slider.setTracking(False)
        self._slider.sliderMoved.connect(self._show)
        self._slider.valueChanged.connect(self._choose)
        self._value = plain_label("", wrap=False)
        self._value.setObjectName("text_size_value")
        self._smaller = IconButton(look, "minus", self.tr("Smaller text"), "text_smaller")
        self._smaller.clicked.connect(lambda: self._step(-STEP))
        self._larger = IconButton(look, "plus", self.tr("Larger text"), "text_larger")
        self._larger.clicked.connect(lambda: self._step(STEP))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._smaller)
        row.addWidget(self._slider, 1)
        row.addWidget(self._larger)
        row.addWidget(self._value)

    def set_value(self, percent: int) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(percent)
        self._show(percent)

    def _step(self, by: int) -> None:
        # To the next round number, also from 95.
        value = self._slider.value()
        self._slider.setValue(
            (value // STEP) * STEP + by if by > 0 else -(-value // STEP) * STEP + by
        )

    def _choose(self, percent: int) -> None:
        self._show(percent)
        self.chosen.emit(percent)

    def _show(self, percent: int) -> None:
        self._value.setText(self.tr("{percent} %").replace("{percent}", str(percent)))
        self._smaller.setEnabled(percent > self._slider.minimum())
        self._larger.setEnabled(percent < self._slider.maximum())
