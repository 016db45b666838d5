from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.ui.transcript.facts import count
from promptrun_desktop.ui.transcript.text_tally import TextTally

PIECES = st.lists(
    st.sampled_from(
        [
            "word ",
            "don't",
            "\n",
            "漢字",
            "— ",
            "x" * 900,
            "é" * 700,
            " ",
            "a b c " * 150,
            "\u200b",
            "👩\u200d🔬 ",
            "\U000e0041",
        ]
    ),
    max_size=40,
)


@given(PIECES)
def test_in_pieces_there_is_as_much_to_count_as_in_the_whole(pieces):
    tally = TextTally()
    for piece in pieces:
        tally.feed(piece)
    text = "".join(pieces)
    assert tally.counts_of(text) == count(text)


def test_another_text_is_not_counted():
    tally = TextTally()
    tally.feed("one two")
    assert tally.counts_of("one two three") is None
    assert tally.counts_of("one twx") is None
