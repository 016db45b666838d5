"""A damaged file of chats, chats that are missing, and chats of a newer version."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from promptrun_desktop.services import keeping
from promptrun_desktop.store.migrations import MIGRATIONS
from tests.journeys.hands import CTRL, titles
from tests.journeys.person import Person
from tests.journeys.trouble import accept, notice, offered

QUESTION = "Why is a day on Venus so strange?"
SENTENCE = (
    "Your chats’ file is damaged. The app can bring back what can be read; "
    "the damaged file is kept."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "chats.sqlite3"


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "CHECK_AFTER", 0.01)


async def talk(person: Person) -> None:
    await person.connect()
    await person.ask(QUESTION)


async def until_shown(person: Person, count: int) -> None:
    await person.until(
        lambda: person.window.shell is not None and len(person.shown) == count, "for the chat"
    )


async def make_copy(person: Person) -> None:
    await talk(person)
    kept = person.desktop._own.workspace.keeping
    assert kept is not None
    await kept.turn()


def damage(path: Path, start: int, length: int) -> bytes:
    data = bytearray(path.read_bytes())
    data[start : start + length] = b"\xa5" * length
    path.write_bytes(data)
    return bytes(data)


def garble_index(path: Path) -> None:
    """A page that opening does not read, but the check does."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'messages_outline'"
        ).fetchone()
    damage(path, (root - 1) * 4096 + 3, 2)


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for each in statements:
            connection.execute(each)


def kept_aside(path: Path) -> list[Path]:
    return sorted((path.parent / "damaged").glob("*.sqlite3"))


def test_chats_come_back_out_of_a_damaged_file_which_is_kept(play, path):
    play(talk)
    bytes_of_it = damage(path, 0, 200)

    async def story(person: Person) -> None:
        assert SENTENCE in person.texts()
        assert person.sees("mend") and person.sees("open_again")
        person.click("mend")
        await until_shown(person, 2)
        assert person.shown[0] == QUESTION
        assert notice(person) == ("1 chat and 2 messages came back. The damaged file is kept.")
        (kept,) = kept_aside(path)
        assert kept.read_bytes() == bytes_of_it
        await person.ask("And on Mars?")
        assert not person.sees("trouble_page")

    async def again(person: Person) -> None:
        await until_shown(person, 4)
        assert notice(person) == ""

    play(story)
    play(again)


def test_what_the_damaged_file_lost_comes_from_the_newest_copy(play, path):
    play(make_copy)
    path.write_bytes(b"\0" * path.stat().st_size)

    async def story(person: Person) -> None:
        person.click("mend")
        await until_shown(person, 2)
        said = notice(person)
        assert said.startswith("1 chat and 2 messages came back. Of these, 1 chat and 2 messages")
        assert "came from the copy of" in said

    play(story)


def test_a_file_that_cannot_be_mended_for_want_of_room_is_offered_again(play, path, monkeypatch):
    play(talk)
    before = damage(path, 0, 200)

    async def story(person: Person) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("promptrun_desktop.store.mending.create_private", _no_room)
            person.click("mend")
            await person.until(
                lambda: any("The disk is full." in each for each in person.texts()), "for why"
            )
            assert path.read_bytes() == before
        person.click("mend")
        await until_shown(person, 2)

    play(story)


def test_closing_the_window_while_chats_come_back_leaves_the_file_as_it_was(play, path):
    play(talk)
    before = damage(path, 0, 200)

    async def story(person: Person) -> None:
        person.click("mend")

    play(story)
    names = {each.name for each in path.parent.iterdir()}
    if not kept_aside(path):
        assert path.read_bytes() == before
    assert not {each for each in names if "partial" in each or "salvaged" in each}


