import pytest

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.ui.transcript.pieces import Piece, pieces
from promptrun_desktop.ui.transcript.sheet import BODY, CODE
from promptrun_desktop.ui.transcript.text_box import TextBox


def box_of(sheet, text, width=300, face=BODY, **more):
    box = TextBox(sheet, face, Piece(text), **more)
    box.lay_out(width)
    return box


def middle(box, start, end):
    rect = box.rects(start, end)[0]
    return rect.center().x(), rect.center().y()


@pytest.mark.parametrize("text", ["ab\u2028cd", "ab\ncd", "ab\u2029cd", "ab\x85cd"])
def test_every_kind_of_line_break_is_one_line_break_and_stays_in_the_source(sheet, text):
    box = box_of(sheet, text)
    assert box.height == 2 * box_of(sheet, "ab").height
    assert box.slice(0, 5) == text
    assert middle(box, 3, 4)[1] > middle(box, 1, 2)[1]


def test_the_place_after_the_end_of_a_line_is_before_its_break(sheet):
    box = box_of(sheet, "ab\ncd")
    assert box.offset_at(290, 3) == 2
    assert box.offset_at(290, box.height - 3) == 5


def test_a_click_after_an_emoji_counts_it_as_two_units(sheet):
    box = box_of(sheet, "a😀bc")
    assert box.offset_at(*middle(box, 3, 4)) in (3, 4)
    assert box.slice(3, 4) == "b"
    assert box.word_at(3)[1] == 5


def test_an_embedded_object_character_is_not_an_object(sheet):
    box = box_of(sheet, "a\ufffcb")
    assert box.slice(0, 3) == "a\ufffcb"
    assert box.rects(1, 2)[0].width() > 0


def test_code_is_measured_as_it_is_laid_out(sheet):
    text = "def f():\n\treturn 1\n"
    counted = box_of(sheet, text, face=CODE, wrap=False)
    assert not counted.is_laid_out
    width, height = counted.natural_width(), counted.height
    line = counted.rects(9, 18)[0]
    assert counted.height == height
    assert line.right() == pytest.approx(width, abs=1.5)


def test_a_long_word_is_broken_and_never_wider_than_its_room(sheet):
    box = box_of(sheet, "x" * 500, width=120)
    assert box.height > 5 * sheet.pitch(BODY)
    assert all(rect.right() <= 121 for rect in box.rects(0, 500))


def test_right_to_left_text_stands_at_the_right(sheet):
    box = box_of(sheet, "שלום עולם")
    assert box.rtl
    assert box.rects(0, 4)[0].right() == pytest.approx(300, abs=1)


def test_code_runs_from_the_left_whatever_it_says(sheet):
    box = box_of(sheet, "שלום", face=CODE, wrap=False)
    assert not box.rtl
    assert box.rects(0, 4)[0].left() == pytest.approx(0, abs=1)


def test_a_range_across_two_directions_covers_what_it_selects(sheet):
    box = box_of(sheet, "abc שלום def")
    whole = sum(rect.width() for rect in box.rects(0, 12))
    assert whole == pytest.approx(
        sum(sum(rect.width() for rect in box.rects(each, each + 1)) for each in range(12)), abs=1
    )


def test_a_link_is_found_where_it_is_drawn_and_nowhere_else(sheet):
    piece = pieces([Span("see "), Span("here", Style.PLAIN, "https://x.example"), Span(" now")])
    box = TextBox(sheet, BODY, piece[0])
    box.lay_out(300)
    assert box.href_at(*middle(box, 5, 6)) == "https://x.example"
    assert box.href_at(*middle(box, 1, 2)) == ""
    assert box.href_at(290, 5) == ""


def test_a_double_click_takes_a_word_and_a_triple_its_line(sheet):
    box = box_of(sheet, "one two\nthree four")
    assert box.slice(*box.word_at(5)) == "two"
    assert box.slice(*box.word_at(8)) == "three"
    assert box.slice(*box.line_at(10)) == "three four"
    assert box.slice(*box.line_at(7)) == "one two"


def test_releasing_keeps_the_height(sheet):
    box = box_of(sheet, "many words " * 30)
    height = box.height
    box.release()
    assert not box.is_laid_out and box.lay_out(300) == height
