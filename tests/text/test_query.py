import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.query import Query

from .fragments import PIECES


def found(query, text):
    return [text[start:end] for start, end in Query(query).places(text)]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("ab", "AB ab aB", ["AB", "ab", "aB"]),
        ("strasse", "Die Straße, STRASSE", ["Straße", "STRASSE"]),
        ("s", "ß", ["ß"]),
        ("straße", "Strasse", ["Strasse"]),
        ("istanbul", "İstanbul Istanbul", ["İstanbul", "Istanbul"]),
        ("σας", "ΣΑΣ σας", ["ΣΑΣ", "σας"]),
        ("b", "😀b漢B", ["b", "B"]),
        ("漢", "a漢字漢", ["漢", "漢"]),
        ("שלום", "a שלום b", ["שלום"]),
        ("aa", "aaaaa", ["aa", "aa"]),
        ("ﬁ", "fi ﬁ", ["fi", "ﬁ"]),
        ("", "abc", []),
        ("x", "abc", []),
    ],
)
def test_hits_are_whole_letters_whatever_their_case(query, text, hits):
    assert found(query, text) == hits


def test_an_offset_behind_a_letter_that_folds_into_two_is_right():
    assert list(Query("x").places("ßßx")) == [(2, 3)]
    assert list(Query("x").places("İİx")) == [(2, 3)]


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("foo bar", "foo **bar**"),
        ("foobar", "fo**o**bar"),
        ("a_b", "a\\_b"),
        ("café", "caf&eacute;"),
        ("foo", "[fo](http://x.y)o"),
        ("<b>", "&lt;b&gt;"),
        ("one two", "one\ntwo"),
        ("x = 1", "`x = 1`"),
        ("→", "a → b"),
    ],
)
def test_what_markdown_hides_does_not_hide_a_text(query, source):
    assert Query(query).may_be_in(source)


def test_what_is_surely_not_there_is_not_looked_at():
    assert not Query("absent").may_be_in("some *words* and [a link](http://x.y) &amp; more")


def texts_of(source):
    return ["".join(span.text for span in getattr(block, "spans", ())) for block in parse(source)]


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.integers(0, 40),
    st.integers(1, 6),
)
def test_no_text_that_is_drawn_is_ever_passed_over(source, start, length):
    text = "\n".join(texts_of(source))
    wanted = text[start : start + length]
    if wanted.strip() and "\n" not in wanted:
        assert Query(wanted).may_be_in(source)
