"""A slider that may rest: grey where nothing is set, and moved only on purpose."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget


class RestingSlider(QSlider):
    """`moved` carries the tick whenever a person moves the knob, even back to where it lay."""

    moved = Signal(int)

    def __init__(self, ticks: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._placing = False
        self.setRange(0, ticks)
        self.setSingleStep(1)
        self.setPageStep(max(1, ticks // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("unset", False)
        # A key may leave the knob where it is and still mean it: End at the end.
        self.actionTriggered.connect(lambda _action: self.moved.emit(self.sliderPosition()))
        # What assistive technology sets comes by here alone.
        self.valueChanged.connect(self._on_value)

    def rest_at(self, tick: int, *, resting: bool) -> None:
        """Place the knob without telling; grey while `resting`."""
        self._placing = True
        self.setValue(tick)
        self._placing = False
        if self.property("unset") != resting:
            self.setProperty("unset", resting)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_value(self, tick: int) -> None:
        if not self._placing:
            self.moved.emit(tick)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            # Qt goes a page towards the click; people expect the knob under the pointer.
            self.setSliderPosition(self._tick_at(event.position().x()))
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.moved.emit(self.sliderPosition())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the panel must not change what the pointer happens to cross.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tick_at(self, x: float) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_Slider
        knob = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
        return QStyle.sliderValueFromPosition(
            self.minimum(),
            self.maximum(),
            round(x - groove.x() - knob.width() / 2),
            groove.width() - knob.width(),
            option.upsideDown,
        )
