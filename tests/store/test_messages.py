"""Messages as rows, and the journal of the reply that is being written."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import EPOCH
from promptrun_desktop.store.message_rows import OUTLINE, OUTLINE_ROWS
from promptrun_desktop.store.messages import Messages

MONDAY = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)
CHAT = Conversation(title="Soup")
PROMPT = Message(Role.USER, "How do I make soup?", created_at=MONDAY)
REPLY = Message(
    Role.ASSISTANT, "", PROMPT.id, created_at=MONDAY, state=State.WRITING, model="author/slug"
)
FULL = Message(
    Role.ASSISTANT,
    "Boil\nwater.",
    PROMPT.id,
    created_at=MONDAY + timedelta(seconds=1),
    state=State.FAILED,
    model="author/slug",
    reasoning="Soup is wet.",
    finish_reason="length",
    usage=Usage(12, 0, Decimal("0.0000001230")),
    error="server_fault",
    detail="overloaded",
    seconds=1.25,
    thinking_seconds=0.75,
    deleted=True,
)


@pytest.fixture
def messages(database: Database) -> Messages:
    return Messages(database)


async def count(database: Database, table: str) -> int:
    return await database.read(
        lambda connection: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    )


async def test_all_of_a_message_comes_back(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT, FULL)
    stored = await messages.of(CHAT.id)
    assert stored == [PROMPT, FULL]
    assert stored[1].usage is not None
    assert str(stored[1].usage.cost) == "1.230E-7"


@pytest.mark.parametrize("usage", [Usage(cost=Decimal(0)), Usage(completion_tokens=3), None])
async def test_what_was_not_told_stays_untold(messages: Messages, usage: Usage | None) -> None:
    await messages.begin(CHAT, replace(FULL, usage=usage))
    (stored,) = await messages.of(CHAT.id)
    assert stored.usage == usage


async def test_a_count_too_large_to_store_is_no_count(messages: Messages) -> None:
    await messages.begin(CHAT, replace(FULL, usage=Usage(10**30, -(10**30), Decimal("1E+400"))))
    (stored,) = await messages.of(CHAT.id)
    assert stored.usage == Usage(None, None, Decimal("1E+400"))


async def test_beginning_stores_the_conversation_with_its_messages(
    messages: Messages, database: Database
) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    assert await Conversations(database).all() == [CHAT]


async def test_beginning_stores_all_or_nothing(messages: Messages, database: Database) -> None:
    await messages.begin(CHAT, PROMPT)
    other = Conversation(title="other")
    with pytest.raises(StoreError):
        await messages.begin(other, REPLY, PROMPT)  # the second is there already
    assert await Conversations(database).all() == [CHAT]
    assert await messages.of(CHAT.id) == [PROMPT]
    assert await messages.of(other.id) == []


async def test_the_tree_is_kept_in_order_of_time_then_of_insertion(messages: Messages) -> None:
    second = replace(FULL, id="second", deleted=False)
    branch = Message(Role.USER, "And stew?", PROMPT.parent_id, created_at=MONDAY)
    below = Message(Role.USER, "More", second.id, created_at=MONDAY + timedelta(days=1))
    await messages.begin(CHAT, below, PROMPT)
    await messages.begin(CHAT, second, branch)
    stored = await messages.of(CHAT.id)
    assert stored == [PROMPT, branch, second, below]
    assert [message.parent_id for message in stored] == [None, None, PROMPT.id, "second"]


async def test_conversations_do_not_mix(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT)
    await messages.begin(Conversation(title="other"), REPLY)
    assert await messages.of(CHAT.id) == [PROMPT]


async def test_a_reply_being_written_is_read_as_far_as_it_is(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    await messages.journal(REPLY.id, "", "Soup ")
    await messages.journal(REPLY.id, "Boil", "is wet.")
    await messages.journal(REPLY.id, " water", "")
    assert await messages.of(CHAT.id) == [
        PROMPT,
        replace(REPLY, text="Boil water", reasoning="Soup is wet."),
    ]


async def test_the_journal_only_appends(messages: Messages, database: Database) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    before = await database.write(lambda connection: connection.total_changes)
    for _ in range(3):
        await messages.journal(REPLY.id, "piece", "")
    assert await database.write(lambda connection: connection.total_changes) == before + 3
    assert await count(database, "journal") == 3


async def test_finishing_puts_the_whole_in_place_of_the_journal(
    messages: Messages, database: Database
) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    await messages.journal(REPLY.id, "Boil", "")
    whole = replace(REPLY, text="Boil water.", state=State.COMPLETE, seconds=2.0)
    named = replace(CHAT, title="Soup, made", leaf_id=whole.id)
    await messages.finish(named, whole)

    assert await messages.of(CHAT.id) == [PROMPT, whole]
    assert await Conversations(database).all() == [named]
    assert await count(database, "journal") == 0


async def test_a_piece_after_the_end_is_dropped(messages: Messages, database: Database) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    whole = replace(REPLY, text="Boil water.", state=State.STOPPED)
    await messages.finish(CHAT, whole)
    await messages.journal(REPLY.id, "late", "")
    assert await messages.of(CHAT.id) == [PROMPT, whole]
    assert await count(database, "journal") == 0


async def test_a_reply_is_stored_even_if_its_beginning_was_not(messages: Messages) -> None:
    whole = replace(REPLY, text="Boil water.", state=State.COMPLETE)
    await messages.finish(CHAT, whole)
    assert await messages.of(CHAT.id) == [whole]


async def test_finishing_in_a_deleted_conversation_does_not_bring_it_back(
    messages: Messages, database: Database
) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    await Conversations(database).delete(CHAT.id)
    await messages.finish(CHAT, replace(REPLY, text="Boil", state=State.COMPLETE))
    assert await Conversations(database).all() == []
    assert len(await messages.of(CHAT.id)) == 2


async def test_replacing_marks_one_message(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT, replace(FULL, deleted=False))
    await messages.replace(FULL)
    assert await messages.of(CHAT.id) == [PROMPT, FULL]


@pytest.mark.parametrize("known", ["", "Boil"])
async def test_replacing_while_writing_leaves_the_text_to_the_journal(
    messages: Messages, known: str
) -> None:
    await messages.begin(CHAT, PROMPT, REPLY)
    await messages.journal(REPLY.id, "Boil", "")
    await messages.replace(replace(REPLY, text=known, deleted=True))
    assert await messages.of(CHAT.id) == [PROMPT, replace(REPLY, text="Boil", deleted=True)]


async def test_replacing_what_is_not_stored_is_told(messages: Messages) -> None:
    with pytest.raises(StoreError):
        await messages.replace(PROMPT)


async def test_recovering_marks_what_was_being_written_as_cut_off(
    messages: Messages, database: Database
) -> None:
    empty = replace(REPLY, id="empty")
    await messages.begin(CHAT, PROMPT, REPLY, empty, FULL)
    await messages.journal(REPLY.id, "Boil\n", "Soup")
    await messages.journal(REPLY.id, "water", "")

    assert await messages.recover() == 2

    cut_off = replace(
        REPLY, text="Boil\nwater", reasoning="Soup", state=State.CUT_OFF, error="cut_off"
    )
    assert await messages.of(CHAT.id) == [
        PROMPT,
        cut_off,
        replace(empty, state=State.CUT_OFF, error="cut_off"),
        FULL,
    ]
    assert await count(database, "journal") == 0
    assert await messages.recover() == 0


async def test_an_outline_tells_all_but_the_texts(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT, FULL, REPLY)
    await messages.begin(Conversation(title="other"), replace(PROMPT, id="elsewhere"))
    await messages.finish(CHAT, replace(REPLY, text="🥕\nb\n", state=State.COMPLETE))
    outline = await messages.outline(CHAT.id)
    whole = await messages.of(CHAT.id)
    for left, right in zip(outline, whole, strict=True):
        for name in ("id", "parent_id", "role", "state", "deleted", "created_at"):
            assert getattr(left, name) == getattr(right, name)
    assert [(each.chars, each.lines) for each in outline] == [(19, 1), (4, 3), (11, 2)]


async def test_an_outline_needs_no_text(database: Database) -> None:
    plan = await database.read(
        lambda connection: connection.execute(
            f"EXPLAIN QUERY PLAN SELECT {OUTLINE} {OUTLINE_ROWS}", (CHAT.id,)
        ).fetchall()
    )
    # One step: rows come from the index, and are in order as they come.
    assert [step[-1].split(" (")[0] for step in plan] == [
        "SEARCH messages USING COVERING INDEX messages_outline"
    ]


async def test_some_messages_come_in_the_order_asked_for(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT, FULL, REPLY)
    await messages.journal(REPLY.id, "Boil", "")
    assert await messages.some([REPLY.id, PROMPT.id]) == [replace(REPLY, text="Boil"), PROMPT]
    assert await messages.some([]) == []


async def test_more_can_be_asked_for_than_fit_one_question(messages: Messages) -> None:
    many = [Message(Role.USER, str(number)) for number in range(1203)]
    await messages.begin(CHAT, *many)
    assert await messages.some([each.id for each in many]) == many


async def test_a_message_that_is_not_stored_is_told(messages: Messages) -> None:
    await messages.begin(CHAT, PROMPT)
    with pytest.raises(StoreError):
        await messages.some([PROMPT.id, "gone"])


async def test_a_damaged_text_costs_a_character_and_not_the_rest(
    messages: Messages, database: Database
) -> None:
    await messages.begin(CHAT, PROMPT, FULL)
    await database.write(
        lambda connection: connection.execute(
            "UPDATE messages SET text = CAST(x'426fff6c' AS TEXT) WHERE id = ?", (FULL.id,)
        )
    )
    damaged = replace(FULL, text="Bo\ufffdl", doubtful=True)
    assert await messages.of(CHAT.id) == [PROMPT, damaged]
    assert await messages.some([FULL.id]) == [damaged]


async def test_a_reply_that_goes_on_after_a_cut_text_recovers_with_its_beginning(
    messages: Messages,
) -> None:
    reply = Message(Role.ASSISTANT, "One two", PROMPT.id, state=State.WRITING, reasoning="Hm.")
    await messages.begin(CHAT, PROMPT, reply)
    await messages.journal(reply.id, " three", " Ah.")
    assert await messages.recover() == 1
    (_, stored) = await messages.of(CHAT.id)
    assert (stored.text, stored.reasoning) == ("One two three", "Hm. Ah.")
    assert stored.state is State.CUT_OFF


async def test_recovering_does_not_search_every_message(database: Database) -> None:
    plan = await database.read(
        lambda connection: connection.execute(
            "EXPLAIN QUERY PLAN SELECT text FROM messages WHERE state = 'writing'"
        ).fetchall()
    )
    assert "messages_writing" in plan[0][-1]


async def test_odd_values_become_defaults(messages: Messages, database: Database) -> None:
    await messages.begin(CHAT, replace(FULL, created_at=EPOCH), replace(PROMPT, id="whole"))

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE messages SET parent_id = x'00', role = 'wizard', created_at = 'never',"
            " state = 'confused', model = x'ff', finish_reason = x'ff', prompt_tokens = 'many',"
            " completion_tokens = 1.5, cost = 'dear', error = x'ff', detail = x'ff',"
            " seconds = 'long', thinking_seconds = 'long', deleted = 'perhaps', chars = x'',"
            " lines = x'', reasoning = x'ff', text = x'ff' WHERE id = ?",
            (FULL.id,),
        )

    await database.write(spoil)

    stored = await messages.of(CHAT.id)
    odd = Message(
        Role.ASSISTANT, "", id=FULL.id, created_at=EPOCH, state=State.CUT_OFF, doubtful=True
    )
    assert sorted(stored, key=lambda each: each.created_at) == [odd, replace(PROMPT, id="whole")]
    outline = next(each for each in await messages.outline(CHAT.id) if each.id == odd.id)
    assert outline == Outline(odd.id, None, odd.role, odd.state, False, 0, 1, 0)
    assert outline.created_at == EPOCH
    assert outline._replace(micros=2**62).created_at == EPOCH


@pytest.mark.parametrize(
    "text",
    [
        "a\u2028b\u2029c\u0085d",
        "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "e\u0301 ≠ \u00e9",
        "\ufeff\u202eevil\u202c\u200b",
        "\r\n\r\t\v\f\x1b[31m\x7f",
        "\U0010ffff\uffff\ufffe",
        " '; DROP TABLE messages; --",
        "\n" * 5,
    ],
)
async def test_text_is_kept_to_the_byte(messages: Messages, text: str) -> None:
    chat = Conversation()
    reply = Message(Role.ASSISTANT, "", state=State.WRITING)
    await messages.begin(chat, Message(Role.USER, text, created_at=EPOCH), reply)
    await messages.journal(reply.id, text, text)
    await messages.recover()
    asked, replied = await messages.of(chat.id)
    assert (asked.text, replied.text, replied.reasoning) == (text, text, text)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_any_clean_text_is_kept_to_the_byte(messages: Messages, text: str) -> None:
    chat = Conversation(title=text)
    await messages.begin(chat, Message(Role.USER, text))
    (stored,) = await messages.of(chat.id)
    assert stored.text.encode() == text.encode()
