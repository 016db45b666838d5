import random
import time

import pytest

from promptrun_desktop.text.differences import Kind, Part, differences

SAME, GONE, NEW = Kind.SAME, Kind.GONE, Kind.NEW


def side(parts, kind):
    return "".join(part.text for part in parts if part.kind in (SAME, kind))


def words_of(text):
    return text.split()


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("", "", []),
        ("one two", "one two", [(SAME, "one two")]),
        ("", "one", [(NEW, "one")]),
        ("one", "", [(GONE, "one")]),
        ("one two", "1 two", [(GONE, "one "), (NEW, "1 "), (SAME, "two")]),
        ("one three", "one two three", [(SAME, "one "), (NEW, "two "), (SAME, "three")]),
        ("  one\n two", "one two", [(SAME, "one two")]),
        ("It’s done.", "It’s done!", [(SAME, "It’s done"), (GONE, "."), (NEW, "!")]),
        ("今日は良い", "今日も良い", [(SAME, "今日"), (GONE, "は"), (NEW, "も"), (SAME, "良い")]),
        ("a b c d x y", "x y a b c d", [(NEW, "x y "), (SAME, "a b c d "), (GONE, "x y")]),
    ],
)  # fmt: skip
def test_words_that_differ_are_found(old, new, parts):
    assert differences(old, new) == [Part(kind, text) for kind, text in parts]


def test_a_few_equal_words_between_changes_are_a_part_of_the_change():
    parts = differences("red cat of blue birds sang", "old dog of many songs sang")
    assert [part.kind for part in parts] == [GONE, NEW, SAME]


@pytest.mark.parametrize("seed", range(40))
def test_both_texts_can_be_read_out_of_their_differences(seed):
    chance = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(chance.choice((2, 20, 400)))]
    old = [chance.choice(vocabulary) for _ in range(chance.randrange(600))]
    new = list(old)
    for _ in range(chance.randrange(60)):
        at = chance.randrange(len(new) + 1)
        new[at : at + chance.randrange(5)] = chance.choices(vocabulary, k=chance.randrange(5))
    if chance.random() < 0.2:
        chance.shuffle(new)
    parts = differences(" ".join(old), "  ".join(new))
    assert words_of(side(parts, GONE)) == old
    assert words_of(side(parts, NEW)) == new


def prose(seed, chars):
    chance = random.Random(seed)
    vocabulary = ["the", "of", "and", "to", "a"] * 60 + [f"word{n}" for n in range(3000)]
    words = chance.choices(vocabulary, k=chars // 6)
    return " ".join(words)


@pytest.mark.parametrize(
    "texts",
    [
        (prose(1, 200_000), prose(2, 200_000)),
        ("a " * 100_000, "b a " * 50_000),
        ("a " * 100_000, "a b " * 50_000 + "c"),
        ("x" * 200_000, "y" * 200_000),
        ("".join(chr(0x4E00 + n % 900) for n in range(60_000)), "字" * 60_000),
    ],
)
def test_long_texts_take_seconds_and_others_have_their_turn(texts):
    breaths = []
    began = time.process_time()
    parts = differences(*texts, lambda: breaths.append(time.process_time()))
    assert time.process_time() - began < 20
    assert words_of(side(parts, GONE)) == words_of(texts[0])
    assert words_of(side(parts, NEW)) == words_of(texts[1])


def test_words_are_counted_without_signs():
    assert Part(NEW, "one, two\n").words == 2
    assert Part(NEW, "").words == 0
