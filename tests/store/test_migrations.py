"""Older files are copied aside and brought up; `schemas/N.sql` is what version N looked like."""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.folder import BIN, PINNED, RECENT, Folder
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.model_info import from_id
from promptrun_desktop.domain.place import Place
from promptrun_desktop.store import migrations
from promptrun_desktop.store.catalogue import ModelLists
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.files import create_private
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places

SCHEMAS = Path(__file__).parent / "schemas"
NEWEST = len(migrations.MIGRATIONS)
MONDAY = datetime(2026, 5, 4, 9, 30, 15, 123456, tzinfo=UTC)


def build(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))


def schema(path: Path) -> dict[str, str]:
    """Each table and index in its words, without comments and spacing."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {
            name: "".join("".join(line.split("--")[0].split()) for line in sql.splitlines())
            for name, sql in found
        }


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def copies(path: Path) -> list[Path]:
    """Half-done ones too."""
    return sorted(path.parent.glob("chats.v*"))


def unindexed(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    return set(connection.execute("SELECT id, is_title FROM unindexed"))


def add_notes(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.execute("INSERT INTO notes SELECT text FROM drafts")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, add_notes])
    return NEWEST + 1


def test_every_version_has_its_schema() -> None:
    assert {path.stem for path in SCHEMAS.iterdir()} == {str(n + 1) for n in range(NEWEST)}


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
async def test_the_steps_still_make_what_each_version_was(
    path: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:version])
    await (await Database.open(path)).close()
    build(path.with_name("kept.db"), version)
    assert schema(path) == schema(path.with_name("kept.db"))
    assert version_of(path) == version


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
async def test_what_a_version_held_is_there_in_the_newest(path: Path, version: int) -> None:
    build(path, version)
    database = await Database.open(path)
    assert await Conversations(database).all() == [
        Conversation("chat", "Soup", "author/slug", "Be brief.", Parameters(0.5), "reply",
                     MONDAY, MONDAY)
    ]  # fmt: skip
    assert await Messages(database).of("chat") == [
        Message(Role.USER, "How?\n🥕", None, "prompt", MONDAY),
        Message(Role.ASSISTANT, "Boil", "prompt", "reply", MONDAY, State.STOPPED, "author/slug",
                "Hm.", "stop", Usage(12, 3, Decimal("0.00010")), None, "", 1.5),
        Message(Role.ASSISTANT, "Still wri", "prompt", "open", MONDAY, State.WRITING),
    ]  # fmt: skip
    texts = {key: draft.text for key, draft in (await Drafts(database).all()).items()}
    assert texts == {"": "not begun", "chat": "next"}
    assert await ModelLists(database).load("https://here:443") == ([from_id("author/slug")], MONDAY)
    await database.close()
    assert version_of(path) == NEWEST


@pytest.mark.parametrize(("version", "place"), [(1, None), (2, Place("reply", 2, 40))])
async def test_places_came_with_version_2(path: Path, version: int, place: Place | None) -> None:
    build(path, version)
    database = await Database.open(path)
    places = Places(database)
    assert await places.get("chat") == place
    await places.put("chat", Place("prompt"))
    assert await places.get("chat") == Place("prompt")
    await database.close()


@pytest.mark.parametrize(("version", "caret"), [(1, 0), (2, 0), (3, 4)])
async def test_carets_folders_and_the_time_of_deleting_came_with_version_3(
    path: Path, version: int, caret: int
) -> None:
    build(path, version)
    database = await Database.open(path)
    conversations, folders = Conversations(database), Folders(database)
    assert (await Drafts(database).all())["chat"] == Draft("next", caret)
    assert await folders.all() == ([Folder("Kitchen", "kitchen", 1)] if version >= 3 else [])
    (binned,) = await conversations.page(BIN, 10)
    # Of an older file nothing better is known than when it was changed last.
    assert (binned.id, binned.deleted_at) == ("gone", MONDAY)
    (shown,) = await conversations.page(RECENT, 10)
    await conversations.save(replace(shown, pinned=True, folder_id="kitchen"))
    assert [each.id for each in await conversations.page(PINNED, 10)] == ["chat"]
    await database.close()


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
async def test_what_is_said_after_a_migration_is_noted_for_the_search(
    path: Path, version: int
) -> None:
    build(path, version)
    database = await Database.open(path)
    before = await database.read(unindexed)
    question = Message(Role.USER, "And salt?", "reply")
    (chat,) = await Conversations(database).all()
    await Messages(database).begin(replace(chat, title="Salt"), question)
    assert await database.read(unindexed) - before == {(question.id, 0), ("chat", 1)} - before
    assert {(question.id, 0), ("chat", 1)} <= await database.read(unindexed)
    await database.close()


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
async def test_an_older_file_is_copied_before_it_is_changed(
    path: Path, version: int, next_version: int
) -> None:
    build(path, version)
    await (await Database.open(path)).close()
    copy = path.with_name(f"chats.v{version}.db")

    assert version_of(path) == next_version
    with closing(sqlite3.connect(path)) as connection:
        notes = connection.execute("SELECT text FROM notes ORDER BY text").fetchall()
    assert notes == [("next",), ("not begun",)]

    assert version_of(copy) == version
    build(path.with_name("kept.db"), version)
    with closing(sqlite3.connect(copy)) as left, closing(
        sqlite3.connect(path.with_name("kept.db"))
    ) as right:  # fmt: skip
        assert list(left.iterdump()) == list(right.iterdump())
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copies(path) == [copy]


async def test_a_new_or_current_file_is_not_copied(path: Path) -> None:
    await (await Database.open(path)).close()
    await (await Database.open(path)).close()
    assert not copies(path)


async def test_an_empty_file_is_version_0(path: Path) -> None:
    create_private(path)
    await (await Database.open(path)).close()
    assert version_of(path) == NEWEST
    assert not copies(path)


async def test_a_foreign_database_is_copied_and_left_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE drafts (mine TEXT); INSERT INTO drafts VALUES (1);")
    with pytest.raises(StoreError) as caught:
        await Database.open(path)
    assert caught.value.kind is ErrorKind.STORE_FAULT
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert tables == [("drafts",)]
        assert connection.execute("SELECT mine FROM drafts").fetchall() == [("1",)]
    assert path.with_name("chats.v0.db").exists()


async def test_a_step_that_fails_leaves_the_old_version(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE drafts")
        connection.execute("NOT SQL")

    steps = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", [*steps, add_notes, fails])
    build(path, NEWEST)
    with pytest.raises(StoreError):
        await Database.open(path)

    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    database = await Database.open(path)
    assert not database.read_only
    assert (await Drafts(database).all()).keys() == {"", "chat"}
    await database.close()


async def test_without_room_for_the_copy_nothing_is_changed(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    build(path, NEWEST)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StoreError) as caught:
            await Database.open(path)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert version_of(path) == NEWEST < next_version
    assert not copies(path)


async def test_of_the_copies_before_each_step_the_last_two_are_kept(
    path: Path, next_version: int
) -> None:
    for version in (1, 2, 11):
        path.with_name(f"chats.v{version}.db").touch()
    path.with_name("chats.v1.db.mine").touch()
    build(path, NEWEST)
    await (await Database.open(path)).close()
    assert [each.name for each in copies(path)] == [
        "chats.v1.db.mine",
        "chats.v11.db",
        f"chats.v{NEWEST}.db",
    ]
