import time

import pytest

from promptrun_desktop.text.formula import LONGEST, outline


def drawn(latex, display=True):
    found = outline(latex, display)
    assert found is not None, latex
    return found


def test_a_letter_stands_on_the_baseline():
    letter = drawn("x")
    assert 0.4 < letter.ascent < 0.6
    assert letter.descent < 0.03
    assert 0.4 < letter.width < 0.7


def test_a_letter_with_a_tail_goes_below_the_baseline():
    assert drawn("y").descent > 0.15


def test_a_fraction_is_higher_than_a_letter_and_goes_on_both_sides_of_the_baseline():
    fraction, letter = drawn(r"\frac{a}{b}"), drawn("a")
    assert fraction.ascent > 1.5 * letter.ascent
    assert fraction.descent > 0.4


def test_a_sum_is_smaller_inside_a_line():
    latex = r"\sum_{i=1}^{n} i"
    assert drawn(latex, display=False).descent < drawn(latex).descent


@pytest.mark.parametrize("latex", [r"\hat{x}", r"\cancel{xy}", r"\boxed{x}", r"\int_0^1 f", "x"])
def test_all_that_is_drawn_lies_in_the_room_it_takes(latex):
    found = drawn(latex)
    assert all(-0.001 <= x <= found.width + 0.001 for x in found.places[::2])
    assert all(-found.ascent - 0.001 <= y <= found.descent + 0.001 for y in found.places[1::2])


def test_an_accent_moves_nothing_aside():
    assert min(drawn(r"\hat{x}").places[::2]) < 0.1


def test_the_number_of_a_formula_is_drawn_behind_it():
    assert drawn(r"x \tag{1}").width > drawn("x").width + 1


@pytest.mark.parametrize(
    "latex",
    [
        "",
        "  ",
        r"\frac{a",
        r"\foo{x}",
        r"\left(",
        r"\phantom{x}",
        r"\colorbox{yellow}{x}",
        r"\text{}",
        r"\def\a{\a\a}\a",
        r"\newcommand{\x}{\x\x}\x",
        r"\rule{9999999em}{9999999em}",
        r"\hspace{-9999em}x",
        r"\binom{" * 100,
        r"\sqrt{" * 160 + "x" + "}" * 160,
        "{" * 490 + "x" + "}" * 490,
        "\x00",
        '<!DOCTYPE a [<!ENTITY b "c">]>&b;',
        r"\text{</mtext></mrow></math><svg>}",
        r'\text{<svg><image href="file:///etc/passwd"/></svg>}',
    ],
)
def test_what_cannot_be_drawn_whole_is_not_drawn(latex):
    assert outline(latex, True) is None


def test_what_is_too_long_is_not_even_tried():
    started = time.process_time()
    assert outline("x" * (LONGEST + 1), True) is None
    assert outline(r"\underbrace{" * 10_000, True) is None
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{שלום 漢字 😀}",
        r"\href{javascript:alert(1)}{y}",
        r"\text{<b>x</b>}",
        r"\color{url(https://x.example)}{x}",
        "x" + "\u0301" * 20,
        "($" * 20,
    ],
)
def test_whatever_is_drawn_is_shapes_alone(latex):
    found = outline(latex, True)
    assert found is None or set(found.commands) <= set("MLQCZ")
    assert found is None or all(isinstance(each, float) for each in found.places)
