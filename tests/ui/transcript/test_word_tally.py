from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.ui.transcript.facts import count_words
from promptrun_desktop.ui.transcript.word_tally import WordTally

PIECES = st.lists(
    st.sampled_from(
        ["word ", "don't", "\n", "漢字", "— ", "x" * 900, "é" * 700, " ", "a b c " * 150]
    ),
    max_size=40,
)


@given(PIECES)
def test_in_pieces_there_are_as_many_words_as_in_the_whole(pieces):
    tally = WordTally()
    for piece in pieces:
        tally.feed(piece)
    text = "".join(pieces)
    assert tally.words_of(text) == count_words(text)


def test_another_text_is_not_counted():
    tally = WordTally()
    tally.feed("one two")
    assert tally.words_of("one two three") is None
    assert tally.words_of("one twx") is None
