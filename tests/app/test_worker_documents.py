"""Many chats into a folder, by the real process and out of a real database."""

from dataclasses import replace
from pathlib import Path

import pytest

from promptrun_desktop.app.worker.source import Source
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.domain.message import State
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL, Options
from promptrun_desktop.services.jobs import Jobs
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from tests.app.working import document, documents, work
from tests.services.stored import NOON, chat, store

SOUP = chat("soup", "How?", "Boil it.", title="Soup")
TEA = chat("tea", "Green?", "Yes.", title="soup", minutes=2)
PIE = chat("pie", "Why?", "Because.", minutes=1)


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    return await store(tmp_path / "profile" / "chats.db", SOUP, TEA, PIE)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_all_chats_become_a_new_folder(database, tmp_path):
    told = []
    facts = await work(
        documents(database, tmp_path / "out"), tell=lambda *progress: told.append(progress)
    )
    assert facts == {"count": 3, "path": str(tmp_path / "out")}
    assert names(tmp_path / "out") == ["Pie.md", "Soup (2).md", "soup.md"]
    assert "Boil it." in (tmp_path / "out" / "Soup (2).md").read_text()
    assert told[-1] == (3, 3)


async def test_chosen_chats_become_another_folder_where_one_is_there(database, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Soup.md").write_text("a person's own")
    facts = await work(documents(database, tmp_path / "out", ["pie", "gone", "soup", "soup"]))
    assert facts == {"count": 2, "path": str(tmp_path / "out (2)")}
    assert names(tmp_path / "out (2)") == ["Pie.md", "Soup.md"]
    assert (tmp_path / "out" / "Soup.md").read_text() == "a person's own"


async def test_what_the_window_knows_better_takes_the_place_of_what_is_stored(database, tmp_path):
    more = replace(SOUP.messages[1], text="Boil it long.", state=State.WRITING)
    unsaved = chat("new", "Not stored", title="New")
    await work(
        documents(database, tmp_path / "out"),
        SOUP._replace(messages=(SOUP.messages[0], more)),
        unsaved,
    )
    assert names(tmp_path / "out") == ["New.md", "Pie.md", "Soup (2).md", "soup.md"]
    text = (tmp_path / "out" / "Soup (2).md").read_text()
    assert "Boil it long." in text
    assert Labels().writing in text


async def test_chosen_chats_come_in_their_order_also_those_that_are_open(database, tmp_path):
    await work(documents(database, tmp_path / "out", ["tea", "soup"]), SOUP)
    assert names(tmp_path / "out") == ["Soup (2).md", "soup.md"]


def test_an_open_chat_that_is_told_in_parts_is_one(database):
    parts = [SOUP._replace(messages=(each,)) for each in SOUP.messages]
    with Source({"database": str(database), "ids": None}, parts).open() as chats:
        assert [each for each in chats.each if each.conversation.id == "soup"] == [SOUP]


async def test_what_is_in_the_bin_stays_there(database, tmp_path):
    opened = await Database.open(database)
    await Conversations(opened).delete("pie", NOON)
    await opened.close()
    await work(documents(database, tmp_path / "out"))
    assert names(tmp_path / "out") == ["Soup (2).md", "soup.md"]


async def test_a_stored_chat_becomes_a_document(database, tmp_path):
    options = Options(thinking=False, models=False, times=False)
    target = tmp_path / "tea.md"
    await work(Jobs(database).document("tea", target, "markdown", options, Labels(), None))
    assert "Yes." in target.read_text()


async def test_a_chat_that_is_gone_is_told(database, tmp_path):
    with pytest.raises(AppError) as caught:
        await work(
            Jobs(database).document("no", tmp_path / "a.md", "markdown", ALL, Labels(), None)
        )
    assert caught.value.kind is ErrorKind.EXPORT_FAILED
    assert names(tmp_path) == ["profile"]


async def test_an_open_chat_is_saved_where_the_store_cannot_be_read(tmp_path):
    await work(document(SOUP, tmp_path / "soup.md"), SOUP)
    assert names(tmp_path) == ["soup.md"]
    with pytest.raises(AppError) as caught:
        await work(documents(tmp_path / "no.db", tmp_path / "out"))
    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert names(tmp_path) == ["soup.md"]


async def test_a_folder_is_not_made_in_one_that_vanished(database, tmp_path):
    with pytest.raises(AppError) as caught:
        await work(documents(database, tmp_path / "gone" / "out"))
    assert caught.value.kind is ErrorKind.PLACE_GONE
