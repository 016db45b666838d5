from dataclasses import replace

import pytest

from promptrun_desktop.domain.chat import Chat, DraftOf, PlaceIn, Preferences
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.place import Place
from promptrun_desktop.formats.backup_lines import PIECE
from promptrun_desktop.services.chat_lines import END, Value, lines_of, read
from tests.services.stored import chat

LONG = "a😀é\n" * PIECE


def written(*values: Value) -> list[bytes]:
    return [line for each in values for line in lines_of(each)]


def thinking(found: Chat, text: str) -> Chat:
    first, *rest = found.messages
    return found._replace(messages=(replace(first, reasoning=text), *rest))


@pytest.mark.parametrize(
    "value",
    [
        Folder("Recipes", "f1", 3),
        chat("empty"),
        chat("soup", "How?", "Boil.", "And then?"),
        chat("long", LONG, "short", LONG),
        thinking(chat("deep", "why", LONG), LONG),
        DraftOf("soup", Draft("half a que", 4)),
        PlaceIn("soup", Place("soup-1", 2, 5)),
        Preferences({"theme": "dark"}),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_goes_through_lines_comes_back_whole(value):
    assert list(read(written(value))) == [value]


def test_values_follow_each_other_up_to_the_end_that_is_told():
    values = [Folder("A", "a"), chat("soup", "How?"), Folder("B", "b"), chat("tea", "Green?")]
    assert list(read([*written(*values), END, b"not read"])) == values


def test_no_line_is_long_whatever_was_said():
    told = chat("long", LONG, LONG)
    told = told._replace(conversation=replace(told.conversation, title=LONG, instructions=LONG))
    for lines in (written(told), written(DraftOf("soup", Draft(LONG, 4)))):
        # Of two texts; no character has more than four bytes.
        assert max(map(len, lines)) < 2 * 4 * PIECE
        assert len(lines) >= 4
    assert list(read(written(told))) == [told]


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{}",
        b"nonsense",
        b'{"message": {"id": "a", "role": "user"}}',
        b'{"text": "of nothing"}',
        b'{"folder": {"id": 3}}',
        b'{"chat": {"id": "a"}}',
        b'{"a": 1, "b": 2}',
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(ValueError):
        list(read([line]))


def test_a_piece_of_what_no_message_has_is_refused():
    with pytest.raises(ValueError):
        list(read([*written(chat("soup", "How?")), b'{"title": "x"}']))
