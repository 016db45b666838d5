"""Out of a damaged file comes a whole one; what was damaged is kept, whenever the power goes."""

import contextlib
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promptrun_desktop.domain.copies import Mended, Restored
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.store import copies, mending, swap
from promptrun_desktop.store.aside import Stop, StoppedError
from promptrun_desktop.store.faults import DamagedError
from promptrun_desktop.store.files import open_file
from promptrun_desktop.store.migrations import MIGRATIONS
from promptrun_desktop.store.pages import Pages
from tests.torture import damage
from tests.torture.damaged_files import DAMAGES, write

NOW = datetime(2026, 5, 13, 12, tzinfo=UTC)
SCHEMAS = Path(__file__).parent / "schemas"
# Of the two dozen those that are worst.
WORST = (
    "zeroed_run",
    "cut_anywhere",
    "swapped_pages",
    "torn_to_older",
    "header_random",
    "first_page_zero",
    "leaf_heads_zero",
    "inner_pages_in_circles",
    "rest_in_circles",
    "nothing_left",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> damage.Base:
    return damage.base(tmp_path_factory.mktemp("base"), seed=1, chats=8)


@pytest.mark.parametrize("name", WORST)
def test_what_survived_comes_back(base: damage.Base, tmp_path: Path, name: str) -> None:
    at = [each.__name__ for each in DAMAGES].index(name)
    outcome = damage.play(base, tmp_path, seed=3 * len(DAMAGES) + at)
    assert outcome.damage == name
    assert outcome.is_good, outcome


def build(path: Path, *statements: str, version: int = len(MIGRATIONS)) -> Path:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
        for each in statements:
            connection.execute(each)
    return path


def spoil_head(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    data[:100] = bytes(100)
    path.write_bytes(data)
    return bytes(data)


def mend(path: Path) -> Mended:
    return mending.mend(path, path.parent / "backups", "Recovered chat", lambda share: None, Stop())


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def names(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir() if each.is_file()}


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_every_table_comes_back_from_every_version(path: Path, version: int) -> None:
    build(path, version=version)
    whole = path.with_name("whole.db")
    shutil.copy(path, whole)
    connections = open_file(whole)
    assert connections.writer is not None
    connections.reader.close()
    connections.writer.close()
    spoil_head(path)
    mend(path)
    for table, key in (
        ("conversations", "id"),
        ("messages", "position"),
        ("journal", "position"),
        ("drafts", "key"),
        ("folders", "id"),
        ("places", "conversation_id"),
    ):
        question = f"SELECT * FROM {table} ORDER BY {key}"
        assert ask(path, question) == ask(whole, question), table


def test_the_damaged_file_is_kept_with_its_log(path: Path) -> None:
    write(path, seed=1, chats=4, in_log=True)
    log = path.with_name(f"{path.name}-wal")
    logged, damaged = log.read_bytes(), spoil_head(path)
    kept = mend(path).kept
    assert kept.parent == path.parent / "damaged"
    assert kept.read_bytes() == damaged
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == logged
    assert not log.exists()


def test_a_journal_of_the_damaged_file_never_stands_beside_the_new_one(path: Path) -> None:
    build(path)
    spoil_head(path)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"what was there before")
    kept = mend(path).kept
    assert not journal.exists()
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == b"what was there before"


def test_two_damaged_files_of_a_day_are_both_kept(path: Path) -> None:
    build(path)
    spoil_head(path)
    first = mend(path).kept
    spoil_head(path)
    second = mend(path).kept
    assert first != second and first.exists() and second.exists()


def test_a_chat_of_which_only_messages_are_left_gets_a_title(path: Path) -> None:
    build(path, "PRAGMA foreign_keys = OFF", "DELETE FROM conversations")
    spoil_head(path)
    assert mend(path).conversations == 1
    assert ask(path, "SELECT title FROM conversations") == [("Recovered chat",)]
    (leaf,) = ask(path, "SELECT leaf_id FROM conversations")
    assert leaf in ask(path, "SELECT id FROM messages")


def test_what_followed_a_lost_message_follows_the_one_before(path: Path) -> None:
    build(
        path,
        "INSERT INTO messages (id, conversation_id, parent_id, role, created_at, state, model,"
        " detail, chars, lines, reasoning, text) VALUES ('last', 'chat', 'lost', 'user',"
        " 9000000000000000, 'complete', '', '', 2, 1, '', 'Hi')",
        "UPDATE conversations SET leaf_id = 'gone'",
    )
    spoil_head(path)
    mend(path)
    ((parent,),) = ask(path, "SELECT parent_id FROM messages WHERE id = 'last'")
    assert (parent,) in ask(path, "SELECT id FROM messages WHERE id <> 'last'")
    assert ask(path, "SELECT leaf_id FROM conversations WHERE id = 'chat'") == [("last",)]


def test_what_is_lost_comes_from_the_newest_copy_that_is_whole(path: Path) -> None:
    build(path)
    folder = path.parent / "backups"
    copies.make(path, folder, NOW, Stop())
    broken = copies.make(path, folder, NOW + timedelta(days=1), Stop()).path
    broken.write_bytes(broken.read_bytes()[:-9])
    ((messages,),) = ask(path, "SELECT count(*) FROM messages")
    ((chats,),) = ask(path, "SELECT count(*) FROM conversations")
    path.write_bytes(bytes(9000))
    mended = mend(path)
    assert (mended.conversations, mended.messages) == (chats, messages)
    assert (mended.from_copy, mended.copied_at) == (Restored(chats, messages), NOW)
    assert names(path) == {path.name}


def test_what_is_there_is_not_overwritten_by_an_older_copy(path: Path) -> None:
    build(path)
    copies.make(path, path.parent / "backups", NOW, Stop())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE conversations SET title = 'newer'")
        connection.execute("UPDATE messages SET text = 'newer'")
    spoil_head(path)
    mend(path)
    assert set(ask(path, "SELECT title FROM conversations")) == {("newer",)}
    assert set(ask(path, "SELECT text FROM messages")) == {("newer",)}


def test_a_text_whose_end_is_lost_is_never_shown_as_whole(path: Path) -> None:
    long = "soup " * 4000
    build(path, f"UPDATE messages SET text = '{long}', state = 'complete' WHERE id = 'prompt'")
    data = bytearray(path.read_bytes())
    at = data.rfind(b"soup soup soup") // 4096 * 4096
    data[at : at + 4096] = bytes(4096)
    data[:100] = bytes(100)
    path.write_bytes(data)
    mend(path)
    ((text, state),) = ask(path, "SELECT text, state FROM messages WHERE id = 'prompt'")
    assert state == "damaged"
    assert long.startswith(str(text)) and len(str(text)) > 3000


def test_what_was_deleted_for_good_stays_so(path: Path) -> None:
    written = write(path, seed=3, chats=12)
    known = set(written.messages)
    # Only what SQLite itself reads is damaged: the list of free pages is whole.
    data = bytearray(path.read_bytes())
    data[18:20] = b"\x09\x09"
    path.write_bytes(data)
    mend(path)
    assert {id for (id,) in ask(path, "SELECT id FROM messages")} == known


@pytest.mark.parametrize("size", [1024, 4096, 16384])
@pytest.mark.parametrize("left", [6, 20, 60])
def test_the_size_of_pages_is_found_in_what_is_left(path: Path, size: int, left: int) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE t (a)")
        rows = [(f"soup {number} \n\r" * (number % 300),) for number in range(900)]
        connection.executemany("INSERT INTO t VALUES (?)", rows)
        connection.commit()
    path.write_bytes(bytes(100) + path.read_bytes()[100 : left * size])
    with Pages(path) as pages:
        assert (pages.size, pages.count) == (size, left)


def test_the_search_index_is_made_again(path: Path) -> None:
    build(path)
    path.with_name("search.db").write_bytes(b"old")
    spoil_head(path)
    mend(path)
    assert names(path) == {path.name}
    unindexed = {id for (id,) in ask(path, "SELECT id FROM unindexed")}
    said = {id for (id,) in ask(path, "SELECT id FROM messages WHERE state <> 'writing'")}
    assert said and said <= unindexed


def test_a_newer_version_is_not_rewritten(path: Path) -> None:
    build(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        mend(path)
    assert caught.value.kind is ErrorKind.STORE_NEWER
    assert path.read_bytes() == before


def test_stopping_changes_nothing(path: Path) -> None:
    build(path)
    before = spoil_head(path)
    stop = Stop()
    stop.set()
    with pytest.raises(StoppedError):
        mending.mend(path, path.parent / "backups", "", lambda share: None, stop)
    assert path.read_bytes() == before
    assert names(path) == {path.name}


@pytest.mark.parametrize("renames", range(6))
def test_killed_at_any_moment_of_the_exchange_nothing_is_lost(
    path: Path, renames: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, seed=1, chats=4, in_log=True)
    expected = ask(path, "SELECT count(*) FROM messages")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    damaged = spoil_head(path)
    left = [renames]
    real = Path.replace

    def dies(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return real(self, target)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(Path, "replace", dies)
        mend(path)
    try:
        connections = open_file(path)
    except sqlite3.DatabaseError:
        # Nothing had changed yet.
        assert path.read_bytes() == damaged
        mend(path)
        connections = open_file(path)
    found = connections.reader.execute("SELECT count(*) FROM messages").fetchall()
    connections.reader.close()
    assert connections.writer is not None
    connections.writer.close()
    assert found == expected
    assert [each.read_bytes() for each in (path.parent / "damaged").glob("*.db")] == [damaged]
    assert not swap.waiting(path).exists()


def test_what_the_log_of_an_emptied_file_holds_is_not_thrown_away_with_it(path: Path) -> None:
    write(path, seed=1, chats=4, in_log=True)
    log = path.with_name(f"{path.name}-wal")
    logged = log.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(DamagedError):
        open_file(path)
    assert log.read_bytes() == logged
    assert mend(path).messages > 0
