import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.search_words import fold, origins, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop_now", ["don", "t", "stop", "now"]),
        ("École Straße Ångström naïve", ["ecole", "strasse", "angstrom", "naive"]),
        ("ΆΣΣΟΣ Ёлка й", ["ασσοσ", "елка", "й"]),
        ("東京タワーtower", ["東", "京", "タ", "ワ", "ー", "tower"]),
        ("한국어 검색", ["한국어", "검색"]),
        ("ＡＢＣ１２", ["abc12"]),
        ("co\u00adoperate \ufeffzero\u200bwidth", ["cooperate", "zerowidth"]),
        ("हिन्दी", ["हिन्दी"]),
        ("שָׁלוֹם مُحَمَّد", ["שלום", "محمد"]),
        ("😀 — … !?", []),
        ("\ue000a\U00100000b\U000f0001", ["a", "b"]),
    ],
)
def test_words_are_equal_however_they_are_spelled(text: str, expected: list[str]):
    assert words(text) == expected


def test_composed_and_decomposed_letters_are_the_same_word():
    assert words("e\u0301cole") == words("\u00e9cole")
    assert words("か\u3099") == words("が")


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str):
    assert words(fold(text)) == words(text)


@given(st.text(alphabet="aB é東ß\u200bﬁ."))
def test_each_folded_character_knows_where_it_came_from(text: str):
    folded, places = origins(text)
    if places is None:
        assert len(folded) == len(text)
    else:
        assert len(places) == len(folded)
        assert all(fold(text[place]) for place in places)
        assert places == sorted(places)


def test_a_long_text_is_folded_in_steps_that_do_not_show():
    text = "é word " * 20_000
    assert words(text) == ["e", "word"] * 20_000
