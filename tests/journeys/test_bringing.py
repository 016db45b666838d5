"""Chats come in from a file of another app: seen first, added once, and nothing else changed."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from promptrun_desktop.services.worker import Worker
from tests.formats.foreign.samples import FIXTURES, placed
from tests.journeys.documents import (
    bring_in,
    dialogs,
    drop,
    look_into,
    said_in,
    settle,
    until_looked,
    until_said,
)
from tests.journeys.hands import open_chat, titles
from tests.journeys.person import Person
from tests.journeys.test_damage import stored_in
from tests.journeys.trouble import notice, offered

VENUS = "Why is a day on Venus so strange?"
GPT = FIXTURES / "chatgpt.json"


def conversation(title: str, *texts: str) -> dict[str, object]:
    """As ChatGPT writes it."""
    nodes: dict[str, object] = {"root": {"id": "root", "message": None, "parent": None}}
    parent = "root"
    for number, text in enumerate(texts):
        nodes[f"{title}-{number}"] = {
            "id": f"{title}-{number}",
            "parent": parent,
            "message": {
                "author": {"role": "assistant" if number % 2 else "user"},
                "create_time": 1_700_000_000 + number,
                "content": {"content_type": "text", "parts": [text]},
            },
        }
        parent = f"{title}-{number}"
    return {"title": title, "create_time": 1_700_000_000, "mapping": nodes, "current_node": parent}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "conversations.json"
    chats = [conversation("Pasta without eggs", "How?", "Like this."), conversation("Rain", "Why?")]
    path.write_text(json.dumps(chats))
    return path


def test_an_export_is_looked_at_and_brought_in_once(play, export, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await look_into(person, export)
        (dialog,) = dialogs(person)
        said = said_in(dialog)
        assert "An export of ChatGPT" in said
        assert "2 chats, 3 messages · November 2023" in said
        assert "Pasta without eggs" in said and "Rain" in said
        # Nothing came in by looking.
        assert titles(person) == [VENUS]
        assert await bring_in(person) == "2 chats came in."
        assert set(titles(person)) == {VENUS, "Pasta without eggs", "Rain"}
        assert person.shown[0] == VENUS
        await open_chat(person, "Pasta without eggs")
        await person.until(lambda: person.shown == ["How?", "Like this."])
        await look_into(person, export)
        assert await bring_in(person) == "Nothing is new: these chats were here already."
        assert len(titles(person)) == 3

    play(story)
    assert len(stored_in(tmp_path / "profile" / "chats.sqlite3")) == 5


def test_what_is_new_is_told_apart_from_what_was_here(play, export):
    async def story(person: Person) -> None:
        await person.connect()
        await look_into(person, export)
        await bring_in(person)
        chats = json.loads(export.read_text())
        export.write_text(json.dumps([*chats, conversation("Snow", "When?")]))
        await look_into(person, export)
        assert await bring_in(person) == "1 chat came in. 2 were here already."

    play(story)


@pytest.mark.parametrize("name", ["claude.json", "jan"])
def test_files_and_folders_of_others_are_recognised_by_what_is_in_them(play, tmp_path, name):
    path = placed(tmp_path, name)

    async def story(person: Person) -> None:
        await person.connect()
        drop(person, path)
        await until_looked(person)
        said = said_in(dialogs(person)[0])
        assert said[1] == {"claude.json": "An export of Claude", "jan": "Chats of Jan"}[name]
        assert "came in" in await bring_in(person)
        assert titles(person)

    play(story)


def test_a_file_is_dropped_onto_the_window_or_the_question_box(play, export):
    async def story(person: Person) -> None:
        # On the first screen already, before there is a key.
        drop(person, export)
        await until_looked(person)
        person.click("bring_cancel")
        await person.until(lambda: not person.sees("bring_dialog"))
        await person.connect()
        box = person.find("composer")
        drop(person, export, on=box.viewport())
        assert person.shell.page.composer.text() == ""
        drop(person, export)
        await until_looked(person)
        person.click("bring_cancel")
        assert titles(person) == []

    play(story)


def test_a_new_user_brings_chats_before_there_is_a_key(play, export):
    async def story(person: Person) -> None:
        person.click("welcome_bring")
        await person.until(lambda: person.sees("bring_dialog"))
        (dialog,) = dialogs(person)
        drop(person, export, on=dialog)
        await until_looked(person)
        person.click("bring_go")
        await until_said(person, "came in")
        assert set(titles(person)) == {"Pasta without eggs", "Rain"}
        assert "Not connected" in person.texts()

    async def again(person: Person) -> None:
        await person.until(lambda: len(titles(person)) == 2)

    play(story)
    play(again)


def test_what_could_not_be_read_is_listed(play, export):
    chats = json.loads(export.read_text())
    export.write_text(json.dumps([*chats, {"title": "Odd one", "mapping": 7}]))

    async def story(person: Person) -> None:
        await person.connect()
        await look_into(person, export)
        (dialog,) = dialogs(person)
        fold = dialog.findChild(QPushButton, "bring_unread")
        assert fold.text() == "Could not be read: 1"
        assert not any("Odd one" in each for each in said_in(dialog))
        fold.click()
        assert any(each.startswith("Odd one: ") for each in said_in(dialog))
        assert await bring_in(person) == "2 chats came in."

    play(story)


# What a file holds, and what is said of it.
BROKEN = (
    (GPT.read_bytes()[: GPT.stat().st_size // 40], "damaged"),
    (b"PK\x03\x04 not really", "damaged"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "no chats that the app can read"),
    (b"", "no chats"),
)


def test_a_file_that_cannot_be_read_gets_one_clear_sentence(play, tmp_path):
    path = tmp_path / "what.zip"

    async def story(person: Person) -> None:
        await person.connect()
        sharing = person.shell.sharing
        sharing.bring(person.window)
        (dialog,) = dialogs(person)
        for data, sentence in BROKEN:
            path.write_bytes(data)
            drop(person, path, on=dialog)
            assert person.sees("bring_bar")
            await person.until(lambda: person.sees("bring_file"), "for why not")
            assert sentence in said_in(dialog.findChild(QWidget, "status"))[0]
            assert notice(person) == ""
        # Another can be chosen at once.
        path.write_bytes(json.dumps([conversation("Rain", "Why?")]).encode())
        drop(person, path, on=dialog)
        await until_looked(person)
        assert await bring_in(person) == "1 chat came in."

    play(story)


def test_looking_into_a_file_is_ended_by_cancel(play, export, monkeypatch):
    async def forever(self, prepare, chats, tell):
        await person_waits.wait()

    import asyncio

    person_waits = asyncio.Event()

    async def story(person: Person) -> None:
        await person.connect()
        with monkeypatch.context() as patch:
            patch.setattr(Worker, "run", forever)
            drop(person, export)
            await person.until(lambda: person.sees("bring_bar"))
            # It is told here alone.
            assert not person.sees("progress_strip")
            person.click("bring_cancel")
            await person.until(lambda: not person.sees("bring_dialog"))
        transfer = person.desktop._own.workspace.transfer
        await person.until(lambda: transfer.running is None)
        assert notice(person) == ""
        drop(person, export)
        await until_looked(person)
        person.click("bring_cancel")

    play(story)


def test_hostile_names_are_shown_as_the_characters_they_are(play, tmp_path):
    path = tmp_path / "<img src=x>.json"
    path.write_text(json.dumps([conversation("<b>bold</b>\n<a href='file:///'>x</a>", "Hi")]))

    async def story(person: Person) -> None:
        await person.connect()
        drop(person, path)
        await until_looked(person)
        shown = said_in(dialogs(person)[0])
        assert any(each.startswith("<b>bold</b>") for each in shown)
        person.click("bring_cancel")
        await settle()

    play(story)


def test_those_that_came_can_be_gone_to(play, export):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await look_into(person, export)
        await bring_in(person)
        assert offered(person) == ["Show them"]
        person.click("notice_button")
        await person.until(lambda: person.shown[0] != VENUS, "for one of them")

    play(story)
