"""From the store into a back-up and from there into a store: the same chats, once."""

import asyncio
import contextlib
import io
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from promptrun_desktop.domain.chat import Added, Chat, DraftOf, PlaceIn, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.place import Place
from promptrun_desktop.formats import backup
from promptrun_desktop.settings.portable import portable
from promptrun_desktop.settings.schema import Settings
from promptrun_desktop.store.arrivals import Arrivals, Arriving
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.everything import open_everything
from tests.store.test_arrivals import chats

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
KEY = "sk-canary-0123456789abcdef"
FOLDERS = [Folder("Kitchen", "f1", 2), Folder("Garden", "f2", 3)]


def message(id: str, parent: str | None, text: str) -> Message:
    role = Role.USER if parent is None else Role.ASSISTANT
    return Message(role, text, parent, id, NOON)


CHATS = [
    Chat(
        Conversation("soup", "Soup 🥕", leaf_id="b", folder_id="f2", created_at=NOON),
        (message("q", None, "How?\r\n\u2028"), message("a", "q", "So."), message("b", "q", "Or.")),
    ),
    Chat(Conversation("empty", "", created_at=NOON, pinned=True), ()),
    Chat(Conversation("long", "Long", leaf_id="l"), (message("l", None, "word 🥕\n" * 30_000),)),
]
EXTRAS = [DraftOf("soup", Draft("And", 2)), DraftOf("", Draft("New")), PlaceIn("soup", Place("a"))]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "chats.db")
    yield database
    await database.close()


@pytest.fixture
async def path(database: Database, tmp_path: Path) -> Path:
    await Arrivals(database).add([*FOLDERS, *CHATS, *EXTRAS])
    await Conversations(database).delete("empty", NOON)
    return tmp_path / "chats.db"


def backed_up(path: Path, preferences: Settings | None = None) -> bytes:
    stream = io.BytesIO()
    with open_everything(path) as stored:
        extras = [
            *stored.drafts(),
            *stored.places(),
            Preferences(portable(preferences or Settings())),
        ]
        backup.write(stream, stored.folders(), stored.chats(deleted=True), extras)
    return stream.getvalue()


async def brought(data: bytes, database: Database) -> Added:
    return await Arrivals(database).add(backup.read(io.BytesIO(data)))


@contextlib.asynccontextmanager
async def fresh(path: Path) -> AsyncIterator[Database]:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    database = await Database.open(path)
    try:
        yield database
    finally:
        await database.close()


def rows(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Without the numbers of rows, and since when something is in the bin."""
    found = {}
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("folders", "conversations", "messages", "drafts", "places"):
            names = [
                name
                for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
                if name not in ("position", "deleted_at") or table == "folders"
            ]
            found[table] = set(connection.execute(f"SELECT {', '.join(names)} FROM {table}"))
    return found


async def test_an_empty_profile_gets_equal_rows(path: Path, tmp_path: Path) -> None:
    async with fresh(tmp_path / "other.db") as other:
        assert await brought(backed_up(path), other) == Added(3, 4, 1, 2)
    assert rows(tmp_path / "other.db") == rows(path)


async def test_two_folders_of_one_name_stay_two(path: Path, tmp_path: Path) -> None:
    async with fresh(tmp_path / "other.db") as other:
        await Arrivals(other).add([Folder("Kitchen", "f1"), Folder("Kitchen", "f2"), *CHATS])
        data = backed_up(tmp_path / "other.db")
    whole = rows(tmp_path / "other.db")
    async with fresh(tmp_path / "third.db") as third:
        assert (await brought(data, third)).folders == 2
        assert (await brought(data, third)).folders == 0
    assert rows(tmp_path / "third.db") == whole


async def test_into_itself_it_adds_nothing(path: Path, database: Database) -> None:
    before, data = rows(path), backed_up(path)
    assert await brought(data, database) == Added(binned=1)
    assert rows(path) == before


async def test_one_that_was_cut_can_be_brought_whole_later(path: Path, tmp_path: Path) -> None:
    data = backed_up(path)
    for cut in range(0, len(data), len(data) // 8):
        async with fresh(tmp_path / "other.db") as other:
            with contextlib.suppress(backup.BackUpError):
                await brought(data[:cut], other)
            await brought(data, other)
            found = rows(tmp_path / "other.db")
        # Of two versions the one may be shown that came first; and a new chat's draft is for
        # where there was no chat.
        for table in ("folders", "messages", "places"):
            assert found[table] == rows(path)[table]
        assert {row[0] for row in found["conversations"]} == {"soup", "empty", "long"}


async def test_a_back_up_holds_no_key(path: Path, database: Database) -> None:
    preferences = Settings(
        theme="dark",
        base_url=f"https://{KEY}.example/v1",
        proxy=f"http://me:{KEY}@example.org:1",
        kept_keys=("https://example.org",),
    )
    data = backed_up(path, preferences)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = [file.read(name).decode() for name in file.namelist()]
    assert any('"preferences":{"theme":"dark"}' in text for text in texts)
    for text in (*texts, data.decode("latin-1")):
        assert KEY not in text and "example.org" not in text


@given(chats())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_through_file_and_store_every_chat_is_the_same(
    tmp_path: Path, given_chats: list[Chat]
) -> None:
    def by_id(found: Iterable[Arriving]) -> dict[str, object]:
        return {
            each.conversation.id: (each.conversation, {one.id: one for one in each.messages})
            for each in found
            if isinstance(each, Chat)
        }

    async def through() -> bytes:
        stream = io.BytesIO()
        backup.write(stream, [], given_chats)
        async with fresh(tmp_path / "one.db") as one:
            await brought(stream.getvalue(), one)
            return backed_up(tmp_path / "one.db")

    found = backup.read(io.BytesIO(asyncio.run(through())))
    assert by_id(found) == by_id(given_chats)
