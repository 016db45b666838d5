"""Copies hold every row, private and small; a damaged file is never copied over good ones."""

import contextlib
import lzma
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.copies import Restored
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store import copies, migrations
from promptrun_desktop.store.aside import Stop, StoppedError
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.keeper import Keeper
from promptrun_desktop.store.messages import Messages

NOW = datetime(2026, 5, 13, 12, tzinfo=UTC)
CHAT = Conversation("chat", "Soup", leaf_id="reply", folder_id="folder")
QUESTION = Message(Role.USER, "How?\n🥕\0", id="question")
REPLY = Message(Role.ASSISTANT, "Boil " * 900, "question", "reply", seconds=2.0)
ODD = "UPDATE messages SET model = CAST(x'ff' AS TEXT) WHERE id = 'reply'"


@pytest.fixture
def folder(path: Path) -> Path:
    return path.parent / "backups"


@pytest.fixture
async def keeper(database: Database, path: Path) -> Keeper:
    await Folders(database).save(Folder("Cooking", "folder"))
    await Messages(database).begin(CHAT, QUESTION, REPLY)
    await database.write(lambda connection: connection.execute(ODD))
    return Keeper(database, path)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        tables = ("folders", "conversations", "messages", "drafts", "places", "journal")
        return {
            each: connection.execute(f"SELECT * FROM {each} ORDER BY rowid").fetchall()
            for each in tables
        }


def unpacked(copy: Path) -> Path:
    target = copy.with_name("unpacked.db")
    target.unlink(missing_ok=True)
    copies.unpack(copy, target, Stop())
    return target


def inside(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def size(path: Path) -> int:
    return path.stat().st_size


def remove(path: Path) -> None:
    path.unlink()


def garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 + 3 : 4096 + 8] = b"\xff" * 5
    path.write_bytes(data)


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir()
    (folder / name).write_bytes(data)
    return folder / name


async def test_a_copy_unpacks_to_the_same_rows_byte_by_byte(keeper: Keeper, path: Path) -> None:
    copy = await keeper.copy(NOW)
    assert rows(unpacked(copy.path)) == rows(path)
    assert [each.made_at for each in await keeper.copies()] == [NOW]


async def test_copies_are_for_their_owner_alone_and_small(
    keeper: Keeper, path: Path, folder: Path
) -> None:
    copy = await keeper.copy(NOW)
    assert (mode(folder), mode(copy.path)) == (0o700, 0o600)
    assert copy.size < size(path) / 4


async def test_a_reply_being_written_is_cut_off_in_what_is_unpacked(
    keeper: Keeper, database: Database
) -> None:
    writing = Message(Role.ASSISTANT, "", "question", "open", state=State.WRITING)
    await Messages(database).begin(CHAT, writing)
    await Messages(database).journal("open", "Bo", "")
    again = await Database.open(unpacked((await keeper.copy(NOW)).path))
    (reply,) = await Messages(again).some(["open"])
    assert (reply.text, reply.state) == ("Bo", State.CUT_OFF)
    await again.close()


async def test_a_damaged_file_is_not_copied_over_good_copies(
    keeper: Keeper, database: Database, path: Path
) -> None:
    good = await keeper.copy(NOW)
    await database.close()
    garble(path)
    with pytest.raises(StoreError) as caught:
        await keeper.copy(NOW + timedelta(days=1))
    assert caught.value.kind is ErrorKind.STORE_DAMAGED
    assert [each.path for each in await keeper.copies()] == [good.path]


async def test_a_full_disk_leaves_no_rubbish(
    keeper: Keeper, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError) as caught:
        await keeper.copy(NOW)
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert inside(folder) == []


async def test_a_copy_that_is_stopped_leaves_no_rubbish(
    keeper: Keeper, path: Path, folder: Path
) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises((StoppedError, sqlite3.OperationalError)):
        copies.make(path, folder, NOW, stop)
    assert inside(folder) == []


async def test_what_a_killed_process_left_is_removed(keeper: Keeper, folder: Path) -> None:
    put(folder, "chats-20260512T120000Z.copy.partial", b"half")
    copy = await keeper.copy(NOW)
    assert inside(folder) == [copy.path]


async def test_old_copies_go_when_a_new_one_is_there(keeper: Keeper) -> None:
    for days in range(40):
        await keeper.copy(NOW - timedelta(days=40 - days))
    kept = await keeper.copies()
    assert 2 <= len(kept) <= 10
    assert kept[0].made_at == NOW - timedelta(days=1)


async def test_chats_that_vanished_do_not_take_their_copies_with_them(
    keeper: Keeper, database: Database, path: Path
) -> None:
    words = " ".join(uuid4().hex for _ in range(20_000))
    await Messages(database).begin(Conversation("long"), Message(Role.USER, words))
    good = [await keeper.copy(NOW - timedelta(days=days)) for days in (3, 2, 1)]
    await database.close()
    remove(path)
    empty = await Database.open(path)
    await keeper.copy(NOW)
    await empty.close()
    assert {each.path for each in await keeper.copies()} >= {each.path for each in good}


