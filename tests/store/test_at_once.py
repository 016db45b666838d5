"""Many rows as one value are what they are one by one."""

import sqlite3

import pytest

from promptrun_desktop.store.at_once import rows_at_once
from promptrun_desktop.store.fields import DamagedText, leniently

ROWS = "FROM said WHERE chat = ? ORDER BY at, id"


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.text_factory = leniently
    connection.execute("CREATE TABLE said (chat, id, body, at)")
    yield connection
    connection.close()


def put(connection, *rows):
    connection.executemany("INSERT INTO said VALUES ('a', ?, ?, ?)", rows)


def test_they_come_in_their_order_with_their_values(connection):
    put(connection, ("c", None, 2), ("b", '\0 é 🥕 "\\', 2), ("a", 2**62, 1.5))
    connection.execute("INSERT INTO said VALUES ('b', 'z', '', 0)")
    assert [tuple(row) for row in rows_at_once(connection, "id, body, at", ROWS, "a")] == [
        ("a", 2**62, 1.5),
        ("b", '\0 é 🥕 "\\', 2),
        ("c", None, 2),
    ]
    assert list(rows_at_once(connection, "id", ROWS, "nobody")) == []


def test_sqlite_is_asked_for_one_row(connection):
    put(connection, *((str(number), "", number) for number in range(1_000)))
    asked = []
    connection.set_trace_callback(asked.append)
    rows = rows_at_once(connection, "id", ROWS, "a")
    assert [row[0] for row in rows] == [str(number) for number in range(1_000)]
    assert len(asked) == 1 and asked[0].startswith("SELECT json_group_array")


@pytest.mark.parametrize("odd", [b"bytes", float("inf")])
def test_what_has_no_word_in_json_is_read_row_by_row(connection, odd):
    put(connection, ("a", odd, 1), ("b", "text", 2))
    rows = [tuple(row) for row in rows_at_once(connection, "id, body", ROWS, "a")]
    assert rows == [("a", odd), ("b", "text")]


def test_of_a_damaged_text_only_that_is_damaged(connection):
    put(connection, ("a", "text", 1))
    connection.execute("INSERT INTO said SELECT 'a', 'b', CAST(x'ff41' AS TEXT), 2")
    (_, whole), (_, damaged) = rows_at_once(connection, "id, body", ROWS, "a")
    assert type(whole) is str and type(damaged) is DamagedText
