"""The columns: which one Tab goes to next, and which lies over the others."""

import pytest
from PySide6.QtWidgets import QPushButton

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.side_panels import SidePanels


@pytest.fixture
def three(qtbot, qapp):
    buttons = [QPushButton(name) for name in ("left", "middle", "right")]
    panels = SidePanels(Look(qapp), *buttons)
    qtbot.addWidget(panels)
    return panels, buttons


def test_tab_goes_through_the_columns_as_they_stand(three):
    panels, buttons = three
    chain, each = [], panels.nextInFocusChain()
    while each is not panels:
        if each in buttons:
            chain.append(each.text())
        each = each.nextInFocusChain()
    assert chain == ["left", "middle", "right"]


def test_in_a_narrow_window_the_list_lies_over_the_conversation(three):
    panels, (left, middle, _right) = three
    panels.resize(400, 300)
    panels.show()
    panels.toggle_left()
    assert left.isVisible() and panels.childAt(10, 10) is left
    panels.close_overlay()
    assert panels.childAt(10, 10) is middle
