import unicodedata

import pytest
from hypothesis import given, settings

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.options import Options
from promptrun_desktop.formats.plain import render
from promptrun_desktop.formats.plain_blocks import plain_of, width_of
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.to_plain import to_plain
from tests.text.fragments import markdown

from .chats import MESSAGES, THEN, as_text

RULE = "-" * 72
CHAT = Conversation(title="A chat", model="big", created_at=THEN)


def document(*messages, chat=CHAT, **others):
    return as_text(render, chat, messages, **others)


def read(source):
    return plain_of(parse(source))


def test_a_chat_reads_from_the_top():
    messages = [
        Message(Role.USER, "What *is* it?", created_at=THEN),
        Message(
            Role.ASSISTANT,
            "It **is** so.",
            model="big",
            reasoning="Hm.\n\nSo?",
            state=State.STOPPED,
            created_at=THEN,
        ),
    ]
    assert document(*messages) == (
        "A chat\n======\n\n"
        "Model: big\nStarted: 2026-01-31 23:59 UTC\nSaved: 2026-02-01 08:00 UTC\n\n"
        f"{RULE}\nYou · 2026-01-31 23:59 UTC\n\nWhat *is* it?\n\n"
        f"{RULE}\nAnswer · 2026-01-31 23:59 UTC · big\n\n"
        "Thinking:\n\n> Hm.\n>\n> So?\n\nIt is so.\n\n[Stopped by you.]\n"
    )


def test_what_is_not_wanted_is_not_in_it():
    message = Message(Role.ASSISTANT, "a", model="big", reasoning="hm", created_at=THEN)
    written = document(message, options=Options(thinking=False, models=False, times=False))
    assert written == f"A chat\n======\n\n{RULE}\nAnswer\n\na\n"


def test_lists_quotes_and_code_are_seen():
    source = "## T\n\n1. a\n   - b\n\n     ```py\n     x\n\n     y\n     ```\n2. > q\n   >\n   > r"
    assert read(source) == (
        "T\n~\n\n1. a\n   - b\n\n         x\n\n         y\n2. > q\n   >\n   > r"
    )


def test_an_address_stands_behind_its_text_once():
    assert read("[**a** b](https://c.d) <https://e.f> <m@n.o>") == (
        "a b (https://c.d) https://e.f m@n.o"
    )
    assert read("![secret](https://evil.example/p.png)") == "secret (https://evil.example/p.png)"


def test_what_was_struck_out_says_so():
    assert read("~~gone~~ **here**") == "~~gone~~ here"


def test_columns_are_under_each_other_in_every_script():
    table = read("|name|n|\n|:-|-:|\n|漢字|1|\n|e\u0301|100|")
    assert table == "name |   n\n-----+----\n漢字 |   1\ne\u0301    | 100"
    assert len({width_of(line) for line in table.split("\n")}) == 1


def test_a_wide_table_is_written_row_by_row():
    long = "word " * 20
    assert read(f"|a|b|\n|-|-|\n|1|{long}|\n||2|") == f"a: 1\nb: {long.strip()}\n\nb: 2"


def test_control_characters_are_seen_and_command_no_terminal():
    written = document(Message(Role.USER, "\x1b]52;c;x\x07 \x9b31m \x7f\r\na\rb\tc\u2028d"))
    assert "␛]52;c;x␇ \ufffd31m ␡\na\nb\tc\u2028d" in written


@pytest.mark.parametrize("each", MESSAGES)
def test_a_torturous_message_holds_no_control_character(each):
    written = document(each)
    controls = {char for char in written if unicodedata.category(char) == "Cc"}
    assert controls <= {"\n", "\t"}


@settings(max_examples=150, deadline=None)
@given(markdown)
def test_no_letter_is_lost(source):
    letters = [char for char in to_plain(parse(source)) if char.isalnum()]
    written = iter(read(source))
    assert all(letter in written for letter in letters)
