"""A database in a folder of its own, closed after the test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from promptrun_desktop.store.database import Database
from tests.store.search_helpers import Shelf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chats.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path)
    yield database
    await database.close()


@pytest.fixture
async def shelf(database: Database, path: Path) -> AsyncIterator[Shelf]:
    shelf = Shelf(database, path)
    yield shelf
    await shelf.search.close()
