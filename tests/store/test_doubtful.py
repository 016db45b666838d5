"""One odd field marks its message and costs nothing else; what is odd stays in the file."""

import sqlite3
from dataclasses import replace

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

CHAT = Conversation("chat", "Soup")
QUESTION = Message(Role.USER, "How?", id="question")
REPLY = Message(Role.ASSISTANT, "Boil", "question", "reply", QUESTION.created_at)


async def spoilt(database: Database, change: str) -> Messages:
    messages = Messages(database)
    await messages.begin(CHAT, QUESTION, REPLY)
    await database.write(
        lambda connection: connection.execute(f"UPDATE messages SET {change} WHERE id = 'reply'")
    )
    return messages


async def raw(database: Database, column: str) -> object:
    def work(connection: sqlite3.Connection) -> object:
        rows = connection.execute(
            f"SELECT CAST({column} AS BLOB) FROM messages WHERE role <> 'user'"
        )
        return rows.fetchone()[0]

    return await database.read(work)


@pytest.mark.parametrize(
    "change",
    [
        "text = CAST(x'426fff6c' AS TEXT)",
        "reasoning = CAST(x'ff' AS TEXT)",
        "model = x'00'",
        "parent_id = x'07'",
        "role = 'wizard'",
        "state = 'damaged'",
        "created_at = 'never'",
        "created_at = 9223372036854775807",
        "created_at = -5",
        "cost = 'dear'",
        "seconds = 'long'",
        "prompt_tokens = 'many'",
        "deleted = 'perhaps'",
        "finish_reason = CAST(x'ff' AS TEXT)",
    ],
)
async def test_an_odd_field_marks_the_message_and_no_other(database: Database, change: str) -> None:
    messages = await spoilt(database, change)
    marks = {each.id: each.doubtful for each in await messages.of("chat")}
    assert marks == {"question": False, "reply": True}
    (some,) = await messages.some(["reply"])
    assert some.doubtful


async def test_what_we_write_is_never_doubtful(database: Database) -> None:
    messages = Messages(database)
    odd = replace(REPLY, text="\ufffd", seconds=2, detail="\ufffd", deleted=True)
    await messages.begin(CHAT, odd)
    assert await messages.of("chat") == [odd]


async def test_a_message_whose_name_is_damaged_is_read_all_the_same(database: Database) -> None:
    messages = await spoilt(database, "id = CAST(x'72ff' AS TEXT)")
    names = [each.id for each in await messages.outline("chat")]
    assert "r\ufffd" in names
    found = await messages.some(names)
    assert [each.text for each in found] == ["How?", "Boil"]
    assert [each.doubtful for each in found] == [False, True]


async def test_hiding_a_doubtful_message_leaves_its_odd_bytes(database: Database) -> None:
    messages = await spoilt(database, "text = CAST(x'426fff6c' AS TEXT), state = 'damaged'")
    (reply,) = await messages.some(["reply"])
    assert (reply.text, reply.state) == ("Bo\ufffdl", State.CUT_OFF)
    await messages.replace(replace(reply, deleted=True))
    assert await raw(database, "text") == b"Bo\xffl"
    assert await raw(database, "state") == b"damaged"
    (hidden,) = await messages.some(["reply"])
    assert hidden.deleted and hidden.doubtful


async def test_what_a_person_changes_is_written(database: Database) -> None:
    messages = await spoilt(database, "text = CAST(x'426fff6c' AS TEXT)")
    (reply,) = await messages.some(["reply"])
    await messages.replace(replace(reply, text="Boil"))
    assert await raw(database, "text") == b"Boil"
    (again,) = await messages.some(["reply"])
    assert not again.doubtful


async def test_an_odd_piece_of_a_journal_marks_the_reply(database: Database) -> None:
    messages = Messages(database)
    await messages.begin(CHAT, replace(REPLY, text="", state=State.WRITING))
    await messages.journal("reply", "Bo", "")
    await database.write(
        lambda connection: connection.execute(
            "INSERT INTO journal (message_id, text, reasoning)"
            " VALUES ('reply', CAST(x'ff6c' AS TEXT), '')"
        )
    )
    (reply,) = await messages.of("chat")
    assert (reply.text, reply.doubtful) == ("Bo\ufffdl", True)
    await messages.recover()
    (ended,) = await messages.of("chat")
    assert (ended.text, ended.state) == ("Bo\ufffdl", State.CUT_OFF)
