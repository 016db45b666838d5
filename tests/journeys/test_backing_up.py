"""A back-up: everything but the key, brought back where it is missing, twice for nothing."""

import sqlite3
from contextlib import closing

from PySide6.QtWidgets import QFileDialog

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.formats.backup import SUFFIX
from promptrun_desktop.services.worker import Worker
from promptrun_desktop.ui.sharing.places import BACK_UP_SUFFIX
from tests.journeys.documents import (
    back_up,
    bring_in,
    choose_place,
    dialogs,
    look_into,
    open_preferences,
    said_in,
)
from tests.journeys.hands import choose_in_chat_menu, open_chat, titles
from tests.journeys.person import Person
from tests.journeys.test_damage import stored_in
from tests.journeys.trouble import accept, notice, offered

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


def test_its_name_ends_as_the_format_says():
    assert BACK_UP_SUFFIX == SUFFIX


def in_bin(person: Person) -> int:
    with closing(sqlite3.connect(person.parts.profile.database)) as database:
        found = database.execute("SELECT count(*) FROM conversations WHERE deleted_at IS NOT NULL")
        return int(found.fetchone()[0])


async def purge(person: Person, title: str) -> None:
    """Into the bin, and out of it for good."""
    await choose_in_chat_menu(person, title, "trash_chat")
    await person.until(lambda: title not in titles(person), "for it to go")
    await person.until(lambda: in_bin(person) == 1, "for it to be stored")
    person.click("bin_row")
    await person.until(lambda: person.sees("bin_act"), "for the bin")
    person.click("bin_act")
    await person.until(lambda: person.sees("purge"), "for the question")
    person.click("purge")
    await person.until(lambda: person.find("bin_row").text() == "Bin", "for it to be empty")
    person.click("bin_row")


def test_what_was_deleted_for_good_comes_back(play, tmp_path):
    path = tmp_path / f"mine{SUFFIX}"
    texts: list[str] = []
    database = tmp_path / "profile" / "chats.sqlite3"

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        texts.extend(person.shown)
        person.click("new_chat")
        await person.ask(INTEREST)
        person.click("new_chat")
        person.click("temporary")
        await person.ask("Where did I hide the zanzibar treasure?")
        await back_up(person, path)
        assert notice(person) == f"Backed up as mine{SUFFIX}: 2 chats."
        await purge(person, VENUS)
        await person.until(lambda: len(stored_in(database)) == 2, "for it to be gone")
        await look_into(person, path)
        said = said_in(dialogs(person)[0])
        assert "A back-up of this app" in said
        assert any(each.startswith("2 chats, 4 messages") for each in said)
        assert await bring_in(person) == "1 chat came in. 1 was here already."
        await open_chat(person, VENUS)
        await person.until(lambda: person.shown == texts, "for its messages")
        await look_into(person, path)
        assert await bring_in(person) == "Nothing is new: these chats were here already."

    play(story)
    assert len(stored_in(database)) == 4


def test_it_moves_to_another_computer_with_folders_and_choices(play, tmp_path):
    path = tmp_path / f"moved{SUFFIX}"
    profile = tmp_path / "profile"

    async def old(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.shell.sidebar.wishes.folder_made.emit("Space", [])
        person.parts.settings.change(text_size=120)
        await back_up(person, path)

    async def new(person: Person) -> None:
        assert titles(person) == [] if person.window.shell else True
        await person.connect()
        await look_into(person, path)
        assert (await bring_in(person)).startswith("1 chat came in.")
        assert titles(person) == [VENUS]
        folders = person.desktop._own.workspace.library.shelves.folders
        assert [each.name for each in folders] == ["Space"]
        assert person.parts.settings.value.text_size == 120

    play(old)
    profile.rename(tmp_path / "old profile")
    play(new)


def test_a_cut_back_up_brings_what_is_whole_or_says_why_not(play, tmp_path):
    path = tmp_path / f"mine{SUFFIX}"

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await back_up(person, path)
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
        await look_into(person, path)
        (dialog,) = dialogs(person)
        told = " ".join(said_in(dialog)) + " ".join(
            each.text() for each in dialog.findChildren(type(person.find("bring_cancel")))
        )
        assert "damaged" in told or "Could not be read" in told
        person.click("bring_cancel")

    play(story)


def test_a_place_that_is_gone_is_told_in_one_sentence(play, tmp_path):
    path = tmp_path / "gone" / f"mine{SUFFIX}"

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        path.parent.mkdir()
        await open_preferences(person)
        person.click("back_up")
        await person.until(lambda: person.sees("export_dialog"))
        dialog = person.find("export_dialog")
        assert isinstance(dialog, QFileDialog)
        assert dialog.selectedFiles()[0].endswith(SUFFIX)
        path.parent.rmdir()
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        await person.until(lambda: person.sees("notice_bar"), "for why not")
        assert notice(person) == "This folder is not there any more."

    play(story)
    assert not path.parent.exists()


def test_a_full_disk_leaves_nothing_half_written(play, tmp_path, monkeypatch):
    path = tmp_path / f"mine{SUFFIX}"

    async def full(self, prepare, chats, tell):
        raise AppError(ErrorKind.PLACE_FULL)

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        with monkeypatch.context() as patch:
            patch.setattr(Worker, "run", full)
            await open_preferences(person)
            person.click("back_up")
            await choose_place(person, path)
            await person.until(lambda: person.sees("notice_bar"), "for why not")
        assert notice(person).startswith("There is not enough room there.")
        assert offered(person) == ["Choose another place"]
        # It is a back-up again that a place is chosen for.
        accept(person)
        await choose_place(person, path)
        await person.until(lambda: notice(person).startswith("Backed up"))

    play(story)
    assert path.exists()
