"""A back-up that is opened with the app, as by a double-click: looked at first, then brought in."""

import asyncio
import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from promptrun_desktop.formats import backup
from tests.formats.foreign.samples import FIXTURES
from tests.journeys.documents import (
    bring_in,
    dialogs,
    open_preferences,
    press_ctrl,
    said_in,
    until_looked,
    until_said,
)
from tests.journeys.hands import titles
from tests.journeys.person import Person
from tests.journeys.test_damage import SENTENCE, damage, talk
from tests.services.stored import chat

FOREIGN = "This file is no back-up of this app, or it is damaged. Nothing was brought in."
UNREADABLE = "This file could not be opened. Nothing was brought in."
NOT_OURS = "Only back-ups of this app open by themselves. Choose other files here."


def make(path: Path, *names: str) -> Path:
    with path.open("wb") as stream:
        backup.write(stream, (), [chat(each, "How?", "Like this.") for each in names])
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make(tmp_path / "mine.promptrun", "soup", "tea")


def give(person: Person, path: Path | str) -> None:
    """As the command line, another start, or the system does."""
    person.desktop._opening.open(path)


async def see(person: Person, path: Path | str) -> list[str]:
    """What is said of it."""
    give(person, path)
    await until_looked(person)
    return said_in(dialogs(person)[-1])


async def cancel(person: Person) -> None:
    person.click("bring_cancel")
    await person.until(lambda: not person.sees("bring_cancel"), "for it to close")


def test_at_the_very_first_start_it_is_seen_then_brought_in_and_shown(play, file):
    async def story(person: Person) -> None:
        said = await see(person, file)
        assert "A back-up of this app" in said and "2 chats, 4 messages · May 2026" in said
        # Behind it is the first screen still, and nothing came in.
        assert person.window.welcome.isVisible() and person.window.shell is None
        person.click("bring_go")
        await until_said(person, "2 chats came in.")
        assert set(titles(person)) == {"Soup", "Tea"}
        assert "Not connected" in person.texts()

    async def again(person: Person) -> None:
        await person.until(lambda: len(titles(person)) == 2)

    play(story)
    play(again)


def test_who_says_no_has_the_chats_they_had(play, file):
    async def story(person: Person) -> None:
        await talk(person)
        had = titles(person)
        await see(person, file)
        await cancel(person)
        assert titles(person) == had

    async def again(person: Person) -> None:
        await person.until(lambda: len(titles(person)) == 1)

    play(story)
    play(again)


OTHERS = {
    "gone.promptrun": (None, UNREADABLE),
    "odd\udcff.promptrun": (None, UNREADABLE),
    "empty.promptrun": (b"", FOREIGN),
    "text.promptrun": (b"Hello", FOREIGN),
    "zip.promptrun": (b"PK\3\4" + b"\0" * 400, FOREIGN),
    "chatgpt.promptrun": ((FIXTURES / "chatgpt.json").read_bytes(), FOREIGN),
    "chatgpt.json": ((FIXTURES / "chatgpt.json").read_bytes(), NOT_OURS),
    "gone.txt": (None, NOT_OURS),
    "noname": (None, NOT_OURS),
}


def test_any_other_file_is_told_in_a_sentence(play, tmp_path):
    for name, (content, _) in OTHERS.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)

    async def story(person: Person) -> None:
        for name, (_, sentence) in OTHERS.items():
            assert sentence in await see(person, tmp_path / name), name
            assert person.sees("bring_file")
            await cancel(person)
        assert person.window.welcome.isVisible()

    play(story)


def test_neither_a_folder_nor_a_pipe_is_looked_into(play, tmp_path):
    folder, pipe = tmp_path / "folder.promptrun", tmp_path / "pipe.promptrun"
    folder.mkdir()
    (folder / "conversations.json").write_bytes((FIXTURES / "chatgpt.json").read_bytes())
    os.mkfifo(pipe)

    async def story(person: Person) -> None:
        for each in (folder, pipe):
            assert FOREIGN in await see(person, each)
            await cancel(person)

    play(story)


def test_of_a_file_that_is_cut_what_is_whole_is_offered_and_the_rest_is_named(play, file):
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * 0.8)])

    async def story(person: Person) -> None:
        said = await see(person, file)
        assert said[1:] and (FOREIGN in said or "A back-up of this app" in said)

    play(story)


def test_its_name_may_be_in_capitals_and_in_any_script(play, file):
    path = file.rename(file.with_name("Meine Chats ☃ 会話.PROMPTRUN"))

    async def story(person: Person) -> None:
        assert "A back-up of this app" in await see(person, path)

    play(story)


def test_several_come_one_after_the_other_and_none_twice(play, tmp_path):
    """Of three, the second is not wanted."""
    one, two, three = (make(tmp_path / f"{name}.promptrun", name) for name in ("ant", "bee", "cat"))

    async def story(person: Person) -> None:
        for each in (one, two, two, three):
            give(person, each)
        for number, name in enumerate(("Ant", "Bee", "Cat")):
            await person.until(
                lambda name=name: bool(dialogs(person)) and name in said_in(dialogs(person)[-1]),
                f"for {name}",
            )
            assert len(dialogs(person)) == 1
            if name == "Bee":
                person.click("bring_cancel")
            else:
                person.click("bring_go")
            await person.until(
                lambda number=number: len(titles(person)) == (1, 1, 2)[number], "for what came"
            )
        await person.until(lambda: not dialogs(person))

    play(story)


def test_a_better_one_takes_the_place_of_one_that_was_no_good(play, file, tmp_path):
    async def story(person: Person) -> None:
        assert UNREADABLE in await see(person, tmp_path / "gone.promptrun")
        give(person, file)
        await person.until(lambda: "A back-up of this app" in said_in(dialogs(person)[0]))
        assert len(dialogs(person)) == 1

    play(story)


def test_the_preferences_make_room_for_it(play, file):
    async def story(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        give(person, file)
        await person.until(lambda: person.sees("bring_source"), "for the preview")
        assert not person.sees("preferences_done")

    play(story)


def test_any_other_dialog_is_finished_first(play, file):
    async def story(person: Person) -> None:
        await talk(person)
        await press_ctrl(person, Qt.Key.Key_S)
        await person.until(lambda: person.sees("save_dialog"), "for the dialog")
        give(person, file)
        await asyncio.sleep(0.2)
        assert [each.objectName() for each in dialogs(person)] == ["save_dialog"]
        person.press(Qt.Key.Key_Escape, on="save_dialog")
        await person.until(lambda: person.sees("bring_source"), "for the preview")

    play(story)


def test_a_damaged_profile_is_mended_first(play, file, tmp_path):
    play(talk)
    damage(tmp_path / "profile" / "chats.sqlite3", 0, 200)

    async def story(person: Person) -> None:
        give(person, file)
        await asyncio.sleep(0.1)
        assert SENTENCE in person.texts() and dialogs(person) == []
        person.click("mend")
        await person.until(lambda: person.sees("bring_source"), "for the preview")
        await bring_in(person)
        assert {"Soup", "Tea"} < set(titles(person))

    play(story)


def test_who_looks_around_gets_them_among_their_own(play, file):
    async def story(person: Person) -> None:
        person.click("look_around")
        await person.until(lambda: person.sees("composer"), "for the sample chat")
        await see(person, file)
        person.click("bring_go")
        await until_said(person, "2 chats came in.")
        assert set(titles(person)) == {"Soup", "Tea"}
        assert "Looking around" not in person.texts()

    play(story)
