"""Libraries that were made, and their search indexes, are kept for the next run."""

import asyncio
import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import platformdirs

import promptrun_desktop
from benchmarks.library.writing import Facts, write
from promptrun_desktop.domain.message import now
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import from_time
from promptrun_desktop.store.migrations import MIGRATIONS
from promptrun_desktop.store.search import Search

INDEX = "search.db"
_FACTS = "facts.json"
_WRITERS = ("vocabulary.py", "texts.py", "plan.py", "writing.py")
_INDEXERS = ("store/search*.py", "text/search_words.py")
# They only ask.
_ASKING = {"search.py", "search_find.py", "search_plan.py"}


@dataclass(frozen=True, slots=True)
class Library:
    """Not to be opened by the app: it works on a copy. `indexing` is in seconds."""

    profile: Profile
    index: Path
    facts: Facts
    indexing: float


def cache() -> Path:
    return platformdirs.user_cache_path("promptrun-desktop-benchmarks", appauthor=False)


def library(chats: int, messages: int) -> Library:
    """Made, with its index, if it is not there or if what makes it has changed."""
    name = f"{chats}-{messages}"
    folder = cache() / f"{name}-{_writers()}"
    if not folder.is_dir():
        _remove(f"{name}-*")
        with _partial(folder) as partial:
            profile = Profile.at(partial)
            profile.create()
            facts = write(profile.database, chats, messages)
            _put(partial, asdict(facts))
    profile = Profile.at(folder)
    index = cache() / f"index-{name}-{_indexers()}"
    if not index.is_dir():
        _remove(f"index-{name}-*")
        with _partial(index) as partial, copy_of(profile) as copy:
            seconds = asyncio.run(_fill_index(copy))
            (copy.root / INDEX).rename(partial / INDEX)
            _put(partial, {"seconds": seconds})
    return Library(profile, index / INDEX, Facts(**_got(folder)), _got(index)["seconds"])


@contextmanager
def copy_of(profile: Profile, index: Path | None = None) -> Iterator[Profile]:
    """One to do with as one likes, on the same disk."""
    with TemporaryDirectory(dir=cache(), prefix="run-") as folder:
        shutil.copytree(profile.root, folder, dirs_exist_ok=True)
        if index is not None:
            shutil.copy(index, folder)
        copy = Profile.at(folder)
        _bin_today(copy)
        yield copy


def _bin_today(profile: Profile) -> None:
    """What was put into the bin long ago would be deleted while the app is measured."""
    with closing(sqlite3.connect(profile.database)) as connection:
        connection.execute(
            "UPDATE conversations SET deleted_at = ? WHERE deleted = 1", (from_time(now()),)
        )
        connection.commit()


async def _fill_index(profile: Profile) -> float:
    """By what the app itself fills it with, without its pauses; how many seconds it took."""
    database = await Database.open(profile.database)
    search = Search(database, profile.database)
    start = time.perf_counter()
    while await search.index() < 1:
        pass
    seconds = time.perf_counter() - start
    await search.close()
    await database.close()
    return seconds


@contextmanager
def _partial(folder: Path) -> Iterator[Path]:
    """It has its name when it is whole."""
    cache().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache(), prefix="partial-") as partial:
        inner = Path(partial) / "inner"
        inner.mkdir()
        yield inner
        inner.rename(folder)


def _put(folder: Path, facts: object) -> None:
    (folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")


def _got(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return value


def _remove(pattern: str) -> None:
    for old in cache().glob(pattern):
        shutil.rmtree(old, ignore_errors=True)


def _writers() -> str:
    here = Path(__file__).parent
    return _version([here / name for name in _WRITERS])


def _indexers() -> str:
    app = Path(promptrun_desktop.__file__).parent
    sources = [path for pattern in _INDEXERS for path in sorted(app.glob(pattern))]
    return f"{_writers()}-{_version([path for path in sources if path.name not in _ASKING])}"


def _version(sources: list[Path]) -> str:
    made_by = hashlib.sha256(str(len(MIGRATIONS)).encode())
    for path in sources:
        made_by.update(path.read_bytes())
    return made_by.hexdigest()[:12]
