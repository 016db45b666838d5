import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.unicode import Door, clean, invisible_count

AWKWARD = st.text(
    st.sampled_from(["a", "é", "漢", "😀", "\0", "\ud83d", "\ude00", "\udbff", "\udc00", "\n"])
    | st.characters()
)


def test_a_usable_text_is_returned_itself():
    for text in ("", "plain", "é漢😀\u2028"):
        assert clean(text) is text


def test_halves_of_one_character_become_it():
    assert clean("a\ud83d\ude00b") == "a😀b"


def test_lone_halves_and_nul_become_the_replacement_character():
    assert clean("\ud83d") == "\ufffd"
    assert clean("\ude00\ud83d") == "\ufffd\ufffd"
    assert clean("\ud83d\ud83d\ude00") == "\ufffd😀"
    assert clean("a\0b") == "a\ufffdb"


def test_a_lone_half_is_found_wherever_a_long_text_has_it():
    long = "ö" * 2_500_000
    assert clean(long) is long
    assert clean(f"{long}\ud800") == f"{long}\ufffd"


def test_a_character_split_over_two_pieces_is_joined():
    door = Door()
    assert door.clean("a\ud83d") == "a"
    assert door.clean("\ude00b") == "😀b"
    assert door.end() == ""


def test_a_half_that_never_finds_its_other_is_replaced_at_the_end():
    door = Door()
    assert door.clean("a\ud83d") == "a"
    assert door.clean("") == ""
    assert door.end() == "\ufffd"
    assert door.end() == ""


@given(AWKWARD)
def test_a_clean_text_can_be_stored_and_is_clean_already(text):
    once = clean(text)
    assert once.encode().decode() == once
    assert "\0" not in once
    assert clean(once) == once


@given(AWKWARD, st.lists(st.integers(0, 30)))
def test_cleaned_in_pieces_is_cleaned_as_a_whole(text, sizes):
    door, rest, pieces = Door(), text, []
    for size in sizes:
        pieces.append(door.clean(rest[:size]))
        rest = rest[size:]
    pieces += [door.clean(rest), door.end()]
    assert "".join(pieces) == clean(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plain", 0),
        ("漢字 é", 0),
        ("a\u200bb\u2060c\ufeff", 3),
        ("\u202eevil\u2066\u2069", 3),
        ("a\u2062b\u2064", 2),
        ("hi" + "".join(chr(0xE0000 + ord(c)) for c in "ignore"), 6),
        ("👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d🚀", 0),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", 0),
        ("می\u200cخواهم", 0),
        ("a\u200db", 1),
    ],
)
def test_invisible_characters_are_counted_where_nobody_writes_them(text, count):
    assert invisible_count(text) == count
