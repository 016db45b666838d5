"""One parameter of a chat: a slider with named ends and a number, or *Model decides*."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.resting_slider import RestingSlider
from promptrun_desktop.ui.widgets import Chip, button, plain_label


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to `most` in steps; `rest` is where the knob lies while the model decides."""

    most: float
    step: float
    rest: float
    decimals: int

    def tick(self, value: float) -> int:
        return round(min(max(value, 0.0), self.most) / self.step)

    def value(self, tick: int) -> float:
        """Exactly the number that is shown: 0.7, not 0.7000000000000001."""
        return round(tick * self.step, self.decimals)


class ParameterSlider(QWidget):
    """`moved` carries the value as a float, or None for *Model decides*; never for `set_value`."""

    moved = Signal(object)

    def __init__(
        self,
        look: Look,
        scale: Scale,
        name: str,
        *,
        title: str,
        ends: tuple[str, str],
        hint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._scale, self._hint_text = scale, hint
        self._value: float | None = None
        self._available = True
        self._chip = Chip(self.tr("Model decides"))
        self._number = _NumberBox(look, scale)
        self._number.setObjectName(f"{name}_value")
        self._number.setAccessibleName(title)
        self._auto = button(self.tr("Model decides"), f"{name}_auto", "link")
        self._auto.setToolTip(self.tr("Send no value: the model uses its own"))
        self._auto.setAccessibleName(self.tr("{title}: model decides").format(title=title))
        self._slider = RestingSlider(scale.tick(scale.most))
        self._slider.setObjectName(name)
        self._slider.setAccessibleName(title)
        self._hint = plain_label(hint, "dim", "small")
        self._lay_out(title, ends)
        self._look = look
        look.changed.connect(self._size_link)
        self._size_link()
        self._slider.moved.connect(lambda tick: self._move(scale.value(tick)))
        self._number.valueChanged.connect(self._move)
        self._auto.clicked.connect(self._let_the_model_decide)
        self._show()

    def _lay_out(self, title: str, ends: tuple[str, str]) -> None:
        self._title = plain_label(title, size="bold", wrap=False)
        state = self._state = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        state.setSpacing(4)
        state.addStrut(24)
        state.addStretch(1)
        for each in (self._auto, self._chip, self._number):
            state.addWidget(each)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addLayout(state, 1)
        names = QHBoxLayout()
        for end in ends:
            names.addWidget(plain_label(end, "dim", "tiny", wrap=False))
        names.insertStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self._slider)
        column.addLayout(names)
        column.addSpacing(2)
        column.addWidget(self._hint)

    def minimumSizeHint(self) -> QSize:
        # Narrow enough for large text in a narrow panel: the heading then takes two lines.
        return QSize(self._look.px(80), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        told = [each for each in (self._auto, self._chip, self._number) if not each.isHidden()]
        state = sum(each.sizeHint().width() + 4 for each in told)
        needed = self._title.sizeHint().width() + 4 + state
        self._state.setDirection(across if state <= self.width() else down)
        self._head.setDirection(across if needed <= self.width() else down)

    def _size_link(self) -> None:
        self._auto.setFont(self._look.font(12))

    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a value that is kept elsewhere; emits nothing."""
        self._value = value
        self._show()

    def set_available(self, available: bool, reason: str) -> None:
        """`reason` stands in the place of the hint while the parameter cannot be set."""
        self._available = available
        self._hint.setText(self._hint_text if available else reason)
        self._show()

    def _move(self, value: float) -> None:
        value = self._scale.value(self._scale.tick(value))
        if value != self._value:
            self._value = value
            self.moved.emit(value)
        self._show()

    def _let_the_model_decide(self) -> None:
        self._value = None
        self._slider.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self.moved.emit(None)

    def _show(self) -> None:
        decided = self._value is None or not self._available
        shown = self._scale.rest if self._value is None else self._value
        self._slider.rest_at(self._scale.tick(shown), resting=decided)
        self._number.show_value(shown)
        for each in (self._auto, self._number):
            each.setVisible(not decided)
        self._chip.setVisible(decided)
        self._slider.setEnabled(self._available)
        self._fold()
        told = self._chip.text() if decided else self._number.text()
        self._slider.setAccessibleDescription(told)


class _NumberBox(QDoubleSpinBox):
    """A low box of one number; a comma or a point, whatever the language."""

    def __init__(self, look: Look, scale: Scale) -> None:
        super().__init__()
        self._look = look
        self.setRange(0.0, scale.most)
        self.setSingleStep(scale.step)
        self.setDecimals(scale.decimals)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.changed.connect(self._shrink)

    def show_value(self, value: float) -> None:
        """Tells nobody."""
        was = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(was)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return super().validate(self._localised(text), position)

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(self._localised(text))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            # The style sheet's boxes are 32 high: beside a heading that is too much.
            self._shrink()
        return done

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _shrink(self) -> None:
        px = self._look.px
        self.setFixedSize(px(50), px(24))
        # It also leaves room for the arrows that this box has not.
        self.lineEdit().setGeometry(self.rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shrink()

    def _localised(self, text: str) -> str:
        point = QLocale().decimalPoint()
        return text.replace("." if point == "," else ",", point)
