"""A temporary chat works as any other, and nothing of it is ever on the disk."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.composer import Composer
from tests.app.desktop_bus import desktop, private_bus
from tests.journeys.hands import CTRL, open_chat, titles
from tests.journeys.person import Person
from tests.journeys.seeing import what_is_cut
from tests.journeys.test_background_reply import look_away
from tests.journeys.test_search import count, focused, look_for

SECRET = "Where did I hide the zanzibar treasure?"
DRAFT = "and the quagga diamonds"
VENUS = "Why is a day on Venus so strange?"
INSTRUCTIONS = "Speak like an xylophone"


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files, also as what they are when they are packed; SQLite keeps UTF-8."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield str(path), data
            unpacked = zlib.decompressobj(wbits=47)
            try:
                yield f"{path} unpacked", unpacked.decompress(data)
            except zlib.error:
                continue


def found_in(folder: Path, *words: str) -> list[str]:
    return [
        f"{word} in {path}"
        for path, data in everything_in(folder)
        for word in words
        if word.encode() in data or word.encode("utf-16-le") in data
    ]


def composer(person: Person) -> Composer:
    return person.shell.page.composer


def test_no_file_of_the_profile_has_a_word_of_it(play, tmp_path):
    profile = tmp_path / "profile"
    words = ["zanzibar", "quagga", "xylophone", "okka secrets"]

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("new_chat")
        person.click("temporary")
        assert person.sees("temporary_note")
        person.type("instructions", INSTRUCTIONS)
        await person.ask(SECRET)
        # A line of the answer that no other answer has.
        words.append(person.reply.text.splitlines()[-1][:60])
        assert person.reply.state is State.COMPLETE
        person.shell.session.rename("Quokka secrets")
        session = person.shell.session
        session.retry(person.reply.id)
        await person.until_replied()
        assert len(session.versions(person.reply)) == 2
        person.type("composer", DRAFT)
        workspace = person.desktop._own.workspace
        workspace.drafts.flush()
        workspace.places.flush()
        await open_chat(person, VENUS)
        assert titles(person) == [VENUS]
        person.click("open_temporary")
        assert person.shown[0] == SECRET and composer(person).text() == DRAFT
        assert found_in(profile, *words) == []

    async def again(person: Person) -> None:
        await person.until(lambda: titles(person) == [VENUS])
        assert not person.sees("open_temporary")
        assert composer(person).text() == ""

    play(story)
    assert found_in(profile, *words) == []
    # The search would have found what is there.
    assert found_in(profile, VENUS)
    play(again)


def test_it_is_left_and_found_again_while_it_answers(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
        await person.until(lambda: person.sees("temporary_note"))
        await person.send(SECRET)
        await open_chat(person, VENUS)
        assert not person.sees("temporary_note") and not person.sees("keep_chat")
        temporary = person.desktop._own.workspace.library.temporary
        await person.until(lambda: not temporary.is_replying, "for the answer")
        spoken = person.find("open_temporary").accessibleName()
        assert spoken == "Temporary chat, with an answer"
        person.click("open_temporary")
        assert person.reply.state is State.COMPLETE
        assert person.find("open_temporary").accessibleName() == "Temporary chat"

    play(story)


def test_keeping_it_makes_it_a_chat_as_any_other(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.click("temporary")
        await person.ask(SECRET)
        person.type("composer", DRAFT)
        person.click("keep_chat")
        await person.until(lambda: titles(person) == [SECRET], "for it in the list")
        for name in ("keep_chat", "temporary_note", "open_temporary"):
            assert not person.sees(name)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [SECRET])
        assert len(person.shown) == 2
        assert composer(person).text() == DRAFT

    play(first)
    play(second)


def test_it_can_be_kept_while_the_answer_is_written(play):
    async def first(person: Person) -> None:
        await person.connect()
        person.click("temporary")
        await person.send(SECRET, model="demo/slow")
        await person.until(lambda: len(person.reply.text) > 20)
        person.click("keep_chat")
        await person.until(lambda: titles(person) == [SECRET])
        person.click("stop")
        await person.until_replied()
        first.kept = person.reply.text

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [SECRET])
        assert person.shown[1] == first.kept
        assert person.reply.state is State.STOPPED

    play(first)
    play(second)


def test_ending_it_can_be_undone(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("temporary")
        await person.ask(SECRET)
        person.type("composer", DRAFT)
        person.click("end_temporary")
        assert person.shown == [] and not person.sees("open_temporary")
        assert composer(person).text() == ""
        person.click("notice_button")
        assert person.shown[0] == SECRET and composer(person).text() == DRAFT
        assert person.sees("temporary_note")

    play(story)


def test_an_empty_chat_becomes_temporary_and_back_with_what_was_typed(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.type("composer", "half a question")
        person.press(Qt.Key.Key_Home, on="composer")
        person.click("temporary")
        assert (composer(person).text(), composer(person).caret()) == ("half a question", 0)
        assert person.find("temporary").isChecked()
        person.click("temporary")
        assert composer(person).text() == "half a question"
        assert not person.find("temporary").isChecked() and not person.sees("open_temporary")
        drafts = person.desktop._own.workspace.drafts
        assert drafts.get("").text == "half a question"

    play(story)


def test_an_empty_one_that_is_left_is_gone_but_not_what_was_typed_there(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("new_chat")
        person.click("temporary")
        await open_chat(person, VENUS)
        assert not person.sees("open_temporary")
        person.click("new_chat")
        person.click("temporary")
        person.type("composer", DRAFT)
        await open_chat(person, VENUS)
        person.click("open_temporary")
        assert composer(person).text() == DRAFT
        person.click("new_chat")
        assert composer(person).text() == "" and person.sees("open_temporary")

    play(story)


def test_a_notification_says_nothing_of_it(play, monkeypatch):
    async def story(person: Person) -> None:
        async with desktop() as fake:
            await person.connect()
            person.click("temporary")
            await person.send(SECRET)
            other = await look_away(person)
            await person.until(lambda: fake.shown, "for the notification")
            (shown,) = fake.shown
            assert (shown.title, shown.text) == ("Temporary chat", "The answer is ready.")
            other.deleteLater()

    with private_bus(monkeypatch):
        play(story)


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_of_it_is_cut_in_the_smallest_window(play, percent):
    async def story(person: Person) -> None:
        await person.connect()
        person.parts.settings.change(text_size=percent)
        person.window.resize(480, 360)
        person.click("temporary")
        await person.until(lambda: person.window.width() == 480)
        await person.until(lambda: what_is_cut(person.shell.page.header) == [])
        assert person.sees("temporary")
        await person.ask(SECRET)
        await person.until(lambda: what_is_cut(person.shell.page.header) == [])
        assert person.sees("keep_chat") and person.sees("export")

    play(story)


def test_the_search_never_finds_it_until_it_is_kept(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask("Tell me about quagga zoos")
        person.click("new_chat")
        person.click("temporary")
        await person.ask(SECRET)
        await look_for(person, "quagga")
        person.press(Qt.Key.Key_Escape, on="search_chats")
        person.press(Qt.Key.Key_K, CTRL)
        QTest.keyClicks(focused(person), "zanzibar")
        await person.until(lambda: count(person) == "Nothing found", "for the answer")
        person.press(Qt.Key.Key_Escape, on="search_chats")
        person.click("keep_chat")
        await person.until(lambda: len(titles(person)) == 2, "for the list")
        await look_for(person, "zanzibar")

    play(story)
