from promptrun_desktop.ui.transcript.selection import Selection, Spot


def test_selecting_backwards_is_the_same_range():
    one, two = Spot(0, 0, 3), Spot(1, 2, 1)
    assert (Selection(two, one).start, Selection(two, one).end) == (one, two)


def test_a_box_between_is_selected_whole():
    selection = Selection(Spot(0, 0, 3), Spot(2, 0, 1))
    assert selection.within(0, 0, 9) == (3, 9)
    assert selection.within(1, 4, 9) == (0, 9)
    assert selection.within(2, 0, 9) == (0, 1)
    assert selection.within(3, 0, 9) is None


def test_only_an_empty_box_between_counts_as_selected():
    selection = Selection(Spot(0, 0, 3), Spot(0, 2, 0))
    assert selection.within(0, 0, 3) is None
    assert selection.within(0, 1, 0) == (0, 0)
    assert selection.within(0, 2, 5) is None


def test_words_are_joined_whole_in_both_directions():
    word = Selection(Spot(0, 0, 4), Spot(0, 0, 8))
    later = Selection(Spot(0, 0, 12), Spot(0, 0, 15))
    earlier = Selection(Spot(0, 0, 0), Spot(0, 0, 3))
    assert (word.joined(later).start, word.joined(later).end) == (Spot(0, 0, 4), Spot(0, 0, 15))
    assert (word.joined(earlier).start, word.joined(earlier).end) == (
        Spot(0, 0, 0),
        Spot(0, 0, 8),
    )
