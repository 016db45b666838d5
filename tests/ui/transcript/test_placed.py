import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.formula import outline
from promptrun_desktop.ui.transcript.formulas import Formulas, Key
from promptrun_desktop.ui.transcript.pieces import LIMIT, Piece, pieces
from promptrun_desktop.ui.transcript.sheet import BODY, Sheet
from promptrun_desktop.ui.transcript.text_box import TextBox
from promptrun_desktop.ui.transcript.text_paint import paint_box


class Here:
    """Draws with what draws in the process, without one."""

    def outline(self, latex, display):
        return outline(latex, display)

    def close(self):
        pass


@pytest.fixture
def sheet(qtbot, look):
    look.set("light", 100)
    return Sheet(look, Formulas(make=Here))


@pytest.fixture
def drawn(qtbot, sheet):
    """A box whose formulas have come, laid out at a width."""

    def made(source, width=300.0):
        box = TextBox(sheet, BODY, piece_of(source))
        told = []
        sheet.formulas.ready.connect(told.append)
        box.lay_out(width)
        qtbot.waitUntil(
            lambda: not sheet.formulas._asked and not sheet.formulas._telling.isActive()
        )
        box.formulas_came(frozenset().union(*told))
        box.lay_out(width)
        return box

    return made


def piece_of(source):
    (piece,) = pieces(parse(source)[0].spans)
    return piece


def span_of(box, latex):
    start = box.text.index(latex)
    return start, start + len(latex)


def painted(box, width=300, colour="#ffffff"):
    image = QImage(width, box.height + 20, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    paint_box(painter, box, QRectF(image.rect()))
    painter.end()
    return image


def ink(image, left, right, background="#ffffff"):
    """The rows between two columns in which something is drawn."""
    ground = QColor(background).rgb()
    return [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != ground for x in range(round(left), round(right)))
    ]


def test_a_formula_takes_its_own_width_and_one_rectangle(drawn):
    box = drawn(r"so $x^{2}+1$, and")
    (placed, place), *others = box.formulas()
    (rect,) = box.rects(*span_of(box, "x^{2}+1"))
    assert not others
    assert rect.width() == pytest.approx(placed.width, abs=0.1)
    assert place.x() == rect.left()
    assert rect.height() == box.height


def test_a_letter_of_a_formula_stands_on_the_baseline_of_the_text(drawn):
    box = drawn("x $x$")
    text, formula = box.rects(0, 1)[0], box.rects(2, 3)[0]
    image = painted(box)
    lowest = ink(image, text.left(), text.right())[-1]
    assert abs(ink(image, formula.left(), formula.right())[-1] - lowest) <= 1
    assert abs(box.baseline() - lowest) <= 1.5


def test_a_high_formula_moves_the_lines_around_it_apart(drawn):
    plain = drawn("a\nb\nc".replace("\n", "  \n"))
    box = drawn(r"a  " + "\n" + r"$\frac{\frac{a}{b}}{\frac{c}{d}}$  " + "\n" + "c")
    assert box.height > plain.height
    first, last = box.rects(0, 1)[0], box.rects(box.length - 1, box.length)[0]
    (rect,) = box.rects(*span_of(box, r"\frac{\frac{a}{b}}{\frac{c}{d}}"))
    assert first.bottom() <= rect.top() and rect.bottom() <= last.top()
    (placed, place), *_ = box.formulas()
    assert rect.top() <= place.y() - placed.above and place.y() + placed.below <= rect.bottom()


def test_until_it_comes_and_if_it_never_does_the_source_is_shown(drawn, sheet):
    waiting = TextBox(sheet, BODY, piece_of(r"so $\frac{a}{b}$"))
    without = TextBox(Sheet(sheet.look), BODY, piece_of(r"so $\frac{a}{b}$"))
    assert waiting.lay_out(300) == without.lay_out(300)
    assert waiting.waits_for == {Key(r"\frac{a}{b}", False)} and not without.waits_for
    assert [r.getRect() for r in waiting.rects(0, 8)] == [r.getRect() for r in without.rects(0, 8)]
    assert not waiting.formulas_came({Key("other", False)})
    bad = drawn(r"so $\frac{a}$ and $\foo$")
    assert not bad.formulas()
    assert bad.height == without.height


def test_offsets_count_the_source_whether_it_is_drawn_or_not(drawn, sheet):
    source = r"so $\frac{a}{b}$, and $y$ 😀 end"
    box, plain = drawn(source), TextBox(Sheet(sheet.look), BODY, piece_of(source))
    plain.lay_out(300)
    assert (box.text, box.length) == (plain.text, plain.length)
    start, end = span_of(box, r"\frac{a}{b}")
    rect = box.rects(start, end)[0]
    middle = rect.center().y()
    assert box.offset_at(rect.left() + 1, middle) == start
    assert box.offset_at(rect.right() - 1, middle) == end
    after = box.rects(end, end + 1)[0]
    assert after.left() == pytest.approx(rect.right(), abs=0.1)
    assert box.offset_at(after.left() + 1, middle) == end


