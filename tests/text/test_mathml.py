from xml.etree.ElementTree import tostring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.text.mathml import LONGEST, mathml

PIECES = (
    "a", "1", " ", "{", "}", "^", "_", "&", "\\\\", "'", "|", "||", "(", ")", "[", "]", "\\frac",
    "\\sqrt", "\\left", "\\right", "\\middle", "\\begin{matrix}", "\\end{matrix}", "\\sum",
    "\\begin{aligned}", "\\end{aligned}", "\\lim", "\\text{a b}", "\\hat", "\\not", "\\binom",
    "\\mathbb", "\\color{red}", "\\overset", "\\begin", "\\end", "\\sideset", "\\hspace{1em}",
    "\\href{https://a.b}{c}", "\\unicode{x41}", "\\skew", "\\mathchoice", "$", "%",
    "\\", "漢", "\0",
)  # fmt: skip
latex = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def written(source, display=False):
    found = mathml(source, display)
    return None if found is None else tostring(found, encoding="unicode")


def test_signs_are_signs():
    assert "<mi>α</mi><mo>≤</mo><mn>1</mn>" in written(r"\alpha \le 1")


def test_limits_stand_where_there_is_room_for_them():
    assert "<munderover>" in written(r"\sum_{i}^{n} i", display=True)
    assert "<msubsup>" in written(r"\sum_{i}^{n} i")


def test_equations_below_each_other_are_a_table():
    source = r"\begin{aligned}a&=b\\c&=d\end{aligned}"
    assert written(source).count("<mtr>") == 2


def test_two_lines_between_columns_are_no_sign():
    assert written(r"\begin{array}{c||c}a&b\end{array}").count("<mtd") == 2


def test_its_number_is_kept_and_what_says_there_is_none_is_not():
    assert "(7)" in written(r"x \tag{7}")
    assert "label" not in written(r"x \label{eq:1} \nonumber")


@pytest.mark.parametrize(
    "source", [r"\mathop{ab}_x", r"\arg x", r"\begin{gathered}a\end{gathered}"]
)
def test_what_the_converter_does_not_know_is_written_in_its_words(source):
    assert "<m" in written(source)


@pytest.mark.parametrize(
    "source",
    ["", "  ", r"\unknown{x}", r"\frac{", r"x^", r"\left( x", "x" * (LONGEST + 1),
     r"\newcommand{\a}{b}\a", r"\def\a{\a\a}\a", r"\DeclareMathOperator{\a}{b}\a",
     r"\newenvironment{a}{b}{c}", r"\begin{array}{l@{}c}a&b\end{array}",
     r"\sideset{}{}{\sideset{}{}{\sum}}"],
)  # fmt: skip
def test_what_cannot_be_had_whole_or_could_grow_is_none(source):
    assert mathml(source, True) is None


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(latex, st.booleans())
def test_nothing_raises_and_nothing_unknown_is_in_it(source, display):
    found = written(source, display)
    assert found is None or "\\" not in found
