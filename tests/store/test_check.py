"""The check finds what is wrong, beside writes, and ends at once when nobody waits for it."""

import asyncio
import threading
from pathlib import Path

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.store.aside import Stop, aside
from promptrun_desktop.store.check import check
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database


async def filled(path: Path) -> None:
    database = await Database.open(path)
    for number in range(300):
        await Conversations(database).save(Conversation(str(number), "Soup " * 20))
    await database.close()


def garble_last_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-4096 + 3 : -4096 + 8] = b"\xff" * 5
    write(path, bytes(data))


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


async def test_nothing_is_wrong_with_a_whole_file(database: Database, path: Path) -> None:
    await Conversations(database).save(Conversation("one"))
    assert await check(path) == []


async def test_a_garbled_page_is_found(path: Path) -> None:
    await filled(path)
    garble_last_page(path)
    assert await check(path)


async def test_a_file_that_is_no_database_is_found(path: Path) -> None:
    write(path, b"Dear diary," * 1000)
    assert await check(path)


async def test_a_file_that_is_not_there_is_a_fault(path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        await check(path)
    assert caught.value.kind is ErrorKind.STORE_FAULT


async def test_writing_goes_on_while_a_job_reads(database: Database, path: Path) -> None:
    reading, written = threading.Event(), threading.Event()

    def job(stop: Stop) -> int:
        connection = stop.open(path)
        connection.execute("BEGIN")
        count = connection.execute("SELECT count(*) FROM conversations").fetchone()[0]
        reading.set()
        assert written.wait(20)
        assert connection.execute("SELECT count(*) FROM conversations").fetchone()[0] == count
        connection.close()
        return int(count)

    work = asyncio.ensure_future(aside("reading", job))
    await asyncio.to_thread(reading.wait, 20)
    await Conversations(database).save(Conversation("one"))
    written.set()
    assert await work == 0


async def test_cancelling_ends_a_statement_that_would_go_on_for_ever(
    database: Database, path: Path
) -> None:
    begun = threading.Event()

    def job(stop: Stop) -> None:
        connection = stop.open(path)
        begun.set()
        try:
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                " SELECT count(*) FROM n"
            ).fetchall()
        finally:
            connection.close()

    work = asyncio.ensure_future(aside("endless", job))
    await asyncio.to_thread(begun.wait, 20)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    for each in threading.enumerate():
        if each.name.startswith("endless"):
            each.join(20)
            assert not each.is_alive()