async def test_a_copy_that_is_cut_or_garbled_is_known(keeper: Keeper, folder: Path) -> None:
    copy = (await keeper.copy(NOW)).path
    whole = copy.read_bytes()
    garbled = bytearray(whole)
    garbled[len(whole) // 2] ^= 0x55
    for each in (b"", whole[:-1], bytes(garbled), b"{}", b"\xfd7zXZ\0"):
        copy.write_bytes(each)
        with pytest.raises(DamagedError):
            unpacked(copy)


async def test_a_copy_of_an_older_version_is_brought_up(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_notes(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE notes (text TEXT)")
        connection.execute("INSERT INTO notes SELECT title FROM conversations")

    copy = (await keeper.copy(NOW)).path
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, add_notes])
        patch.setattr(copies, "MIGRATIONS", migrations.MIGRATIONS)
        with contextlib.closing(sqlite3.connect(unpacked(copy))) as connection:
            assert connection.execute("SELECT text FROM notes").fetchall() == [("Soup",)]
    assert not list(copy.parent.glob("*.v*"))


async def test_a_copy_of_a_newer_version_is_refused(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = (await keeper.copy(NOW)).path
    monkeypatch.setattr(copies, "MIGRATIONS", migrations.MIGRATIONS[:-1])
    with pytest.raises(DamagedError):
        unpacked(copy)


async def test_what_is_missing_comes_back_and_what_is_there_stays(
    keeper: Keeper, database: Database, folder: Path
) -> None:
    copy = await keeper.copy(NOW)
    conversations, messages = Conversations(database), Messages(database)
    await database.write(lambda each: each.execute("DELETE FROM messages WHERE id = 'reply'"))
    await conversations.save(Conversation("chat", "Broth", leaf_id="question"))
    await messages.begin(Conversation("new"), Message(Role.USER, "Salt?", id="salt"))
    assert await keeper.restore(copy) == Restored(conversations=0, messages=1)
    assert [each.text for each in await messages.of("chat")] == [QUESTION.text, REPLY.text]
    assert {each.title for each in await conversations.all()} == {"Broth", ""}
    assert await keeper.restore(copy) == Restored()
    assert inside(folder) == [copy.path]


async def test_a_draft_that_was_sent_since_does_not_come_back(
    keeper: Keeper, database: Database
) -> None:
    drafts = Drafts(database)
    await drafts.save("chat", "Salt? ")
    copy = await keeper.copy(NOW)
    await drafts.save("chat", "")
    sent = Message(Role.USER, "Salt?", "reply", id="salt")
    await Messages(database).begin(Conversation("chat", "Soup", leaf_id="salt"), sent)
    await keeper.restore(copy)
    assert "chat" not in await drafts.all()


async def test_a_chat_that_was_deleted_for_good_comes_back_whole(
    keeper: Keeper, database: Database
) -> None:
    copy = await keeper.copy(NOW)
    await Conversations(database).delete("chat")
    await Conversations(database).purge(["chat"])
    assert await keeper.restore(copy) == Restored(conversations=1, messages=2)
    found = await Conversations(database).get("chat")
    assert found is not None and found.title == "Soup"


async def test_what_comes_back_into_the_bin_has_all_its_days_again(
    keeper: Keeper, database: Database
) -> None:
    conversations = Conversations(database)
    await conversations.delete("chat", NOW - timedelta(days=40))
    copy = await keeper.copy(NOW)
    await conversations.purge(["chat"])
    assert await keeper.restore(copy) == Restored(conversations=1, messages=2)
    # Somebody was here lately: the clock is believed.
    lately = datetime.now(UTC) - timedelta(days=2)
    await conversations.save(Conversation("other", updated_at=lately))
    assert await conversations.binned() == ["chat"]
    assert await conversations.expired(datetime.now(UTC), 1) == []


async def test_a_copy_with_names_of_its_own_runs_no_sql(keeper: Keeper, folder: Path) -> None:
    copy = put(folder, "chats-20260512T120000Z.copy", b"")
    head = '{"version":3}\n'
    for table, column in (("drafts; DROP TABLE drafts", "key"), ("drafts", "key) VALUES (1); --")):
        copy.write_bytes(
            lzma.compress((head + f'{{"table":"{table}","columns":["{column}"]}}\n[1]\n').encode())
        )
        with pytest.raises(DamagedError):
            unpacked(copy)


async def test_a_copy_is_made_where_the_folder_cannot_be_listed(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("promptrun_desktop.store.copies.listed", lambda _folder: [])
    assert (await keeper.copy(NOW)).path.is_file()
