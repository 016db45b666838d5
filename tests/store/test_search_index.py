"""The index keeps up with the chats, survives what happens to it, and forgets."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.search import Search
from tests.store.search_helpers import Shelf, chat, ids

INDEXER = """
import asyncio, sys
from pathlib import Path
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.search import Search

async def main():
    chats = Path(sys.argv[1])
    search = Search(await Database.open(chats), chats)
    while True:
        await search.index()
        print("step", flush=True)

asyncio.run(main())
"""


def index_and_be_killed(chats: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INDEXER, chats],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"step\n"
        process.kill()


async def unindexed(shelf: Shelf) -> int:
    def work(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM unindexed").fetchone()[0])

    return await shelf.database.read(work)


async def again(shelf: Shelf) -> Shelf:
    """As at the next start."""
    await shelf.search.close()
    return Shelf(shelf.database, shelf.chats)


async def test_what_was_said_before_there_was_an_index_is_put_in_newest_first(shelf: Shelf):
    await shelf.say(chat("A name"), *(f"word {number}" for number in range(1300)))
    await shelf.database.write(lambda connection: connection.execute("DELETE FROM unindexed"))
    steps = [await shelf.search.index(), await shelf.search.index()]
    assert 0 < steps[1] < 1
    (newest, *_) = await shelf.hits_as_indexed("word")
    assert newest.snippet == "word 1299"
    await shelf.index()
    assert len(await shelf.hits_as_indexed("word")) == 1300
    assert len(await shelf.hits_as_indexed("name")) == 1


async def test_what_is_indexed_is_crossed_off(shelf: Shelf):
    await shelf.say(chat("A name"), "word")
    assert await unindexed(shelf) == 2
    await shelf.index()
    assert await unindexed(shelf) == 0


async def test_what_changes_while_it_is_indexed_is_not_crossed_off(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    (said,) = await shelf.say(chat(), "before")
    cross_off = Search._cross_off

    async def late(self: Search, *args: object) -> None:
        await shelf.messages.replace(replace(said, text="after"))
        await cross_off(self, *args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Search, "_cross_off", late)
        await shelf.search.index()
    assert await unindexed(shelf) == 1
    assert await shelf.found("after") == ["after"]
    assert await shelf.found("before") == []


async def test_what_is_indexed_twice_is_found_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    """As after a kill between indexing and crossing off."""
    await shelf.say(chat("A word"), "word")

    async def killed(self: Search, *args: object) -> None:
        pass

    with monkeypatch.context() as patch:
        patch.setattr(Search, "_cross_off", killed)
        await shelf.search.index()
    shelf = await again(shelf)
    assert len(await shelf.hits("word")) == 2
    await shelf.search.close()


async def test_an_index_that_is_no_database_is_made_anew(shelf: Shelf):
    await shelf.say(chat(), "word")
    await shelf.index()
    await shelf.search.close()
    shelf.chats.with_name("search.db").write_bytes(b"no database at all" * 1000)
    shelf = Shelf(shelf.database, shelf.chats)
    assert await shelf.found("word") == ["word"]
    await shelf.search.close()


async def test_an_index_of_another_version_is_made_anew(shelf: Shelf):
    await shelf.say(chat(), "word")
    await shelf.index()
    await shelf.search.close()
    with closing(sqlite3.connect(shelf.chats.with_name("search.db"))) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("DROP TABLE hits")
    shelf = Shelf(shelf.database, shelf.chats)
    assert await shelf.found("word") == ["word"]
    await shelf.search.close()


async def test_an_index_that_is_damaged_inside_is_made_anew_while_it_is_used(shelf: Shelf):
    await shelf.say(chat(), *(f"word{number} and {number * 7919}" for number in range(400)))
    await shelf.index()
    await shelf.search.close()
    path = shelf.chats.with_name("search.db")
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2000] = os.urandom(2000)
    path.write_bytes(content)
    shelf = Shelf(shelf.database, shelf.chats)
    assert len(await shelf.hits("and")) == 400
    await shelf.search.close()


async def test_an_index_of_other_chats_is_made_anew(shelf: Shelf):
    """As after an older copy of the chats was put in their place."""
    conversation = chat()
    said = await shelf.say(conversation, *(f"word {number}" for number in range(5)))
    await shelf.index()
    await shelf.search.close()
    await shelf.database.write(
        lambda connection: connection.execute("DELETE FROM messages WHERE id = ?", (said[-1].id,))
    )
    shelf = Shelf(shelf.database, shelf.chats)
    await shelf.messages.begin(conversation, Message(Role.USER, "another text in its place"))
    assert len(await shelf.hits("word")) == 4
    assert len(await shelf.hits("another")) == 1
    await shelf.search.close()


async def test_a_killed_indexer_loses_nothing(shelf: Shelf):
    await shelf.say(chat(), *(f"word {number}" for number in range(3000)))
    index_and_be_killed(shelf.chats)
    assert len(await shelf.hits("word")) == 3000


async def test_no_word_of_a_forgotten_chat_is_left_in_the_file(shelf: Shelf):
    gone, kept = chat("Zebrastripes"), chat("Kept")
    await shelf.say(gone, "xylophone secretword common", "déjà 秘密 secretword")
    await shelf.say(kept, "common words")
    await shelf.index()
    (changed,) = await shelf.say(gone, "anotherword")
    await shelf.conversations.delete(gone.id)
    await shelf.index()
    await shelf.search.forget([gone.id])
    assert await shelf.hits_as_indexed("secretword") == []
    await shelf.conversations.purge([gone.id])
    await shelf.index()
    raw = shelf.raw()
    for word in ("zebrastripes", "xylophone", "secretword", "deja", "秘", "anotherword"):
        assert word.encode() not in raw, word
    assert changed.id.encode() not in raw
    assert gone.id.encode() not in raw
    assert await shelf.found("common") == ["common words"]


async def test_words_that_nobody_knows_any_more_are_forgotten_with_the_chat(shelf: Shelf):
    conversation = chat()
    (said, _other) = await shelf.say(conversation, "firstword", "other")
    await shelf.say(chat(), "kept")
    await shelf.index()
    await shelf.messages.replace(replace(said, text="secondword"))
    await shelf.index()
    await shelf.conversations.delete(conversation.id)
    await shelf.search.forget([conversation.id])
    await shelf.conversations.purge([conversation.id])
    await shelf.index()
    assert b"firstword" not in shelf.raw()
    assert b"secondword" not in shelf.raw()
    assert await shelf.found("kept") == ["kept"]


async def test_a_chat_that_is_forgotten_is_not_put_in_again_before_it_is_purged(shelf: Shelf):
    conversation = chat()
    (said,) = await shelf.say(conversation, "secretword")
    await shelf.index()
    await shelf.search.forget([conversation.id])
    await shelf.messages.replace(replace(said, text="secretword again"))
    await shelf.index()
    assert b"secretword" not in shelf.raw()


async def test_a_chat_that_is_not_purged_after_all_or_came_back_is_found_again(shelf: Shelf):
    stays, back = chat(), chat()
    await shelf.say(stays, "word one")
    await shelf.say(back, "word two")
    await shelf.index()
    await shelf.conversations.delete(back.id)
    ids = [stays.id, back.id]
    await shelf.search.forget(ids)
    await shelf.conversations.purge(ids)
    await shelf.search.remember(ids)
    assert await shelf.found("word") == ["word one"]
    await shelf.say(back, "word two")
    assert await shelf.found("word") == ["word two", "word one"]


async def test_the_vocabulary_loses_what_only_an_older_text_had(shelf: Shelf):
    conversation = chat("Oldname")
    await shelf.conversations.save(conversation)
    await shelf.index()
    await shelf.conversations.save(replace(conversation, title="Newname"))
    await shelf.index()

    with closing(sqlite3.connect(shelf.chats.with_name("search.db"))) as connection:
        assert connection.execute("SELECT word FROM vocabulary").fetchall() == [("newname",)]


async def test_chats_of_a_newer_version_are_searched(shelf: Shelf, path: Path):
    await shelf.say(chat("A title"), "word")
    await shelf.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1000")
    database = await Database.open(path)
    assert database.read_only
    newer = Shelf(database, path)
    assert await newer.found("word") == ["word"]
    assert await newer.found("title") == ["A title"]
    await newer.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
async def test_only_its_owner_may_read_it(shelf: Shelf):
    await shelf.say(chat(), "word")
    await shelf.index()
    for each in shelf.chats.parent.glob("search.db*"):
        assert each.stat().st_mode & 0o077 == 0


async def test_closing_does_not_wait_for_the_index(shelf: Shelf):
    await shelf.say(chat(), *(f"word {number}" for number in range(3000)))
    indexing = [shelf.search.index() for _ in range(5)]

    tasks = [asyncio.ensure_future(each) for each in indexing]
    await asyncio.sleep(0)
    await shelf.search.close()
    await asyncio.gather(*tasks, return_exceptions=True)
    shelf = Shelf(shelf.database, shelf.chats)
    assert len(await shelf.hits("word")) == 3000
    assert len(set(ids(await shelf.hits("word")))) == 3000
    await shelf.search.close()


async def test_what_was_interrupted_between_two_statements_is_closed_all_the_same(shelf: Shelf):
    await shelf.say(chat("Cats"), "A cat sleeps")
    assert await shelf.found("cat") != []
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    begun = connection.execute("VALUES (1), (2)")
    begun.fetchone()
    connection.interrupt()
    shelf.search._files.open.append(connection)
    await shelf.search.close()
