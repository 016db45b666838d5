"""The right panel: sliders that start at *Model decides*, and the instructions."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.ui.parameters_panel import ParametersPanel


@pytest.fixture
def panel(qtbot, look) -> ParametersPanel:
    panel = ParametersPanel(look)
    qtbot.addWidget(panel)
    panel.resize(272, 640)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def told(panel) -> list[object]:
    told: list[object] = []
    panel.parameters_changed.connect(told.append)
    panel.instructions_changed.connect(told.append)
    return told


def part(panel: QWidget, name: str) -> QWidget:
    found = panel.findChild(QWidget, name)
    assert found is not None, name
    return found


def wheel(widget: QWidget) -> QWheelEvent:
    centre = QPointF(widget.rect().center())
    return QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(centre.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_at_first_the_model_decides_both_and_reset_rests(panel):
    for name in ("temperature", "top_p"):
        assert part(panel, name).property("unset") is True
        assert not part(panel, f"{name}_value").isVisible()
        assert not part(panel, f"{name}_auto").isVisible()
    assert not part(panel, "reset_parameters").isEnabled()


def test_showing_values_tells_nobody(panel, told):
    panel.set_values("Be brief.", Parameters(temperature=0.7, top_p=0.95))
    panel.flush()
    assert told == []
    assert part(panel, "temperature").value() == 7
    assert part(panel, "temperature_value").value() == 0.7
    assert part(panel, "top_p_value").value() == 0.95
    assert part(panel, "instructions").text() == "Be brief."


@pytest.mark.parametrize("tick", range(21))
def test_the_slider_gives_exactly_the_shown_number(panel, told, tick):
    far = 20 if tick < 10 else 0
    panel.set_values("", Parameters(temperature=far / 10, top_p=far / 20))
    part(panel, "temperature").setSliderPosition(tick)
    part(panel, "top_p").setSliderPosition(tick)
    assert told[-1] == Parameters(
        temperature=float(f"{tick / 10:.1f}"), top_p=float(f"{tick / 20:.2f}")
    )


def test_an_arrow_key_leaves_model_decides(panel, told, qtbot):
    qtbot.keyClick(part(panel, "temperature"), Qt.Key.Key_Left)
    assert told == [Parameters(temperature=0.9)]
    assert part(panel, "temperature").property("unset") is False
    assert part(panel, "temperature_value").isVisible()


def test_end_at_the_end_sets_the_value_the_knob_already_lies_on(panel, told, qtbot):
    qtbot.keyClick(part(panel, "top_p"), Qt.Key.Key_End)
    assert told == [Parameters(top_p=1.0)]


def test_a_click_brings_the_knob_under_the_pointer(panel, told, qtbot):
    slider = part(panel, "temperature")
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))
    assert told[-1] == Parameters(temperature=0.0)
    edge = QPoint(slider.width() - 2, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=edge)
    assert told[-1] == Parameters(temperature=2.0)


def test_a_click_on_the_resting_knob_sets_its_value_once(panel, told, qtbot):
    slider = part(panel, "temperature")
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert told == [Parameters(temperature=1.0)]


def test_assistive_technology_sets_a_value_too(panel, told):
    interface = QAccessible.queryAccessibleInterface(part(panel, "temperature"))
    interface.valueInterface().setCurrentValue(3)
    assert told == [Parameters(temperature=0.3)]


def test_a_typed_number_is_rounded_to_the_step(panel, told, qtbot):
    panel.set_values("", Parameters(top_p=0.5))
    box = part(panel, "top_p_value")
    box.selectAll()
    qtbot.keyClicks(box, "0.93")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [Parameters(top_p=0.95)]
    assert box.value() == 0.95


def test_a_comma_is_taken_for_a_point(panel, told, qtbot):
    panel.set_values("", Parameters(temperature=1.0))
    box = part(panel, "temperature_value")
    box.selectAll()
    qtbot.keyClicks(box, "0,3")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == [Parameters(temperature=0.3)]


@pytest.mark.parametrize("name", ["temperature", "top_p"])
def test_model_decides_takes_the_value_back(panel, told, qtbot, name):
    panel.set_values("", Parameters(temperature=0.2, top_p=0.4))
    qtbot.mouseClick(part(panel, f"{name}_auto"), Qt.MouseButton.LeftButton)
    left = Parameters(None, 0.4) if name == "temperature" else Parameters(0.2, None)
    assert told == [left]
    assert part(panel, name).property("unset") is True


def test_reset_takes_both_values_back_and_keeps_the_instructions(panel, told, qtbot):
    panel.set_values("Be brief.", Parameters(temperature=0.2, top_p=0.4))
    qtbot.mouseClick(part(panel, "reset_parameters"), Qt.MouseButton.LeftButton)
    assert told == [Parameters()]
    assert part(panel, "instructions").text() == "Be brief."
    assert not part(panel, "reset_parameters").isEnabled()


def test_a_value_between_the_steps_stays_while_the_other_is_moved(panel, told, qtbot):
    panel.set_values("", Parameters(temperature=0.33))
    qtbot.keyClick(part(panel, "top_p"), Qt.Key.Key_Left)
    assert told == [Parameters(temperature=0.33, top_p=0.95)]


@pytest.mark.parametrize("name", ["temperature", "temperature_value"])
def test_the_wheel_changes_only_what_has_the_focus(panel, told, name):
    panel.set_values("", Parameters(temperature=1.0))
    control = part(panel, name)
    part(panel, "instructions").setFocus()
    event = wheel(control)
    QApplication.sendEvent(control, event)
    assert told == []
    control.setFocus()
    QApplication.sendEvent(control, wheel(control))
    assert len(told) == 1


def test_a_parameter_the_model_does_not_take_says_so_and_keeps_its_value(panel, told):
    panel.set_values("", Parameters(temperature=0.2))
    panel.set_unavailable(frozenset({"temperature"}))
    slider = part(panel, "temperature")
    assert not slider.isEnabled()
    assert "This model sets its own." in texts(panel)
    panel.set_unavailable(frozenset())
    assert slider.isEnabled()
    assert "This model sets its own." not in texts(panel)
    assert part(panel, "temperature_value").value() == 0.2
    assert told == []


def texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def test_instructions_are_told_a_moment_after_the_last_key(panel, told, qtbot):
    spy = QSignalSpy(panel.instructions_changed)
    qtbot.keyClicks(part(panel, "instructions"), "Be brief.")
    assert told == []
    assert spy.wait(2_000)
    assert told == ["Be brief."]


def test_leaving_the_field_tells_the_instructions_at_once(panel, told, qtbot):
    field = part(panel, "instructions")
    field.setFocus()
    qtbot.keyClicks(field, "Hi")
    part(panel, "top_p").setFocus()
    assert told == ["Hi"]


def test_flush_tells_once_what_is_pending(panel, told, qtbot):
    qtbot.keyClicks(part(panel, "instructions"), "Hi")
    panel.flush()
    panel.flush()
    assert told == ["Hi"]


def test_moving_a_slider_tells_pending_instructions_first(panel, told, qtbot):
    qtbot.keyClicks(part(panel, "instructions"), "Hi")
    qtbot.keyClick(part(panel, "top_p"), Qt.Key.Key_Left)
    assert told == ["Hi", Parameters(top_p=0.95)]


def test_values_of_another_chat_are_not_taken_for_typing(panel, told, qtbot):
    qtbot.keyClicks(part(panel, "instructions"), "Hi")
    panel.set_values("Other chat", Parameters())
    panel.flush()
    assert told == []


def test_the_same_values_leave_the_caret_where_it_is(panel, qtbot):
    panel.set_values("Be brief.", Parameters())
    field = part(panel, "instructions")
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    panel.set_values("Be brief.", Parameters(temperature=0.5))
    assert field.textCursor().position() == 3


def test_as_an_overlay_it_can_be_closed(panel, qtbot):
    close = part(panel, "close_panel")
    assert not close.isVisible()
    panel.set_overlay(True)
    with qtbot.waitSignal(panel.close_requested, timeout=500):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("height", "percent"), [(220, 100), (480, 200)])
def test_it_scrolls_where_there_is_no_room_and_cuts_nothing_sideways(
    panel, look, qtbot, height, percent
):
    look.set("light", percent)
    panel.set_values("", Parameters(temperature=0.5, top_p=0.5))
    panel.resize(272, height)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()
    area = panel.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    assert area.widget().width() <= area.viewport().width()
    look.set("light", 100)