def test_damage_that_is_found_while_chats_are_open_is_told_and_mended(play, path, soon):
    play(talk)
    garble_index(path)

    async def story(person: Person) -> None:
        await person.until(lambda: notice(person) == SENTENCE, "for the check")
        assert offered(person) == ["Bring my chats back"]
        assert person.sees("composer")
        accept(person)
        await person.until(lambda: "came back" in notice(person), "for the chats")
        await until_shown(person, 2)
        assert "1 chat and 2 messages" in notice(person)
        await person.ask("And on Mars?")
        assert len(kept_aside(path)) == 1
        library = person.desktop._own.workspace.library
        # Answers of the mended chats are still told of.
        assert person.desktop._notifications._on_replied in library.replied._slots
        person.click("new_chat")
        await person.ask("And on Pluto?")

    play(story)
    assert len(stored_in(path)) == 6


def test_a_whole_file_is_checked_without_a_word(play, path, soon, monkeypatch):
    done: list[bool] = []
    check = keeping.Keeping.check

    async def noted(self: keeping.Keeping) -> bool:
        done.append(await check(self))
        return done[-1]

    monkeypatch.setattr(keeping.Keeping, "check", noted)

    async def story(person: Person) -> None:
        await person.connect()
        await person.until(lambda: done, "for the check")
        assert done == [True] and notice(person) == ""

    play(story)


def test_a_chat_that_is_missing_comes_back_from_a_copy_and_the_rest_stays(play, path):
    async def first(person: Person) -> None:
        await make_copy(person)
        person.click("new_chat")
        await person.ask("And on Mars?")

    async def second(person: Person) -> None:
        await until_shown(person, 2)
        before = titles(person)
        person.window.activateWindow()
        person.press(Qt.Key.Key_Comma, CTRL)
        await person.until(lambda: person.sees("restore_copy"), "for the preferences")
        person.click("restore_copy")
        await person.until(lambda: person.sees("copy_restore"), "for the copies")
        person.click("copy_restore")
        await person.until(lambda: "came back" in notice(person), "for the chat")
        assert notice(person) == "1 chat and 2 messages came back."
        await person.until(lambda: len(titles(person)) == len(before) + 1, "for the list")
        assert set(before) < set(titles(person))
        assert not [each for each in person.window.findChildren(QDialog) if each.isVisible()]

    play(first)
    sql(path, "PRAGMA foreign_keys = ON", f"DELETE FROM conversations WHERE id IN (SELECT"
        f" conversation_id FROM messages WHERE text = '{QUESTION}')")  # fmt: skip
    assert len(stored_in(path)) == 2
    play(second)
    assert len(stored_in(path)) == 4


def test_a_copy_that_cannot_be_read_changes_nothing_and_another_may_be_chosen(play, path):
    play(make_copy)
    (copy,) = (path.parent / "backups").iterdir()
    copy.write_bytes(copy.read_bytes()[:-40])

    async def story(person: Person) -> None:
        person.shell.copies_requested.emit()
        await person.until(lambda: person.sees("copy_restore"), "for the copies")
        person.click("copy_restore")
        await person.until(lambda: notice(person) != "", "for why not")
        assert notice(person) == "This copy cannot be read. Your chats stay as they are."
        accept(person)
        await person.until(lambda: person.sees("copy_restore"), "for the copies")
        person.click("copy_cancel")

    play(story)
    assert len(stored_in(path)) == 2


def test_every_way_of_writing_to_a_newer_file_says_so_and_breaks_nothing(play, path):
    play(talk)
    sql(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    async def story(person: Person) -> None:
        await until_shown(person, 2)
        for write in (
            lambda: person.shell.session.rename("Venus"),
            lambda: person.type("composer", "And on Mars?"),
            lambda: person.press(Qt.Key.Key_Return, on="composer"),
            lambda: person.shell.page.transcript.retry_requested.emit(person.reply.id),
            lambda: person.shell.session.set_instructions("Be brief."),
        ):
            person.shell.page.notice.hide_notice()
            write()
            await person.until(lambda: "newer version" in notice(person), "for why not")
        await person.until_replied()
        assert person.shell.page.composer.text() == "And on Mars?"
        assert person.shown[0] == QUESTION

    play(story)
    assert next(text for _, text, _ in stored_in(path)) == QUESTION
    assert len(stored_in(path)) == 2


def stored_in(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT role, text, state FROM messages").fetchall()


def _no_room(path: Path) -> None:
    raise OSError(28, "No space left on device")
