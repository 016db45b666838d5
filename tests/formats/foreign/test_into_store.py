"""What was read of other programs' files is in the store as it was read, and once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.store.arrivals import Arrivals
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.everything import open_everything
from tests.formats.foreign.samples import SOURCES, packed, placed, read_all
from tests.formats.foreign.samples import Arrivals as Arrived


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "chats.db")
    yield database
    await database.close()


async def test_every_sample_is_stored_as_it_was_read_and_twice_adds_nothing(
    database: Database, tmp_path: Path
) -> None:
    arrived: Arrived = []
    for name in SOURCES:
        arrived += read_all(placed(tmp_path, name))[0]
    wanted = {each.conversation.id: each for each in arrived if isinstance(each, Chat)}
    added = await Arrivals(database).add(arrived)
    assert added.conversations == len(wanted)
    with open_everything(tmp_path / "chats.db") as found:
        stored = {each.conversation.id: each for each in found.chats(deleted=True)}
    for key, chat in wanted.items():
        assert stored[key].conversation == chat.conversation
        assert {each.id: each for each in stored[key].messages} == {
            each.id: each for each in chat.messages
        }
    for name in SOURCES:
        again = packed(tmp_path / name, into=tmp_path / f"{name}.zip")
        more = await Arrivals(database).add(read_all(again)[0])
        assert (more.conversations, more.messages, more.folders) == (0, 0, 0), name
