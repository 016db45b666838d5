from benchmarks.corpus import CHAPTER, answer, deltas, history
from benchmarks.hostile import LENGTH, adversarial, large
from benchmarks.samples import CODE


def test_the_same_seed_writes_the_same_answer():
    assert answer(30_000) == answer(30_000)
    assert answer(30_000) != answer(30_000, seed=2)


def test_an_answer_has_the_length_that_was_asked_for():
    assert [len(answer(size)) for size in (1, 2_000, 45_678)] == [1, 2_000, 45_678]


def test_a_longer_answer_begins_like_a_shorter_one():
    assert answer(50_000).startswith(answer(20_000))


def test_every_chapter_ends_outside_of_code():
    text = answer(10 * CHAPTER)
    chapters = [text[start : start + CHAPTER] for start in range(0, len(text), CHAPTER)]
    assert all(chapter.count("```") % 2 == 0 for chapter in chapters)
    assert all(chapter.endswith("\n\n") for chapter in chapters)


def test_a_long_answer_has_every_language():
    text = answer(2 * CHAPTER)
    assert all(f"```{language}\n" in text for language in CODE)


def test_deltas_make_up_the_text_in_pieces_of_one_to_seven_characters():
    pieces = deltas(answer(5_000))
    assert "".join(pieces) == answer(5_000)
    assert {len(piece) for piece in pieces[:-1]} == set(range(1, 8))


def test_a_history_alternates_and_no_two_answers_are_equal():
    texts = history(400)
    assert [is_question for is_question, _ in texts[:4]] == [True, False, True, False]
    assert len({text for _, text in texts}) == 400
    assert texts == history(400)


def test_hostile_texts_are_as_large_as_they_are_called():
    assert len(large()["1 MB of code"]) > 1_000_000
    assert large()["a 2,000-row table"].count("\n") == 2_002
    assert max(map(len, adversarial().values())) <= 2 * LENGTH + 1
