import random

import pytest

from promptrun_desktop.text.seam import Seam


def joined(before, *pieces):
    seam = Seam(before)
    return before + "".join([seam.feed(piece) for piece in pieces]) + seam.rest()


@pytest.mark.parametrize(
    ("before", "new", "whole"),
    [
        ("The quick brown", " fox jumps.", "The quick brown fox jumps."),
        ("The quick brown", "quick brown fox jumps.", "The quick brown fox jumps."),
        ("The quick bro", "brown fox", "The quick brown fox"),
        ("The quick brown", "fox jumps", "The quick brown fox jumps"),
        ("It is a", "again and again", "It is a again and again"),
        ("It ends.", "Then it begins.", "It ends. Then it begins."),
        ("It costs 12", "5 dollars", "It costs 125 dollars"),
        ("今日は天気が", "とても良い", "今日は天気がとても良い"),
        ("今日はとても良いので", "とても良いので散歩", "今日はとても良いので散歩"),
        ("one\n- two", "- three", "one\n- two\n- three"),
        ("It ends.", "## Next\nhere", "It ends.\n\n## Next\nhere"),
        ("```python\na = 1\n", "```python\nb = 2\n```", "```python\na = 1\nb = 2\n```"),
        ("```python\na = 1", "```python\nb = 2\n```", "```python\na = 1\nb = 2\n```"),
        ("```python\na = fo", "o(1)\n```", "```python\na = foo(1)\n```"),
        ("```\nx\n```\ndone", "```\ny\n```", "```\nx\n```\ndone\n\n```\ny\n```"),
        ("all of it so far", "all of it so far, and more", "all of it so far, and more"),
        ("short", "", "short"),
        ("short", "\n\n", "short"),
    ],
)  # fmt: skip
def test_a_continuation_joins_in_any_pieces(before, new, whole):
    assert joined(before, new) == whole
    assert joined(before, *new) == whole
    cut = random.Random(7).randrange(len(new) + 1)
    assert joined(before, new[:cut], new[cut:]) == whole


def test_what_cannot_be_a_repetition_is_not_held_back():
    seam = Seam("The quick brown")
    assert seam.feed(" f") == " f"
    assert seam.feed("ox") == "ox"


def test_what_repeats_the_old_text_and_then_leaves_it_is_all_kept():
    assert joined("one two three four", "two three, but five") == (
        "one two three four two three, but five"
    )


def test_a_long_old_text_is_looked_through_at_its_end_only():
    before = "word " * 100_000
    assert joined(before, "word " * 3 + "end") == before + "end"
