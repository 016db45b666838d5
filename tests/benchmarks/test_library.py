"""The libraries that are measured: always the same, and what is told of them is true."""

import asyncio
import random
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import pytest

from benchmarks.library import kept
from benchmarks.library.plan import BEGUN, folders, in_row_order, plan
from benchmarks.library.texts import Texts
from benchmarks.library.vocabulary import SIZE, vocabulary
from benchmarks.library.writing import RARE_MODEL, Facts, write
from promptrun_desktop.domain import branches
from promptrun_desktop.domain.message import now
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import to_time
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.search import Search
from promptrun_desktop.text.search_query import parse

CHATS, MESSAGES = 100, 3_000


@pytest.fixture(scope="module")
def words():
    return vocabulary()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("library") / "chats.db"
    return path, write(path, CHATS, MESSAGES)


@pytest.fixture
def rows(made):
    """Asks the file."""
    with closing(sqlite3.connect(made[0])) as connection:
        yield lambda question: connection.execute(question).fetchall()


def test_the_same_numbers_make_the_same_file(tmp_path):
    files = [tmp_path / name for name in ("one.db", "two.db")]
    assert write(files[0], 10, 200) == write(files[1], 10, 200)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_is_told_of_it_is_what_it_holds(made, rows):
    (told,) = rows(
        "SELECT (SELECT count(*) FROM conversations), count(*), sum(length(text)),"
        " sum(length(CAST(text AS BLOB))) FROM messages"
    )
    assert made[1] == Facts(*told)
    assert told[:2] == (CHATS, MESSAGES)
    assert 360 < told[2] / MESSAGES < 440


def test_each_shelf_holds_its_share(rows):
    ((pinned, archived, binned, filed),) = rows(
        "SELECT sum(pinned), sum(archived), sum(deleted), sum(folder_id IS NOT NULL)"
        " FROM conversations"
    )
    assert (pinned, archived, binned, filed) == (5, 5, 3, 10)
    assert rows("SELECT count(*) FROM conversations WHERE deleted AND archived") == [(0,)]
    assert rows("SELECT count(*) FROM conversations WHERE deleted <> (deleted_at IS NOT NULL)") == [
        (0,)
    ]
    assert rows("SELECT count(*) FROM folders") == [(folders(CHATS),)]


def test_one_model_is_rare(rows):
    counts = dict(rows("SELECT model, count(*) FROM messages WHERE role <> 'user' GROUP BY model"))
    assert len(counts) == 5
    assert 1 <= counts.pop(RARE_MODEL) <= 2
    assert min(counts.values()) > 20


def test_nothing_waits_for_the_index(rows):
    assert rows("SELECT count(*) FROM unindexed") == [(0,)]


async def test_every_chat_is_a_whole_tree_that_ends_with_what_is_shown(made):
    database = await Database.open(made[0])
    messages = Messages(database)
    for chat in await Conversations(database).all():
        stored = {each.id: each for each in await messages.of(chat.id)}
        path = branches.path_to(chat.leaf_id, stored)
        assert path[0].parent_id is None
        assert path[-1].created_at == chat.updated_at
        assert all(one.created_at < other.created_at for one, other in pairwise(path))
        assert len(path) <= len(stored) <= len(path) * 1.5 + 2
    await database.close()


def test_time_runs_for_four_years_and_rows_stand_in_its_order_but_for_an_import():
    planned = plan(200, 6_000, random.Random(1))
    rows = in_row_order(planned, random.Random(2))
    assert sum(count for _chat, _when, count in rows) == 6_000
    assert Counter(chat.imported for chat in planned)[True] == 40
    own = [when for chat, when, _count in rows if not chat.imported]
    assert own == sorted(own)
    assert min(own) >= BEGUN
    assert (max(own) - BEGUN).days in range(1_300, 4 * 365 + 1)
    everything = [when for _chat, when, _count in rows]
    assert everything != sorted(everything)
    for chat in planned:
        mine = [when for other, when, _count in rows if other is chat]
        assert mine == sorted(mine), "a chat is said from its beginning to its end"


def test_a_small_library_is_a_large_one_in_small():
    small, large = (
        sorted(chat.messages for chat in plan(chats, 100 * chats, random.Random(1)))
        for chats in (20, 2_000)
    )
    assert sum(small) == 2_000
    assert sum(large) == 200_000
    for part in (0.25, 0.5, 0.75):
        ratio = small[int(20 * part)] / large[int(2_000 * part)]
        assert 0.85 < ratio < 1.3


def test_a_chat_has_a_question_and_an_answer_at_least():
    with pytest.raises(ValueError, match="at least"):
        plan(10, 19, random.Random(1))
    assert [chat.messages for chat in plan(10, 20, random.Random(1))] == [2] * 10


def test_words_come_as_often_as_they_do_among_people(words):
    assert len(words.words) == len(set(words.words)) == SIZE
    counts = Counter(words.drawn)
    assert len(counts) == SIZE, "no word is never used"
    often = [counts[word] for word in words.words]
    assert often == sorted(often, reverse=True)
    assert often[0] / often[99] == pytest.approx(102.7 / 3.7, rel=0.02)
    assert all(word.isascii() and word.islower() for word in words.words)


def test_one_exchange_in_twenty_is_in_chinese_or_japanese(words):
    texts = Texts(words, random.Random(1))
    asked = [texts.exchange()[0]() for _ in range(2_000)]
    eastern = [text for text in asked if ord(text[0]) >= 0x3040]
    assert 70 < len(eastern) < 130
    assert any("の" in text for text in eastern)
    assert any("的" in text for text in eastern)
    assert any("```" in texts.exchange()[1]() for _ in range(200))


def test_a_library_and_its_index_are_made_once_and_copied_for_each_run(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "cache", lambda: tmp_path)
    made = kept.library(40, 300)
    files = (made.profile.database, made.index)
    were = [path.stat().st_mtime_ns for path in files]
    assert kept.library(40, 300) == made
    with kept.copy_of(made.profile, made.index) as copy:
        (copy.root / kept.INDEX).write_bytes(b"")
        with closing(sqlite3.connect(copy.database)) as connection:
            binned = "SELECT count(*), min(deleted_at) FROM conversations WHERE deleted"
            ((count, oldest),) = connection.execute(binned).fetchall()
            assert count == 1
            assert now() - to_time(oldest) < timedelta(minutes=5), "else the app would purge it"
    assert not copy.root.exists()
    assert [path.stat().st_mtime_ns for path in files] == were


def test_what_was_made_by_another_version_is_made_again(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "cache", lambda: tmp_path)
    first = kept.library(3, 30)
    monkeypatch.setattr(kept, "_indexers", lambda: "another")
    second = kept.library(3, 30)
    assert second.profile == first.profile
    assert not first.index.exists()
    monkeypatch.setattr(kept, "_writers", lambda: "another")
    assert kept.library(3, 30).profile != first.profile
    assert not first.profile.root.exists()


async def test_the_index_is_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "cache", lambda: tmp_path)
    made = await asyncio.to_thread(kept.library, 5, 200)
    with kept.copy_of(made.profile, made.index) as copy:
        database = await Database.open(copy.database)
        search = Search(database, copy.database)
        assert await search.index() == 1
        assert (await search.find(parse("the"))).hits
        await search.close()
        await database.close()
