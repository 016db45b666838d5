import gc
from threading import Event, get_ident

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from promptrun_desktop.text.formula import LONGEST, Outline
from promptrun_desktop.ui.transcript import formulas as module
from promptrun_desktop.ui.transcript.formulas import Formulas, Key

SQUARE = Outline(1.0, 0.75, 0.25, "MLLLZ", (0, -0.75, 1, -0.75, 1, 0.25, 0, 0.25))


class Squares:
    """Draws every formula as a square, but none that says "bad"."""

    def __init__(self):
        self.asked = []
        self.thread = None
        self.closed = Event()

    def outline(self, latex, display):
        self.asked.append(latex)
        self.thread = get_ident()
        return None if "bad" in latex else SQUARE

    def close(self):
        self.closed.set()


@pytest.fixture
def squares():
    return Squares()


@pytest.fixture
def formulas(qtbot, squares):
    return Formulas(make=lambda: squares)


def came(qtbot, formulas, *latexes, display=False):
    """Ask, and wait until they can be had."""
    for latex in latexes:
        formulas.get(latex, 16, display)
    qtbot.waitUntil(lambda: not formulas._asked and not formulas._telling.isActive())


def test_a_formula_is_drawn_elsewhere_and_told_here(qtbot, formulas, squares):
    told = []
    formulas.ready.connect(lambda keys: told.append((keys, get_ident())))
    assert formulas.get("x", 16, False) is None
    qtbot.waitUntil(lambda: bool(told))
    assert told == [({Key("x", False)}, get_ident())]
    assert squares.thread != get_ident()
    drawn = formulas.get("x", 16, False)
    assert (drawn.width, drawn.ascent, drawn.descent) == (16, 12, 4)


def test_every_size_comes_from_one_drawing(qtbot, formulas, squares):
    came(qtbot, formulas, "x")
    assert formulas.get("x", 32, False).width == 32
    assert formulas.get("x", 16, True) is None
    came(qtbot, formulas)
    assert squares.asked == ["x", "x"]


def test_what_cannot_be_drawn_is_asked_once_and_never_told(qtbot, formulas, squares):
    told = []
    formulas.ready.connect(told.append)
    came(qtbot, formulas, "bad")
    came(qtbot, formulas, "bad", "x")
    assert formulas.get("bad", 16, False) is None
    assert sorted(squares.asked) == ["bad", "x"]
    assert told == [{Key("x", False)}]


def test_what_is_too_long_is_never_asked(qtbot, formulas, squares):
    came(qtbot, formulas, "x" * (LONGEST + 1), "y")
    assert squares.asked == ["y"]


def test_what_was_not_seen_for_long_is_forgotten(qtbot, formulas, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 10)
    came(qtbot, formulas, *(f"x_{{{n}}}" for n in range(10)), *(f"bad {n}" for n in range(20)))
    assert formulas.get("x_{0}", 16, False) is not None
    came(qtbot, formulas, *(f"y_{{{n}}}" for n in range(9)))
    assert len(formulas._kept) == 10 and len(formulas._hopeless) == 10
    assert formulas._commands == 10 * len(SQUARE.commands)
    assert formulas.get("x_{0}", 16, False) is not None


def test_large_formulas_are_forgotten_sooner(qtbot, formulas, monkeypatch):
    monkeypatch.setattr(module, "_MOST_COMMANDS", 3 * len(SQUARE.commands))
    came(qtbot, formulas, "a", "b", "c", "d", "e")
    assert len(formulas._kept) == 3


def test_the_worker_ends_with_the_window(qtbot, formulas, squares):
    came(qtbot, formulas, "x")
    worker = formulas._worker
    formulas.deleteLater()
    qtbot.waitUntil(squares.closed.is_set)
    worker.join(5)
    assert not worker.is_alive()
    gc.collect()


@pytest.mark.parametrize("scale", [1, 1.25, 1.5, 2])
@pytest.mark.parametrize("colour", ["#101010", "#f0f0f0"])
def test_a_formula_has_the_colour_and_the_place_it_is_given_at_every_scale(
    qtbot, formulas, scale, colour
):
    came(qtbot, formulas, "x")
    image = QImage(round(40 * scale), round(40 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    formulas.get("x", 16, False).paint(painter, 8, 24, QColor(colour))
    painter.end()

    def at(x, y):
        return image.pixelColor(round(x * scale), round(y * scale)).name()

    assert at(9, 13) == at(22, 13) == at(9, 26) == at(16, 20) == colour
    assert at(6, 20) == at(26, 20) == at(16, 10) == at(16, 30) == "#808080"
