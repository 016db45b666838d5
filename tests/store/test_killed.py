"""A process killed while it writes loses nothing that was acknowledged."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from promptrun_desktop.domain.message import State
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

# Each number is printed when the piece is stored; the process goes on until it is killed.
WRITER = """
import asyncio, sys
from pathlib import Path
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages

async def main():
    messages = Messages(await Database.open(Path(sys.argv[1])))
    prompt = Message(Role.USER, "a question")
    reply = Message(Role.ASSISTANT, "", prompt.id, state=State.WRITING)
    await messages.begin(Conversation(leaf_id=reply.id), prompt, reply)
    number = 0
    while True:
        await messages.journal(reply.id, f"{number} ", "")
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""


@pytest.mark.parametrize("pieces", [1, 7, 150])
def test_a_killed_process_loses_no_stored_piece(path: Path, pieces: int) -> None:
    stored = killed_after(pieces, path)

    prompt, reply = asyncio.run(recovered(path))

    assert prompt.text == "a question"
    assert reply.state is State.CUT_OFF
    numbers = [int(number) for number in reply.text.split()]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= stored >= pieces
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def killed_after(pieces: int, path: Path) -> int:
    """How many pieces the process said were stored before it died."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        for _ in range(pieces):
            process.stdout.readline()
        process.kill()
        rest = process.stdout.read()
    # A number without its end of line was being said when the process died: it counts too.
    return pieces + len(rest.split())


async def recovered(path: Path):
    database = await Database.open(path)
    messages = Messages(database)
    assert await messages.recover() == 1
    (chat,) = await Conversations(database).all()
    stored = await messages.of(chat.id)
    await database.close()
    return stored
