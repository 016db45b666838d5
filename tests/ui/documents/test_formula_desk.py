"""Formulas that are asked for and waited for."""

from threading import Event

import pytest

from promptrun_desktop.ui.documents.formula_desk import FormulaDesk
from tests.ui.documents.made import SQUARE


class Draws:
    def __init__(self):
        self.may = Event()
        self.closed = Event()
        self.asked = []

    def outline(self, latex, display):
        self.asked.append((latex, display))
        self.may.wait(5)
        return None if latex == "hopeless" else SQUARE

    def close(self):
        self.closed.set()


@pytest.fixture
def draws():
    return Draws()


@pytest.fixture
def desk(draws):
    desk = FormulaDesk(lambda: draws)
    yield desk
    draws.may.set()
    desk.close()


def test_it_is_waited_for_and_then_known(desk, draws, qtbot):
    assert desk.waits_for("x", False)
    assert desk("x", False) is None
    assert desk.held_up()
    assert not desk.held_up()
    draws.may.set()
    qtbot.waitUntil(lambda: not desk.waits_for("x", False))
    assert desk("x", False) == SQUARE
    assert draws.asked == [("x", False)]


def test_what_cannot_be_drawn_is_not_waited_for_again(desk, draws, qtbot):
    draws.may.set()
    qtbot.waitUntil(lambda: not desk.waits_for("hopeless", True))
    assert desk("hopeless", True) is None
    assert draws.asked == [("hopeless", True)]


def test_nobody_waits_for_a_drawing_that_died(draws, qtbot, monkeypatch):
    def die(_latex, _display):
        raise MemoryError

    monkeypatch.setattr("threading.excepthook", lambda _args: None)
    draws.outline = die
    desk = FormulaDesk(lambda: draws)
    assert desk.waits_for("x", False)
    qtbot.waitUntil(lambda: not desk.waits_for("x", False))
    assert draws.closed.wait(5)


def test_closing_ends_the_drawing(desk, draws, qtbot):
    assert desk.waits_for("x", False)
    desk.close()
    assert not desk.waits_for("x", False)
    draws.may.set()
    qtbot.waitUntil(draws.closed.is_set)
