"""What is found, and what is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from promptrun_desktop.domain.errors import StoreError
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.text.search_query import parse
from tests.store.search_helpers import START, Shelf, chat, ids


async def test_titles_and_messages_are_found_newest_first(shelf: Shelf):
    await shelf.say(chat("About cats"), "A cat sleeps", "Dogs bark", "The CATS purr")
    assert await shelf.found("cat") == ["The CATS purr", "A cat sleeps", "About cats"]
    assert await shelf.found("cat ") == ["A cat sleeps"]


async def test_a_hit_says_where_it_is(shelf: Shelf):
    conversation = chat("Paris", archived=True)
    (said,) = await shelf.say(conversation, "First line\n\nthe Café there", model="some/model")
    (hit,) = await shelf.hits("cafe")
    assert (hit.conversation_id, hit.title, hit.archived) == (conversation.id, "Paris", True)
    assert (hit.message_id, hit.role, hit.at) == (said.id, Role.ASSISTANT, said.created_at)
    assert said.text[hit.start : hit.start + hit.length] == "Café"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Café"]
    (title,) = await shelf.hits("paris")
    assert (title.message_id, title.role, title.at) == (None, None, START)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quick fox", True),
        ("quick wolf ", False),
        ('"quick brown"', True),
        ('"brown quick"', False),
        ('"brown fo', True),
        ("q", True),
        ("qu", True),
        ("qui", True),
        ("quic", True),
        ("quic ", False),
        ("quickl", False),
        ("東", True),
        ("京都", True),
        ("都京", False),
        ("東京都", True),
        ("타워", True),
        ("ECOLE", True),
        ("don't", True),
        ("dont", False),
        ('" quick', True),
        ('" OR quick', False),
        ("NOT quick", False),
        ("words:quick* ^(", False),
    ],
)
async def test_words_beginnings_phrases_and_any_piece_of_han_are_found(
    shelf: Shelf, query: str, expected: bool
):
    await shelf.say(chat(), "The quick, brown fox. 東京都の타워 — École; I don't")
    assert bool(await shelf.hits(query)) is expected


async def test_what_was_imported_later_but_said_earlier_comes_later(shelf: Shelf):
    await shelf.say(chat("", 0), "new word")
    await shelf.index()
    old = Message(Role.USER, "old word", created_at=START - timedelta(days=900))
    await shelf.messages.begin(chat(), old)
    assert await shelf.found("word") == ["new word", "old word"]


async def test_all_that_was_said_at_one_moment_is_found(shelf: Shelf):
    said = [Message(Role.USER, f"word {number}", created_at=START) for number in range(130)]
    await shelf.messages.begin(chat(), *said)
    hits = await shelf.hits("word")
    assert sorted(map(str, ids(hits))) == sorted(each.id for each in said)
    assert len(await shelf.hits("word before:2026-05-05")) == 130


async def test_older_hits_follow_without_a_gap(shelf: Shelf):
    said = await shelf.say(chat(), *(f"word {number}" for number in range(25)))
    await shelf.index()
    query, found, older = parse("word"), [], None
    while True:
        page = await shelf.search.find(query, 10, older)
        assert len(page.hits) <= 10
        found += ids(page.hits)
        if (older := page.older) is None:
            break
    assert found == [each.id for each in reversed(said)]


async def test_a_search_without_time_goes_on_where_it_stopped(shelf: Shelf):
    said = await shelf.say(chat(), *("one two", "two one") * 5)
    await shelf.index()
    query, found, older = parse('"two one"'), [], None
    while True:
        page = await shelf.search.find(query, 50, older, seconds=0)
        found += ids(page.hits)
        if (older := page.older) is None:
            break
    assert found == [each.id for each in reversed(said) if each.text == "two one"]


async def test_the_bin_is_not_searched_until_a_chat_is_restored(shelf: Shelf):
    conversation = chat("A word")
    await shelf.say(conversation, "another word")
    await shelf.conversations.delete(conversation.id)
    assert await shelf.found("word") == []
    await shelf.conversations.restore(conversation.id)
    assert len(await shelf.found("word")) == 2


async def test_a_deleted_message_is_found_again_once_it_is_restored(shelf: Shelf):
    (said,) = await shelf.say(chat(), "a word")
    assert await shelf.found("word") == ["a word"]
    await shelf.messages.replace(replace(said, deleted=True))
    assert await shelf.hits_as_indexed("word") == []
    assert await shelf.found("word") == []
    await shelf.messages.replace(said)
    assert await shelf.found("word") == ["a word"]


async def test_a_reply_is_found_when_it_is_finished(shelf: Shelf):
    conversation = chat()
    reply = Message(Role.ASSISTANT, "", state=State.WRITING, reasoning="")
    await shelf.messages.begin(conversation, reply)
    await shelf.messages.journal(reply.id, "half a wor", "")
    assert await shelf.found("wor") == []
    done = replace(reply, text="a word", reasoning="secret thought", state=State.COMPLETE)
    await shelf.messages.finish(conversation, done)
    assert await shelf.found("wor") == ["a word"]
    assert await shelf.found("thought") == []


async def test_a_text_that_changed_is_found_as_it_is(shelf: Shelf):
    conversation = chat()
    cut = Message(Role.ASSISTANT, "first try", state=State.CUT_OFF)
    whole = Message(Role.ASSISTANT, "whole thing")
    await shelf.messages.begin(conversation, cut, whole)
    await shelf.index()
    for each in (cut, whole):
        await shelf.messages.replace(replace(each, text="other words", state=State.COMPLETE))
    assert await shelf.hits_as_indexed("try") == []
    assert await shelf.found("first") == []
    assert await shelf.found("thing") == []
    assert await shelf.found("other") == ["other words", "other words"]


async def test_a_chat_is_found_by_its_new_name_only(shelf: Shelf):
    conversation = chat("Old name")
    await shelf.conversations.save(conversation)
    assert await shelf.found("old") == ["Old name"]
    await shelf.conversations.save(replace(conversation, title="New name"))
    assert await shelf.found("old") == []
    assert await shelf.found("new") == ["New name"]


async def test_a_change_of_model_hides_no_title(shelf: Shelf):
    conversation = chat("A name", model="a/b")
    await shelf.conversations.save(conversation)
    await shelf.index()
    await shelf.conversations.save(replace(conversation, model="c/d"))
    assert await shelf.found("name") == ["A name"]


async def test_a_model_is_found_by_a_part_of_its_id_or_name(shelf: Shelf):
    await shelf.say(chat("word"), "word one", model="maker/alpha-1")
    await shelf.say(chat(), "word two", model="maker/beta")
    await shelf.database.write(
        lambda connection: connection.execute(
            "INSERT INTO model_lists VALUES ('o', ?, 0), ('p', '[broken', 0)",
            ('[{"id": "maker/beta", "name": "Grand Model"}, {"id": "x", "name": "alpha"}]',),
        )
    )
    assert await shelf.found("word model:ALPHA") == ["word one"]
    assert await shelf.found('word model:"grand m"') == ["word two"]
    assert await shelf.found("model:maker") == ["word two", "word one"]
    assert await shelf.found("model:gamma word") == []


async def test_chats_are_searched_by_title_folder_archive_and_pin(shelf: Shelf):
    folder = Folder("Work at home")
    await Folders(shelf.database).save(folder)
    await shelf.say(chat("Garden"), "word 1")
    await shelf.say(chat(folder_id=folder.id), "word 2")
    await shelf.say(chat(archived=True), "word 3")
    await shelf.say(chat("Home garden", pinned=True), "word 4")
    assert await shelf.found("word in:garden") == ["word 4", "word 1"]
    assert await shelf.found('word in:"at home"') == ["word 2"]
    assert await shelf.found("word in:home") == ["word 4", "word 2"]
    assert await shelf.found("word in:home in:garden") == ["word 4"]
    assert await shelf.found("in:archive") == ["word 3"]
    assert await shelf.found("word in:pinned") == ["word 4"]
    assert await shelf.found("word in:nowhere") == []


async def test_very_many_chats_are_a_filter_too(shelf: Shelf):
    for number in range(210):
        await shelf.say(chat("Garden"), f"word {number}")
    await shelf.say(chat("House"), "word of the house")
    assert len(await shelf.hits("word in:garden")) == 210


async def test_a_beginning_of_very_many_words_is_found(shelf: Shelf):
    words = " ".join(f"begin{number}" for number in range(300))
    await shelf.say(chat(), words, "behind", "the beginning")
    assert len(await shelf.hits("begi")) == 2
    assert len(await shelf.hits("the begin")) == 1


async def test_days_bound_what_is_found(shelf: Shelf):
    zone = START.astimezone().tzinfo
    for month in (1, 2, 3):
        at = START.replace(month=month, day=1, hour=0, tzinfo=zone)
        said = Message(Role.USER, f"word {month}", created_at=at)
        await shelf.messages.begin(chat(), said)
    assert await shelf.found("word after:2026-02") == ["word 3", "word 2"]
    assert await shelf.found("word before:2026-02-01") == ["word 1"]
    assert await shelf.found("after:2026-02-01 before:2026-03") == ["word 2"]


async def test_a_damaged_text_is_found_by_what_is_left(shelf: Shelf):
    (said,) = await shelf.say(chat(), "whole")
    await shelf.database.write(
        lambda connection: connection.execute(
            "UPDATE messages SET text = CAST(x'68616C66FF20776F7264' AS TEXT) WHERE id = ?",
            (said.id,),
        )
    )
    assert await shelf.found("word") == ["half\ufffd word"]
    assert await shelf.search.index() == 1


async def test_a_search_that_nobody_waits_for_ends(shelf: Shelf):
    await shelf.say(chat(), *["word"] * 20)
    await shelf.index()
    shelf.search.interrupt()
    assert len(await shelf.hits("word")) == 20


async def test_nothing_is_found_after_the_end(shelf: Shelf):
    await shelf.search.close()
    with pytest.raises(StoreError):
        await shelf.search.find(parse("word"))
