import time

import pytest

from promptrun_desktop.text.first_line import first_line, one_line


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("# Venus\n\nIt *turns* slowly.", "Venus"),
        ("\n\n  **Yes**, `it` does.\nMore.", "Yes, it does. More."),
        ("<b>Bold</b> & co", "<b>Bold</b> & co"),
        ("", ""),
        ("   \n", ""),
        ("```python\nprint(1)\n```", "print(1)"),
        ("a\u202eb\u200bc\ufeffd", "abcd"),
        ("👩\u200d🚀 flies", "👩\u200d🚀 flies"),
    ],
)
def test_the_first_line_is_what_people_read(markdown, line):
    assert first_line(markdown) == line


def test_it_is_cut_at_a_word():
    line = first_line("word " * 100)
    assert line.endswith("word…")
    assert len(line) <= 160
    assert len(one_line("x" * 5000)) == 160


def test_a_huge_answer_costs_no_more_than_its_beginning():
    begin = time.monotonic()
    assert first_line("one\n\n" * 1_000_000) == "one"
    assert time.monotonic() - begin < 0.5
