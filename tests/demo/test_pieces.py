from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.demo.pieces import pieces


@given(st.text())
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(st.text())
def test_a_piece_has_at_most_three_words(text: str) -> None:
    assert all(0 < len(piece.split()) <= 3 or piece.isspace() for piece in pieces(text))


def test_scripts_without_spaces_come_in_small_pieces_too() -> None:
    assert max(map(len, pieces("春は曙やうやう白くなりゆく山ぎは少しあかりて"))) <= 3


def test_a_text_is_always_cut_in_the_same_places() -> None:
    text = "one two three four five six seven"
    for _ in range(2):
        assert list(pieces(text)) == ["one two", " three", " four five six", " seven"]
