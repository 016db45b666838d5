"""A disk of one megabyte that is really full, and later has room again."""

import asyncio
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from tests.torture.ledger import Facts, difference
from tests.torture.reopening import facts_in, reopen

PIECE = "words of a reply "


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not mount or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("seed", range(20))
async def test_a_full_disk_keeps_what_was_stored_and_goes_on_when_there_is_room(small_disk, seed):
    chance = random.Random(seed)
    filler = small_disk / "other"
    filler.write_bytes(bytes(chance.randrange(0, 500_000)))
    database = await Database.open(small_disk / "chats.sqlite3")
    messages = Messages(database)
    prompt = Message(Role.USER, "a question")
    reply = Message(Role.ASSISTANT, "", prompt.id, state=State.WRITING)
    await messages.begin(Conversation(leaf_id=reply.id), prompt, reply)

    written = 0
    with pytest.raises(StoreError) as caught:
        while True:
            await messages.journal(reply.id, PIECE * chance.randrange(1, 3000), "")
            written += 1
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert written
    kept = await texts(database)

    # Tried again and again, it stays refused, and nothing else happens.
    for _ in range(5):
        with pytest.raises(StoreError):
            await messages.journal(reply.id, PIECE * 3000, "")
    assert await texts(database) == kept

    filler.unlink()
    larger = ["mount", "-o", "remount,size=4m", str(small_disk)]
    await asyncio.to_thread(subprocess.run, larger, check=True)
    await messages.journal(reply.id, "and on", "")
    assert await texts(database) == {**kept, reply.id: kept[reply.id] + "and on"}
    before: Facts = await database.read(facts_in)
    await database.close()

    found, _, troubles = await reopen(small_disk / "chats.sqlite3")
    whole = {f"text {reply.id}": kept[reply.id] + "and on", f"state {reply.id}": "cut_off"}
    assert troubles == []
    assert difference(before | whole, found) == []


async def texts(database: Database) -> dict[str, str]:
    def work(connection) -> dict[str, str]:
        pieces = connection.execute("SELECT message_id, text FROM journal ORDER BY position")
        found: dict[str, str] = {}
        for id, text in pieces:
            found[id] = found.get(id, "") + text
        return found

    return await database.read(work)
