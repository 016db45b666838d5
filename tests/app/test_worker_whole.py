"""All that is stored as one, and what comes from elsewhere, by the real process."""

import json
import sys
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat, Preferences
from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.formats import backup
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.chat_lines import read
from promptrun_desktop.services.jobs import Jobs
from tests.app.working import NOWHERE, befallen, work
from tests.services.stored import chat, store

SOUP = chat("soup", "How?", "Boil it.")
TEA = chat("tea", "Green?", "Yes.", minutes=2)


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    return await store(tmp_path / "profile" / "chats.db", SOUP, TEA)


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def looking(path: Path):
    return Jobs(NOWHERE).look(path, path.parent / "lines")


async def test_a_back_up_holds_every_chat_and_can_be_looked_at(database, tmp_path):
    path = tmp_path / "mine.promptrun"
    unsaved = chat("new", "Not stored", minutes=5)
    assert await work(Jobs(database).back_up(path, {"theme": "dark"}), unsaved) == {"count": 3}
    with path.open("rb") as stream:
        found = list(backup.read(stream))
    assert found == [unsaved, TEA, SOUP, Preferences({"theme": "dark"})]
    facts = await work(looking(path))
    assert (facts["source"], facts["chats"], facts["messages"]) == ("own_backup", 3, 5)
    assert facts["titles"] == ["New", "Tea", "Soup"]
    assert (facts["unread"], facts["left_out"]) == ([], 0)
    assert facts["first"] < facts["last"]
    with (tmp_path / "lines").open("rb") as lines:
        assert [each for each in read(lines) if isinstance(each, Chat)] == [unsaved, TEA, SOUP]
    assert names(tmp_path) == {"profile", "lines", "mine.promptrun"}


async def test_titles_without_end_are_shown_by_their_beginning(tmp_path):
    path = tmp_path / "long.promptrun"
    with path.open("wb") as stream:
        backup.write(stream, (), [chat(id, "How?", title=id * 600_000) for id in "abc"])
    facts = await work(looking(path))
    assert [each[:2] for each in facts["titles"]] == ["aa", "bb", "cc"]
    assert max(map(len, facts["titles"])) <= 300


async def test_an_archive_is_made_and_only_grows_by_what_is_new(database, tmp_path):
    folder = tmp_path / "archive"
    job = Jobs(database).archive(folder, ALL, Labels())
    assert await work(job) == {"count": 2, "fresh": 2}
    assert (folder / "index.html").is_file()
    assert await work(job, chat("pie", "Why?")) == {"count": 3, "fresh": 1}


async def test_a_folder_that_is_no_archive_is_left_alone(database, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    with pytest.raises(AppError) as caught:
        await work(Jobs(database).archive(tmp_path / "photos", ALL, Labels()))
    assert caught.value.kind is ErrorKind.NOT_AN_ARCHIVE
    assert names(tmp_path / "photos") == {"cat.jpg"}


async def test_an_archive_that_is_killed_leaves_nothing(database, tmp_path):
    kills = befallen(
        "import os, signal\n"
        "from promptrun_desktop.services import archive_staging\n"
        "archive_staging.Staging.move = lambda _: os.kill(os.getpid(), signal.SIGKILL)"
    )
    with pytest.raises(AppError) as caught:
        await work(Jobs(database).archive(tmp_path / "archive", ALL, Labels()), worker=kills)
    assert caught.value.kind is ErrorKind.WORK_ENDED
    assert not (tmp_path / "archive").exists()


async def test_one_that_is_killed_while_it_moves_is_finished_by_the_next(database, tmp_path):
    kills = befallen(
        "import os, pathlib, signal\n"
        "replace = pathlib.Path.replace\n"
        "def once(self, target):\n"
        "    replace(self, target)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "pathlib.Path.replace = once"
    )
    job = Jobs(database).archive(tmp_path / "archive", ALL, Labels())
    with pytest.raises(AppError):
        await work(job, worker=kills)
    assert await work(job) == {"count": 2, "fresh": 2}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ErrorKind.FILE_UNKNOWN),
        (b"a shopping list", ErrorKind.FILE_UNKNOWN),
        (b'{"a": 1}', ErrorKind.FILE_UNKNOWN),
        (b"PK\x03\x04" + b"\0" * 40, ErrorKind.FILE_DAMAGED),
    ],
)
async def test_what_holds_no_chats_is_told_and_leaves_nothing(tmp_path, content, kind):
    path = tmp_path / "foreign"
    path.write_bytes(content)
    with pytest.raises(AppError) as caught:
        await work(looking(path))
    assert caught.value.kind is kind
    assert names(tmp_path) == {"foreign"}


async def test_a_file_that_is_gone_is_told(tmp_path):
    with pytest.raises(AppError) as caught:
        await work(looking(tmp_path / "gone"))
    assert caught.value.kind is ErrorKind.FILE_UNREADABLE


async def test_a_back_up_of_a_newer_version_is_told(database, tmp_path):
    path = tmp_path / "mine.promptrun"
    newer = befallen("from promptrun_desktop.formats import backup\nbackup.VERSION = 99")
    await work(Jobs(database).back_up(path, {}), worker=newer)
    with pytest.raises(AppError) as caught:
        await work(looking(path))
    assert caught.value.kind is ErrorKind.FILE_NEWER


BOMB = """
from promptrun_desktop.app.worker import limits
import promptrun_desktop.formats.foreign as formats
from tests.services.stored import chat
limits.{limit}
def read(path, report, only_own):
    yield {does}
formats.read = read
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(
    ("limit", "does"),
    [
        ("READING = 1 << 30", "bytes(2 << 30)"),
        ("LONGEST = 1", "sum(iter(int, 1))"),
        ("LARGEST = 5000", "chat('long', 'x' * 10_000)"),
    ],
    ids=["memory", "time", "room"],
)
async def test_a_file_that_takes_too_much_ends_with_a_sentence(tmp_path, limit, does):
    (tmp_path / "bomb").touch()
    with pytest.raises(AppError) as caught:
        await work(looking(tmp_path / "bomb"), worker=befallen(BOMB.format(limit=limit, does=does)))
    assert caught.value.kind is ErrorKind.FILE_TOO_LARGE
    assert names(tmp_path) == {"bomb"}


async def test_a_profile_without_room_is_told(tmp_path):
    path = tmp_path / "chat.jsonl"
    path.write_text(json.dumps({"messages": [{"role": "user", "content": "Hi"}]}))
    assert (await work(looking(path)))["source"] == "openai"
    full = befallen(
        "import errno, os\n"
        "def fsync(_): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "os.fsync = fsync"
    )
    with pytest.raises(AppError) as caught:
        await work(looking(path), worker=full)
    assert caught.value.kind is ErrorKind.DISK_FULL