def test_no_place_is_inside_a_drawn_formula(drawn):
    box = drawn(r"so $a+b+c+d$ end")
    start, end = span_of(box, "a+b+c+d")
    rect = box.rects(start + 2, start + 3)[0]
    assert rect == box.rects(start, end)[0]
    for x in range(round(rect.left()), round(rect.right()) + 1):
        assert box.offset_at(x, 5) in (start, end)
    assert box.word_at(start + 3) == (start, end)
    assert box.whole(0, start + 1) == (0, end)
    assert box.whole(end - 1, end) == (start, end)
    assert box.whole(start + 1, start + 1) == (start, start)
    assert box.rects(start + 1, start + 1) == []


def test_what_is_copied_is_latex_between_dollars():
    piece = piece_of("so $x$ and \\[y\\]\nend")
    assert piece.text == "so x and \ny\nend"
    assert piece.source_between(0, 15) == "so $x$ and \n$$y$$\nend"
    assert piece.source_between(3, 4) == "$x$"
    assert piece.source_between(0, 3) == "so "
    assert piece_of("$abc$").source_between(1, 2) == "b"


def test_many_formulas_wrap_and_none_is_broken_or_stands_out(drawn):
    box = drawn(" and ".join(f"$x_{{{n}}}^2$" for n in range(40)), 200)
    assert box.height > 5 * box.sheet.pitch(BODY)
    found = box.formulas()
    assert len(found) == 40
    for placed, _ in found:
        (rect,) = box.rects(placed.start, placed.end)
        assert rect.right() <= 201


def test_a_comma_stays_with_its_formula(drawn):
    for width in range(60, 160, 7):
        box = drawn("one two $a+b$, three ($c+d$) four", width)
        for before in ("a+b", "c+d"):
            start, end = span_of(box, before)
            assert box.rects(start, end)[0].top() == box.rects(end, end + 1)[0].top()


def test_a_formula_wider_than_the_column_is_made_smaller(drawn):
    box = drawn("$$" + "+".join("abcdefghijklmnop") + "$$", 120)
    (placed, _), *_ = box.formulas()
    assert placed.width <= 120
    assert box.rects(placed.start, placed.end)[0].right() <= 121


def test_a_displayed_formula_has_a_line_of_its_own_with_air(drawn):
    box = drawn("so\n$$x$$\nend")
    (placed, place), *_ = box.formulas()
    (rect,) = box.rects(placed.start, placed.end)
    assert box.rects(0, 1)[0].bottom() <= rect.top()
    assert rect.left() == box.rects(0, 1)[0].left()
    assert rect.top() + 6 <= place.y() - box.sheet.px(6)
    assert box.offset_at(290, rect.center().y()) == placed.end


def test_a_formula_does_not_turn_a_paragraph(drawn):
    box = drawn("$x^2$ שלום עולם")
    assert box.rtl
    (placed, place), *_ = box.formulas()
    (rect,) = box.rects(placed.start, placed.end)
    assert rect.right() == pytest.approx(300, abs=1)
    assert place.x() == rect.left()
    assert box.rects(4, 8)[0].right() < rect.left() + 1
    assert ink(painted(box), rect.left(), rect.right())


def test_formulas_have_the_colour_of_the_text_in_both_palettes(drawn, look):
    box = drawn(r"$\blacksquare$ xx")
    found = []
    for theme in ("light", "dark"):
        look.set(theme, 100)
        box.sheet.reset()
        box.restyle()
        box.lay_out(300)
        (placed, place), *_ = box.formulas()
        image = painted(box, colour="#808080")
        middle = place.x() + placed.width / 2, place.y() - placed.above / 2
        found.append(image.pixelColor(*map(round, middle)).name())
        assert found[-1] == box.sheet.colour("fg").name()
    assert found[0] != found[1]


def test_a_formula_is_never_cut_in_two():
    spans = [Span("a" * (LIMIT - 10)), Span("b" * 100, Style.MATH), Span("c")]
    first, second = pieces(spans)
    assert first == Piece("a" * (LIMIT - 10))
    assert second.text == "b" * 100 + "c"


def test_releasing_keeps_the_height_and_what_is_drawn(drawn):
    box = drawn(r"so $\frac{\frac{a}{b}}{c}$ end")
    height, before = box.height, painted(box)
    box.release()
    assert box.lay_out(300) == height
    assert painted(box) == before


def test_a_formula_that_was_forgotten_is_waited_for_again(drawn, sheet, qtbot):
    box = drawn("so $x$ end")
    height, before = box.height, painted(box)
    sheet.formulas._kept.clear()
    assert painted(box) != before
    assert box.waits_for == {Key("x", False)}
    with qtbot.waitSignal(sheet.formulas.ready) as told:
        pass
    assert box.formulas_came(told.args[0])
    assert box.lay_out(300) == height and painted(box) == before
