"""From the Markdown source of a reply to the text that is drawn of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from promptrun_desktop.text.block import Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.transcript.find.hits import text_of
from promptrun_desktop.ui.transcript.find.source_place import checked, place_in_source


def whole(work):
    while True:
        try:
            next(work)
        except StopIteration as ended:
            return ended.value


def place_of(source, needle, nth=0):
    """Where the nth needle of the source is drawn, in the blocks of the whole source."""
    start = -1
    for _ in range(nth + 1):
        start = source.index(needle, start + 1)
    return at(source, start, len(needle))


def at(source, start, length):
    shown = whole(place_in_source(source, start, length))
    return checked(parse(source), shown) if shown is not None else None


def drawn(source, hit):
    block = parse(source)[hit.block]
    if isinstance(block, Table):
        cell = [block.head, *block.rows][hit.row][hit.cell]
        return "".join(span.text for span in cell)[hit.start : hit.end]
    return text_of(block)[hit.start : hit.end]


@pytest.mark.parametrize(
    ("source", "needle", "text"),
    [
        ("Some **bold** words and *more* of them", "more", "more"),
        ("A [link to it](https://a.b/c) and on", "link", "link"),
        ("# A title here\n\nText", "title", "title"),
        ("- one\n- two\n\n  inner words\n", "inner", "inner"),
        ("> quoted\n> twice", "twice", "twice"),
        ("a\n\n```python\nx = 1\n```\n", "x = 1", "x = 1"),
        ("<div>\nraw text\n</div>", "raw", "raw"),
        ("a snake_case_word here", "case", "case"),
        ("from **one *to* the** other", "one *to* the** other", "one to the other"),
        ("one\n\ntwo", "one\n\ntwo", "one"),
        ("A sum $a + b$ of them", "b", "b"),
        ("[a] and light\n\n[a]: https://x.y", "light", "light"),
        ("تجربة **نص** آخر", "آخر", "آخر"),
    ],
)
def test_what_stands_in_the_source_is_found_where_it_is_drawn(source, needle, text):
    hit = place_of(source, needle)
    assert drawn(source, hit) == text
    assert hit.block == max(
        number for number, block in enumerate(parse(source)) if text in (text_of(block) or text)
    )


def test_of_many_equal_words_the_one_meant_is_found():
    source = "\n\n".join(f"word [word](https://word/{n}) **word** `word`" for n in range(5))
    every = [place_of(source, "word", nth) for nth in range(25)]
    shown = [hit for hit in every if hit.start < hit.end]
    assert [(hit.block, hit.start) for hit in shown] == [
        (block, start) for block in range(5) for start in (0, 5, 10, 15)
    ]


def test_a_cell_of_a_table_is_found():
    source = "a\n\n| h | k |\n|---|---|\n| one | two |\n| one | two |\n\nb"
    hit = place_of(source, "two", 1)
    assert (hit.block, hit.row, hit.cell, hit.start, hit.end) == (1, 2, 1, 0, 3)


@pytest.mark.parametrize(
    ("source", "needle", "block"),
    [
        ("one\n\nA [link](https://hidden.org/) here\n\nend", "hidden", 1),
        ("one\n\n```python\nx\n```\n\nend", "python", 1),
        ("one\n\nsee [it][a] now\n\n[a]: https://hidden.org\n\nend", "hidden", 1),
        ("[a]: https://hidden.org", "hidden", None),
    ],
)
def test_what_is_not_drawn_is_a_place_beside_what_is(source, needle, block):
    hit = place_of(source, needle)
    assert (None if hit is None else hit.block) == block
    assert hit is None or hit.start == hit.end


@given(
    st.text(alphabet=st.sampled_from("ab *_`[]()#>-|\n1.$<&\\é"), max_size=80),
    st.integers(0, 80),
    st.integers(0, 10),
)
@example("1\n\n", 3, 0)
def test_whatever_the_source_a_place_is_in_its_blocks(source, start, length):
    hit = at(source, start, length)
    blocks = parse(source)
    if hit is not None:
        assert 0 <= hit.start <= hit.end
        if hit.start < hit.end:
            assert drawn(source, hit)
        assert hit.block < max(1, len(blocks))
