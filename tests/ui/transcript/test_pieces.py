from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.ui.transcript.pieces import (
    LIMIT,
    Run,
    code_pieces,
    pieces,
    plain_pieces,
    slice_units,
    toned,
    units,
)


def together(made):
    return "".join(piece.text + piece.after for piece in made)


def test_offsets_count_utf16_units():
    made = pieces([Span("a😀b"), Span("bold", Style.BOLD), Span("!")])
    assert made[0].text == "a😀bbold!"
    assert made[0].runs == (Run(4, 4, Style.BOLD),)
    assert slice_units(made[0].text, 4, 8) == "bold"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_units_are_those_of_utf16(text):
    assert units(text) == len(text.encode("utf-16-le")) // 2
    assert slice_units(text, 0, units(text)) == text


@given(st.text(st.sampled_from("ab \n😀é\u0301ש\u2028"), max_size=80), st.integers(1, 9))
def test_cut_text_loses_nothing(text, limit):
    made = pieces([Span(text[:20], Style.BOLD), Span(text[20:])], limit)
    assert together(made) == text
    assert all(len(piece.text) <= limit for piece in made)
    bold = [slice_units(p.text, r.start, r.start + r.length) for p in made for r in p.runs]
    assert "".join(bold) == text[:20]


def test_a_long_text_is_cut_after_a_blank():
    made = pieces([Span("word " * 20)], 23)
    assert {piece.text for piece in made} == {"word " * 4}


def test_a_joined_emoji_is_not_cut():
    family = "👩‍👩‍👧"
    made = pieces([Span("x" * 7 + family + "y")], 10)
    assert made[0].text == "x" * 7
    assert family in made[1].text


@given(st.text(st.sampled_from("ab \nש😀"), max_size=60))
def test_plain_text_keeps_every_line(text):
    assert together(plain_pieces(text)) == text
    assert together(code_pieces(text)) == text


def test_lines_of_another_direction_stand_alone():
    made = plain_pieces("one\nשלום\n\nעולם\ntwo")
    assert [piece.text for piece in made] == ["one", "שלום\n\nעולם", "two"]


def test_long_code_is_made_of_pieces_of_whole_lines():
    code = "\n".join(f"line {number}" for number in range(100))
    made = code_pieces(code)
    assert len(made) > 1 and together(made) == code
    assert all(not piece.text.endswith("\n") for piece in made)


def test_a_code_line_without_end_is_cut():
    made = code_pieces("x" * (2 * LIMIT + 5) + "\ny")
    assert [len(piece.text) for piece in made] == [LIMIT, LIMIT, 7]


def test_colours_come_in_code_points_and_go_in_units():
    first, second = "😀 = 1", "def f"
    tones = [(0, 1, "name"), (4, 5, "string"), (6, 9, "keyword")]
    made = code_pieces(first + "\n" + second)
    assert toned(made[0], 0, tones).runs == (
        Run(0, 2, tone="name"),
        Run(5, 1, tone="string"),
        Run(7, 3, tone="keyword"),
    )
