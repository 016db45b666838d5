"""What is searched for, and that it can be found, or not, as is said of it."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from benchmarks.library.mix import mix
from benchmarks.library.writing import write

EACH = 12


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("mix") / "chats.db"
    write(path, 40, 1_200)
    return path


@pytest.fixture(scope="module")
def questions(database):
    return mix(database, EACH)


@pytest.fixture(scope="module")
def said(database):
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(text for (text,) in connection.execute("SELECT text FROM messages"))


def texts(questions, kind):
    return [each.text for each in questions if each.kind == kind]


def test_there_are_as_many_of_each_kind_and_always_the_same(database, questions):
    assert set(Counter(each.kind for each in questions).values()) == {EACH}
    assert len({each.kind for each in questions}) == 7
    assert [each.kind for each in questions[:7]] == [each.kind for each in questions[7:14]]
    assert mix(database, EACH) == questions


def test_a_phrase_was_said_in_these_words(questions, said):
    for text in texts(questions, "phrase"):
        assert text[0] == text[-1] == '"'
        assert len(text.split()) in (2, 3, 4)
        assert text.strip('"') in said


def test_what_is_chinese_or_japanese_was_said(questions, said):
    found = texts(questions, "Chinese, Japanese")
    assert {len(text) for text in found} == {1, 2, 3, 4}
    assert all(text in said and not text.isascii() for text in found)


def test_where_nothing_is_to_be_found_nobody_said_it(questions, said):
    words = {text.strip('"').split()[-1] for text in texts(questions, "nothing to find")}
    assert len(words) > 1
    assert not any(word in said.lower() for word in words)


def test_beginnings_have_one_to_three_letters(questions):
    assert {len(text) for text in texts(questions, "1 to 3 letters")} == {1, 2, 3}


def test_filters_are_of_three_kinds_and_the_folder_is_one_of_the_library(database, questions):
    filtered = texts(questions, "common word, rare filter")
    assert {text.split()[1].partition(":")[0] for text in filtered} == {"model", "in", "before"}
    with closing(sqlite3.connect(database)) as connection:
        folders = [name for (name,) in connection.execute("SELECT name FROM folders")]
    asked = {text.partition('in:"')[2].rstrip('"') for text in filtered} - {""}
    assert len(asked) == 1
    assert asked < set(folders)
