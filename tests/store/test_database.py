"""One file, one thread that writes and one that reads."""

import asyncio
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.store import migrations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.files import create_private


def add_draft(key: str, text: str = "x"):
    return lambda connection: connection.execute(
        "INSERT INTO drafts (key, text) VALUES (?, ?)", (key, text)
    )


def keys(connection: sqlite3.Connection) -> list[str]:
    return [key for (key,) in connection.execute("SELECT key FROM drafts ORDER BY rowid")]


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def content(path: Path) -> bytes:
    return path.read_bytes()


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


async def test_a_write_returns_what_its_work_returns(database: Database) -> None:
    assert await database.write(lambda connection: connection.total_changes) == 0


async def test_work_that_raises_is_undone_as_a_whole(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        add_draft("half")(connection)
        raise KeyError("a fault of the caller")

    with pytest.raises(KeyError, match="a fault"):
        await database.write(work)
    await database.write(add_draft("next"))

    assert await database.read(keys) == ["next"]


async def test_a_fault_of_sql_is_a_store_fault_without_values(database: Database) -> None:
    await database.write(add_draft("same"))

    with pytest.raises(StoreError) as caught:
        await database.write(add_draft("same", "private words"))

    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert "SQLITE_CONSTRAINT" in caught.value.detail
    assert "private" not in caught.value.detail


async def test_every_commit_reaches_the_disk_and_references_are_checked(database: Database) -> None:
    def pragmas(connection: sqlite3.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    full = 2
    assert await database.write(pragmas) == ["wal", full, 1]


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        await database.read(add_draft("x"))
    assert "READONLY" in caught.value.detail


async def test_a_read_sees_one_state_while_another_is_written(database: Database) -> None:
    reading, written = threading.Event(), threading.Event()

    def look_twice(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
        before = keys(connection)
        reading.set()
        assert written.wait(10)
        return before, keys(connection)

    looking = asyncio.ensure_future(database.read(look_twice))
    assert await asyncio.to_thread(reading.wait, 10)
    await database.write(add_draft("new"))  # done while the read is still under way
    written.set()

    assert await looking == ([], [])
    assert await database.read(keys) == ["new"]


async def test_many_reads_during_many_writes_see_them_in_order(database: Database) -> None:
    wanted = [str(number) for number in range(60)]
    writing = asyncio.gather(*(database.write(add_draft(key)) for key in wanted))
    seen = []
    while not writing.done():
        seen.append(await database.read(keys))
    await writing

    assert all(state == wanted[: len(state)] for state in seen)
    assert await database.read(keys) == wanted


async def test_work_runs_beside_the_loop_on_two_threads(database: Database) -> None:
    writer = await database.write(lambda _: threading.get_ident())
    reader = await database.read(lambda _: threading.get_ident())
    assert len({writer, reader, threading.get_ident()}) == 3


class Blocker:
    """Work that takes the writer until it is released."""

    def __init__(self, database: Database) -> None:
        self._begun, self._released = threading.Event(), threading.Event()
        self.task = asyncio.ensure_future(database.write(self._work))

    async def begun(self) -> None:
        assert await asyncio.to_thread(self._begun.wait, 10)

    def release(self) -> None:
        self._released.set()

    def _work(self, connection: sqlite3.Connection) -> bool:
        add_draft("blocker")(connection)
        self._begun.set()
        return self._released.wait(10)


async def test_cancelling_who_waits_keeps_the_write(database: Database) -> None:
    blocker = Blocker(database)
    await blocker.begun()
    waiting = asyncio.ensure_future(database.write(add_draft("waiting")))
    await asyncio.sleep(0)  # it has been asked for
    blocker.task.cancel()
    waiting.cancel()
    await asyncio.wait({blocker.task, waiting})
    blocker.release()
    await database.write(lambda _: None)

    assert blocker.task.cancelled()
    assert waiting.cancelled()
    assert await database.read(keys) == ["blocker", "waiting"]


async def test_cancelling_who_waits_keeps_the_write_through_a_close(path: Path) -> None:
    database = await Database.open(path)
    blocker = Blocker(database)
    await blocker.begun()
    waiting = asyncio.ensure_future(database.write(add_draft("waiting")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    closing = asyncio.ensure_future(database.close())
    await asyncio.sleep(0)
    blocker.release()
    await closing
    assert await blocker.task

    again = await Database.open(path)
    assert await again.read(keys) == ["blocker", "waiting"]
    await again.close()


async def test_closing_twice_and_at_once_is_fine(path: Path) -> None:
    database = await Database.open(path)
    await asyncio.gather(database.close(), database.close())
    await database.close()


async def test_closing_goes_on_when_who_waits_is_cancelled(path: Path) -> None:
    database = await Database.open(path)
    blocker = Blocker(database)
    await blocker.begun()
    closing = asyncio.ensure_future(database.close())
    await asyncio.sleep(0)
    closing.cancel()
    await asyncio.wait({closing})
    blocker.release()
    await database.close()

    assert await blocker.task
    assert names_in(path.parent) == ["chats.db"]


async def test_after_closing_everything_is_refused(path: Path) -> None:
    database = await Database.open(path)
    await database.close()

    for refused in (database.write(keys), database.read(keys)):
        with pytest.raises(StoreError) as caught:
            await refused
        assert caught.value.kind is ErrorKind.STORE_FAULT


async def test_closing_leaves_one_file_and_no_thread(path: Path) -> None:
    before = set(threading.enumerate())
    database = await Database.open(path)
    await database.write(add_draft("x"))
    await database.read(keys)
    started = set(threading.enumerate()) - before
    await database.close()
    for thread in started:
        thread.join(10)

    assert not any(thread.is_alive() for thread in started)
    assert names_in(path.parent) == ["chats.db"]


async def test_closing_cuts_a_long_read_short(path: Path) -> None:
    database = await Database.open(path)
    running = threading.Event()

    def endless(connection: sqlite3.Connection) -> None:
        # Told from within the statement: an interruption before it would do nothing.
        connection.set_progress_handler(running.set, 1000)
        connection.execute(
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)"
            " SELECT count(*) FROM n"
        ).fetchone()

    reading = asyncio.ensure_future(database.read(endless))
    assert await asyncio.to_thread(running.wait, 10)
    await asyncio.wait_for(database.close(), 10)

    with pytest.raises(StoreError):
        await reading


async def test_folders_and_files_are_private(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    path = tmp_path / "a" / "ünï côdé #%?" / "chats.db"
    old = os.umask(0)
    try:
        database = await Database.open(path)
    finally:
        os.umask(old)
    await database.write(add_draft("x"))
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    await database.close()

    assert modes == {"chats.db": 0o600, "chats.db-wal": 0o600, "chats.db-shm": 0o600}
    assert [stat.S_IMODE(each.stat().st_mode) for each in list(path.parents)[:2]] == [0o700] * 2


async def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    for key in ("one", "two"):
        database = await Database.open(path)
        await database.write(add_draft(key))
        await database.close()
    database = await Database.open(path)
    assert await database.read(keys) == ["one", "two"]
    assert not database.read_only
    await database.close()


async def test_a_file_that_cannot_be_written_for_a_moment_is_not_opened_for_reading_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await Database.open(path)).close()

    def short_of_handles(name: object, **options: object) -> sqlite3.Connection:
        # What SQLite does by itself where a file cannot be opened for writing.
        uri = f"file:{name}?mode=ro" if "uri" not in options else str(name)
        return connect(uri, **{**options, "uri": True})

    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", short_of_handles)
        with pytest.raises(StoreError) as caught:
            await Database.open(path)
    assert caught.value.kind is ErrorKind.STORE_FAULT

    database = await Database.open(path)
    await database.write(add_draft("x"))
    await database.close()


async def test_a_newer_file_is_read_and_not_changed_by_a_byte(path: Path) -> None:
    database = await Database.open(path)
    await database.write(add_draft("from the future"))
    await database.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    connection.close()
    before = content(path)

    database = await Database.open(path)
    assert database.read_only
    assert await database.read(keys) == ["from the future"]
    with pytest.raises(StoreError) as caught:
        await database.write(add_draft("x"))
    assert caught.value.kind is ErrorKind.STORE_NEWER
    await database.close()

    assert content(path) == before


async def test_a_newer_file_left_by_a_crash_keeps_its_log(path: Path) -> None:
    source = path.parent / "crashed" / "chats.db"
    create_private(source)
    newer = sqlite3.connect(source, isolation_level=None)
    newer.execute("PRAGMA journal_mode = WAL")
    newer.execute("CREATE TABLE drafts (key, text)")
    newer.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    names = ("chats.db", "chats.db-wal")
    for name in names:
        write(path.parent / name, content(source.parent / name))
    newer.close()
    before = [content(path.parent / name) for name in names]

    database = await Database.open(path)
    assert database.read_only
    await database.close()

    assert [content(path.parent / name) for name in names] == before


async def test_the_log_of_a_killed_process_is_moved_into_the_file(
    path: Path, database: Database
) -> None:
    await database.write(add_draft("in the log"))
    copy = path.parent / "killed" / "chats.db"
    create_private(copy)
    for suffix in ("", "-wal"):
        write(copy.with_name(copy.name + suffix), content(path.with_name(path.name + suffix)))

    again = await Database.open(copy)
    write(path.parent / "alone.db", content(copy))  # without its log
    await again.close()

    with sqlite3.connect(path.parent / "alone.db") as connection:
        assert keys(connection) == ["in the log"]
    connection.close()


async def test_a_file_that_is_no_database_is_refused_and_kept(path: Path) -> None:
    write(path, b"a letter to a friend" * 100)
    with pytest.raises(StoreError) as caught:
        await Database.open(path)
    assert caught.value.kind is ErrorKind.STORE_DAMAGED
    assert content(path) == b"a letter to a friend" * 100


async def test_a_folder_in_the_way_is_a_store_fault_that_names_no_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as caught:
        await Database.open(tmp_path / "file" / "chats.db")
    assert caught.value.kind is ErrorKind.STORE_FAULT
    assert str(tmp_path) not in caught.value.detail


async def test_text_that_is_no_utf8_costs_a_character_and_no_more(database: Database) -> None:
    await database.write(
        lambda c: c.execute("INSERT INTO drafts (key, text) VALUES ('x', CAST(x'61ff62' AS TEXT))")
    )
    read = await database.read(lambda c: c.execute("SELECT text FROM drafts").fetchone())
    assert read == ("a\ufffdb",)
