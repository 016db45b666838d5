from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.formats.word_math import omml
from promptrun_desktop.formats.word_styles import NAMESPACES
from tests.text.test_mathml import latex

from .word_files import M


def shape(source, display=True):
    """What became of it, as name(argument, …); runs as their text, properties as [value]."""
    made = omml(source, display)
    return made and _shape(fromstring(f"<x {NAMESPACES}>{made}</x>")[0])


def _shape(element):
    name = element.tag.removeprefix(M)
    if name == "r":
        return element.find(f"{M}t").text.replace("\u200b", "∅")
    if name.endswith("Pr"):
        values = [each.get(f"{M}val") for each in element if each.get(f"{M}val")]
        return "".join(f"[{value}]" for value in values)
    inner = "".join(_shape(each) for each in element)
    return inner if name in ("oMath",) else f"{name}({inner})"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\frac{a}{b}", "f(num(a)den(b))"),
        (r"\binom{n}{k}", "d([(][|][)]e(f([noBar]num(n)den(k))))"),
        (r"\sqrt{x}\sqrt[3]{y}", "rad([1]deg()e(x))rad(deg(3)e(y))"),
        (r"x^2 y_1 z_1^2", "sSup(e(x)sup(2))sSub(e(y)sub(1))sSubSup(e(z)sub(1)sup(2))"),
        (r"\sum_{i=1}^n i^2 = 3",
         "nary([∑][undOvr]sub(i=1)sup(n)e(sSup(e(i)sup(2))))=3"),
        (r"\int_0^1 (a+b)\,dx", "nary([∫][subSup]sub(0)sup(1)e(d([(][|][)]e(a+b))\u2009dx))"),
        (r"\sum_{i}", "limLow(e(∑)lim(i))"),
        (r"\prod^{n} a", "nary([∏][undOvr][1]sub()sup(n)e(a))"),
        (r"\lim_{x\to0} f", "func(fName(limLow(e(lim)lim(x→0)))e(f))"),
        (r"\sin x", "sin\u2009x"),
        (r"\sin(x)", "sind([(][|][)]e(x))"),
        (r"(x+1)^2", "sSup(e(d([(][|][)]e(x+1)))sup(2))"),
        (r"|x|+|y|^2", "d([|][|][|]e(x))+sSup(e(d([|][|][|]e(y)))sup(2))"),
        (r"P(A|B)", "Pd([(][|][)]e(A∣B))"),
        (r"|0\rangle", "d([|][|][⟩]e(0))"),
        (r"[0,1)", "d([[][|][)]e(0,1))"),
        (r")a(", ")a("),
        (r"\left( a \middle| b \right]", "d([(][|][]]e(a)e(b))"),
        (r"\begin{pmatrix}1&2\\3\end{pmatrix}",
         "d([(][|][)]e(m([1]mr(e(1)e(2))mr(e(3)e()))))"),
        (r"\begin{cases}1&x\end{cases}", "d([{]e(m([1]mr(e(1)e(x)))))"),
        (r"\begin{aligned}a&=b\end{aligned}", "m([1][3][0]mr(e(a)e(∅=b)))"),
        (r"\hat{x}\vec{v}\overline{ab}", "acc([\u0302]e(x))acc([\u20d7]e(v))bar([top]e(ab))"),
        (r"\underbrace{a}_{n}", "limLow(e(groupChr([⏟][bot][top]e(a)))lim(n))"),
        (r"\overset{a}{b}", "limUpp(e(b)lim(a))"),
        (r"a \not= b", "a≠b"),
        (r"\boxed{a}\cancel{b}", "borderBox(e(a))borderBox([1][1][1][1][1]e(b))"),
        (r"\phantom{x}", "phant([0]e(x))"),
        (r"\mathrm{abc}\text{ d }", "abc\xa0d\xa0"),
        (r"{}_a X", "sSub(e(∅)sub(a))X"),
        (r"a \quad b", "a\u2003b"),
    ],
)  # fmt: skip
def test_a_formula_becomes_words_own(source, expected):
    assert shape(source) == expected


@pytest.mark.parametrize(
    "source", ["", r"\undrawable{x}", r"a \\ b", r"\rule{1em}{1em}", r"\frac{a}", r"\overset{a}"]
)
def test_what_would_be_drawn_wrong_stays_its_source(source):
    assert omml(source, True) == ""


def test_letters_are_upright_where_they_are_words():
    made = omml(r"\mathrm{kg}\, m", False)
    assert '<m:sty m:val="p"/></m:rPr><m:t xml:space="preserve">kg</m:t>' in made
    assert '<m:r><m:t xml:space="preserve">m</m:t></m:r>' in made


def test_deep_nesting_stays_its_source():
    assert omml(r"\sqrt{" * 10 + "x" + "}" * 10, True)
    assert omml(r"\sqrt{" * 120 + "x" + "}" * 120, True) == ""


@pytest.mark.parametrize("source", ["(" * 999, "(|" * 499, "(a|" * 300 + ")" * 99, "|" * 999])
def test_of_brackets_without_end_none_is_lost(source):
    made = omml(source, True)
    if made:  # else it stays its source
        assert made.count("(") == source.count("(")
        assert 2 * made.count("‖") + made.count("∣") == source.count("|")


def commands(names, inner):
    """Each with as many arguments as it may or may not want."""
    arguments = st.lists(inner.map("{{{}}}".format), max_size=3).map("".join)
    return st.builds("{}{}".format, st.sampled_from(names), arguments)


NAMES = (
    "\\frac", "\\sqrt", "\\overset", "\\underset", "\\stackrel", "\\hat", "\\overbrace", "\\binom",
    "\\sum_", "\\int^", "\\lim_", "\\operatorname", "\\operatorname*", "\\xrightarrow", "\\sideset",
    "\\mathrm", "\\text", "\\boxed", "\\cancel", "\\phantom", "\\substack", "\\not", "\\left(",
    "\\skew", "\\begin{matrix}", "\\end{matrix}", "\\begin{cases}", "\\end{cases}", "^", "_",
    "\\overline", "",
)  # fmt: skip
formulas = st.recursive(
    st.text(st.sampled_from("ab1+=()|[]&\\, "), max_size=4),
    lambda inner: st.lists(commands(NAMES, inner), max_size=4).map(" ".join),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulas | latex | st.text(st.sampled_from("()[]|^_{}ab+=-"), max_size=40), st.booleans())
def test_whatever_it_is_what_comes_out_is_well_formed(source, display):
    made = omml(source, display)
    if made:
        fromstring(f"<x {NAMESPACES}>{made}</x>")
