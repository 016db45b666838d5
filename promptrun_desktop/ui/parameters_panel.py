"""The right panel: what this chat's questions are asked with."""

from collections.abc import Set
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.ui.growing_edit import GrowingEdit
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.parameter_slider import ParameterSlider, Scale
from promptrun_desktop.ui.widgets import ElidedLabel, IconButton, IconLabel, button, plain_label

WIDTH = 272
DEBOUNCE_MS = 300

TEMPERATURE = Scale(most=2.0, step=0.1, rest=1.0, decimals=1)
TOP_P = Scale(most=1.0, step=0.05, rest=1.0, decimals=2)


class ParametersPanel(QFrame):
    """Emits what a person changed; `instructions_changed` a moment after the last key.

    Call `flush()` before the values of another chat are set: what is pending belongs to this one.
    """

    parameters_changed = Signal(object)
    instructions_changed = Signal(str)
    close_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parameters = Parameters()
        self._instructions = ""
        self.setObjectName("parameters_panel")
        self.setProperty("surface", "panel")
        self._pending = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pending.timeout.connect(self.flush)
        self._reset = button(self.tr("Reset"), "reset_parameters", "link")
        self._reset.setToolTip(self.tr("Let the model decide both"))
        self._reset.clicked.connect(self._reset_all)
        self._close = IconButton(look, "close", self.tr("Close"), "close_panel")
        self._close.clicked.connect(self.close_requested)
        self._close.hide()
        self._title_icon = IconLabel(look, "sliders", "fg")
        self._edit = self._instructions_field()
        self._temperature = ParameterSlider(
            look,
            TEMPERATURE,
            "temperature",
            title=self.tr("Creativity"),
            ends=(self.tr("Precise"), self.tr("Adventurous")),
            hint=self.tr("Low repeats itself, high surprises. temperature"),
        )
        self._top_p = ParameterSlider(
            look,
            TOP_P,
            "top_p",
            title=self.tr("Word choice"),
            ends=(self.tr("Focused"), self.tr("Varied")),
            hint=self.tr("Move only one of the two. top_p"),
        )
        self._temperature.moved.connect(lambda value: self._change(temperature=value))
        self._top_p.moved.connect(lambda value: self._change(top_p=value))
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()
        self._show_parameters()

    def set_values(self, instructions: str, parameters: Parameters) -> None:
        """Show what a chat has; emits nothing, and forgets what was not flushed."""
        self._pending.stop()
        self._instructions = instructions
        if self._edit.text() != instructions:
            was = self._edit.blockSignals(True)
            self._edit.set_text(instructions, undo=False)
            self._edit.blockSignals(was)
            self._edit.fit()
        self._parameters = parameters
        self._show_parameters()

    def set_unavailable(self, names: Set[str]) -> None:
        """The parameters, `temperature` or `top_p`, that the model does not take."""
        reason = self.tr("This model sets its own.")
        self._temperature.set_available("temperature" not in names, reason)
        self._top_p.set_available("top_p" not in names, reason)

    def set_overlay(self, overlay: bool) -> None:
        """As an overlay the panel has a button that closes it."""
        self._close.setVisible(overlay)
        self._title_icon.setVisible(not overlay)

    def flush(self) -> None:
        """Tell changed instructions now."""
        self._pending.stop()
        text = self._edit.text()
        if text != self._instructions:
            self._instructions = text
            self.instructions_changed.emit(text)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return False

    def _change(self, **values: float | None) -> None:
        self.flush()
        self._parameters = replace(self._parameters, **values)
        self._show_reset()
        self.parameters_changed.emit(self._parameters)

    def _reset_all(self) -> None:
        self._change(temperature=None, top_p=None)
        self._show_parameters()

    def _show_parameters(self) -> None:
        self._temperature.set_value(self._parameters.temperature)
        self._top_p.set_value(self._parameters.top_p)
        self._show_reset()

    def _show_reset(self) -> None:
        self._reset.setEnabled(self._parameters != Parameters())

    def _instructions_field(self) -> GrowingEdit:
        field = GrowingEdit()
        field.setObjectName("instructions")
        field.setAccessibleName(self.tr("Instructions for this chat"))
        field.setPlaceholderText(self.tr("For example: answer in short sentences."))
        field.textChanged.connect(self._pending.start)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 12, 2)
        head.addStrut(34)
        head.setSpacing(8)
        head.addWidget(self._title_icon)
        title = ElidedLabel(self.tr("This chat"))
        title.setProperty("textSize", "bold")
        head.addWidget(title, 1)
        head.addWidget(self._reset)
        head.addWidget(self._close)
        body = QWidget()
        parts = QVBoxLayout(body)
        parts.setContentsMargins(16, 10, 16, 16)
        parts.setSpacing(0)
        label = plain_label(self.tr("Instructions"), size="bold")
        label.setBuddy(self._edit)
        parts.addWidget(label)
        parts.addSpacing(6)
        parts.addWidget(self._edit)
        parts.addSpacing(16)
        parts.addWidget(self._temperature)
        parts.addSpacing(18)
        parts.addWidget(self._top_p)
        parts.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(body)
        body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def _fit(self) -> None:
        self._reset.setFont(self._look.font(13))
        line = self._edit.line_height()
        self._edit.set_heights(3 * line, 8 * line)
        self.updateGeometry()
