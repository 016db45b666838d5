from promptrun_desktop.formats.archive.postings import Postings, cut, merged


def collected(*chats):
    postings = Postings()
    for number, words in chats:
        postings.add(number, words)
    return postings


def test_words_are_sorted_as_javascript_compares_them():
    words = ["z", "a", "\uff21", "\U00020000", "東"]  # Surrogates come before U+FF21.
    taken = collected((0, words)).take()
    assert [word for word, _numbers in taken] == ["a", "z", "東", "\U00020000", "\uff21"]


def test_taking_leaves_nothing():
    postings = collected((0, ["a", "b"]), (1, ["a"]))
    assert postings.numbers == 3
    assert list(postings.take()) == [("a", [0, 1]), ("b", [0])]
    assert (postings.numbers, list(postings.take())) == (0, [])


def test_runs_become_one():
    one, other = [("a", [0, 2]), ("c", [1])], [("a", [2, 3]), ("b", [3])]
    assert list(merged([one, other])) == [("a", [0, 2, 3]), ("b", [3]), ("c", [1])]


def test_pieces_hold_every_word_once_and_none_without_chats():
    postings = [(f"{at:05}", list(range(at % 7))) for at in range(20_000)]
    pieces = list(cut(postings))
    assert len(pieces) > 3
    assert [each for piece in pieces for each in piece] == [each for each in postings if each[1]]
