from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.search_match import Matcher, Shown
from promptrun_desktop.text.search_query import parse


def show(query: str, text: str) -> Shown:
    return Matcher(parse(query).terms).show(text)


def marked(shown: Shown) -> list[str]:
    return [shown.snippet[start:end] for start, end in shown.marks]


def test_what_matches_is_marked_in_the_line_and_found_in_the_text():
    text = "One line.\nThe  Déjà-vu of\tan ÉCOLE."
    shown = show("deja ecole ", text)
    assert shown.snippet == "One line. The Déjà-vu of an ÉCOLE."
    assert marked(shown) == ["Déjà", "ÉCOLE"]
    assert text[shown.start : shown.start + shown.length] == "Déjà"


def test_of_a_beginning_what_was_typed_is_marked():
    assert marked(show("learn", "Learning to unlearn")) == ["Learn"]


def test_a_phrase_is_marked_as_one():
    assert marked(show('"new york"', "In New\nYork, new times")) == ["New York"]


def test_a_run_of_han_is_marked_as_one():
    assert marked(show("京タ", "東京タワー")) == ["京タ"]


def test_a_long_text_is_shown_around_the_place_that_has_most_of_the_words():
    text = f"cats {'x ' * 300}then cats and dogs met. {'y ' * 300}"
    shown = show("dogs cats ", text)
    assert marked(shown) == ["cats", "dogs"]
    assert shown.snippet.startswith("…") and shown.snippet.endswith("…")
    assert len(shown.snippet) < 130
    assert text[shown.start :].startswith("cats and dogs")


def test_a_place_far_into_a_text_is_found_across_the_steps_it_is_read_in():
    for shift in range(3990, 4010):
        text = "é " + "z" * shift + " needle point " + "z" * 9000
        shown = show('"needle point"', text)
        assert marked(shown) == ["needle point"]
        assert text[shown.start :].startswith("needle point")


def test_a_text_without_a_match_is_shown_from_its_start():
    assert show("", "Hello\n\nworld") == Shown("Hello world")


def test_what_nobody_sees_is_not_in_the_line():
    shown = show("evil", "an \u202eevil\u202c \x00\x1b[31m trick")
    assert shown.snippet == "an evil [31m trick"


@given(
    st.text(alphabet="ab é東\n\u200b.", max_size=300), st.sampled_from(["a", '"a b"', "東", "e b"])
)
def test_marks_are_in_order_and_inside_the_line(text: str, query: str):
    shown = show(query, text)
    assert "\n" not in shown.snippet
    ends = [place for mark in shown.marks for place in mark]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(shown.snippet) for start, end in shown.marks)
    assert 0 <= shown.start <= shown.start + shown.length <= len(text)
