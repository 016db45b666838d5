"""The whole app against a server that other people wrote, which speaks awkward nonsense."""

import asyncio
import http.client
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from promptrun_desktop.domain.message import State
from promptrun_desktop.formats.markdown import extract_texts
from tests.endpoint.fixture import LlamaCpp, require, serving
from tests.journeys.documents import ask_for_document, save_to
from tests.journeys.person import Person
from tests.journeys.recorder import Recorder

pytestmark = pytest.mark.llamacpp

QUESTION = "Why is the kettle quiet?"
# What careless splitting, cutting or drawing gets wrong: line ends that are none, joined and
# double pictures, an accent on its own, letters from the right, fences that never close.
AWKWARD = ("\u0085", "\u2028", "\u2029", "👩\u200d💻", "🇳🇴", "e\u0301", "שלום", "日本", "```")


@pytest.fixture(scope="module")
def endless() -> Iterator[LlamaCpp]:
    """Its replies end when its memory is full, not by chance."""
    require()
    with serving(endless=True) as server:
        yield server


@pytest.fixture
def wire(endless) -> Iterator[Recorder]:
    recorder = Recorder(endless.address)
    yield recorder
    recorder.close()


async def busy_slots(server: LlamaCpp) -> int:
    """How many replies the server itself is writing."""

    def look() -> int:
        with closing(http.client.HTTPConnection(*server.address, timeout=20)) as connection:
            headers = {"Authorization": f"Bearer {server.key}"}
            connection.request("GET", "/slots", headers=headers)
            return sum(slot["is_processing"] for slot in json.load(connection.getresponse()))

    return await asyncio.to_thread(look)


async def until_free(server: LlamaCpp) -> None:
    async with asyncio.timeout(10):
        while await busy_slots(server):
            pass


async def choose_model(person: Person, model: str) -> None:
    person.click("model_picker")
    picker = person.shell.page.picker
    await person.until(picker.is_open, "for the list of models")
    focus = person.window.focusWidget()
    QTest.keyClicks(focus, model)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    await person.until(lambda: not picker.is_open(), "for the list to close")


async def begin(person: Person, server: LlamaCpp, key: str = "") -> None:
    await person.connect(key or server.key)
    await choose_model(person, server.model)


async def until_long(person: Person, length: int) -> None:
    await person.until(lambda: len(person.shown) > 1 and len(person.shown[-1]) > length, "for text")


async def until_awkward(person: Person) -> None:
    await person.until(
        lambda: len(person.shown) > 1 and all(each in person.shown[-1] for each in AWKWARD),
        "for awkward text",
    )


async def stop(person: Person) -> None:
    person.press(Qt.Key.Key_Escape)
    await person.until_replied()
    await person.until(lambda: person.reply.state is State.STOPPED, "for the stop")


def ending(person: Person) -> str:
    """The sentence under the last reply."""
    return person.find_in(person.reply, "state_strip").accessibleName()


async def save_as(person: Person, path: Path) -> str:
    """Through the dialog; the text exactly as it is on disk."""
    await ask_for_document(person)
    await save_to(person, path, "markdown" if path.suffix == ".md" else "webpage")
    await person.until(path.is_file, "for the document")
    return (await asyncio.to_thread(path.read_bytes)).decode()


def stored(profile: Path) -> list[tuple[str, str]]:
    """State and text of every message in the database, oldest first, without the app."""
    with closing(sqlite3.connect(profile / "chats.sqlite3")) as database:
        return database.execute("SELECT state, text FROM messages ORDER BY rowid").fetchall()


def test_a_first_conversation_with_a_server_of_other_people(play, endless, wire, tmp_path):
    kept: list[str] = []

    async def first(person: Person) -> None:
        await person.paste_key(endless.key)
        await person.until(lambda: any(text.startswith("Works.") for text in person.texts()))
        person.click("connect")
        await person.until(lambda: person.sees("composer"))
        await choose_model(person, endless.model)
        await person.send(QUESTION)
        await until_long(person, 50)
        seen = len(person.shown[-1])
        await until_long(person, seen)
        assert await busy_slots(endless) == 1
        await stop(person)
        await until_free(endless)
        stopped = person.reply
        assert len(stopped.text) > seen and person.shown == [QUESTION, stopped.text]

        person.click(person.find_in(stopped, "retry_message"))
        await person.until(lambda: person.reply.id != stopped.id)
        await person.until_replied()
        whole = person.reply
        assert whole.state is State.COMPLETE
        # The same question gets the same words from this server.
        assert whole.text.startswith(stopped.text) and len(whole.text) > len(stopped.text)
        assert ending(person) == "The answer reached the model’s length limit."

        person.click("new_chat")
        if not person.sees("temperature"):
            person.click("toggle_panel")
        slider = person.find("temperature")
        slider.setFocus()
        QTest.keyClick(slider, Qt.Key.Key_Right)
        await person.send(QUESTION)
        await until_long(person, 200)
        await stop(person)
        kept.extend(person.shown)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown == kept
        assert extract_texts(await save_as(person, tmp_path / "chat.md")) == kept
        page = unescape(await save_as(person, tmp_path / "chat.html"))
        assert QUESTION in page

    play(first, wire.base_url)
    untouched, again, moved = wire.bodies()
    assert (
        untouched
        == again
        == {
            "model": endless.model,
            "messages": [{"role": "user", "content": QUESTION}],
            "stream": True,
        }
    )
    assert moved == untouched | {"temperature": moved["temperature"]}
    assert isinstance(moved["temperature"], float)
    play(second, wire.base_url)
    states = [state for state, _text in stored(tmp_path / "profile")]
    assert states == ["complete", "stopped", "complete", "complete", "stopped"]


def test_awkward_text_is_the_same_on_screen_in_the_store_and_in_the_document(
    play, endless, wire, tmp_path
):
    texts: list[str] = []

    async def story(person: Person) -> None:
        await begin(person, endless)
        await person.send(QUESTION)
        await until_awkward(person)
        await stop(person)
        texts.extend(each.text for each in person.messages)
        assert person.shown == texts
        assert extract_texts(await save_as(person, tmp_path / "chat.md")) == texts
        page = unescape(await save_as(person, tmp_path / "chat.html"))
        # A fence is drawn as a code block there; all else is text.
        assert [each for each in AWKWARD[:-1] if each not in page] == []

    async def reopened(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown == texts

    play(story, wire.base_url)
    assert [text for _state, text in stored(tmp_path / "profile")] == texts
    assert [each for each in AWKWARD if each not in texts[-1]] == []
    play(reopened, wire.base_url)


def test_a_key_that_the_server_refuses_is_said_and_not_kept(play, endless, keys):
    async def story(person: Person) -> None:
        await person.paste_key("sk-somebody-elses-key-123")
        await person.until(
            lambda: any("refused this key. Paste it again" in text for text in person.texts())
        )
        assert not person.sees("composer")
        assert keys.kept == {}
        await person.connect(endless.key)
        assert person.sees("composer")

    play(story, endless.base_url)


def test_a_server_that_dies_half_way_leaves_its_text_and_one_sentence(play, endless, tmp_path):
    async def story(person: Person) -> None:
        await begin(person, doomed)
        await person.send(QUESTION)
        await until_long(person, 100)
        doomed.process.kill()
        await person.until_replied()
        cut = person.reply
        assert cut.state is State.CUT_OFF and len(cut.text) > 100
        assert person.shown == [QUESTION, cut.text]
        assert ending(person) == "The connection was lost. What had arrived is kept."

        wire.move(endless.address)
        person.click(person.find_in(cut, "retry_message"))
        await person.until(lambda: person.reply.id != cut.id)
        await until_long(person, 100)
        await stop(person)
        assert person.shown == [QUESTION, person.reply.text]

    with (
        serving(endless=True, key=endless.key) as doomed,
        closing(Recorder(doomed.address)) as wire,
    ):
        play(story, wire.base_url)
    assert [state for state, _text in stored(tmp_path / "profile")] == [
        "complete",
        "cut_off",
        "stopped",
    ]


def test_a_server_that_is_gone_is_said_to_be_and_nothing_is_lost(play, tmp_path):
    require()

    async def story(person: Person) -> None:
        await begin(person, server)
        server.process.kill()
        server.process.wait()
        await person.ask(QUESTION)
        assert person.reply.state is State.FAILED
        assert ending(person) == "127.0.0.1 cannot be reached. Is this computer online?"
        person.click("new_chat")
        person.type("composer", "and the rest still works")
        assert person.shell.page.composer.text() == "and the rest still works"

    with serving() as server:
        play(story, server.base_url)
    assert stored(tmp_path / "profile") == [("complete", QUESTION), ("failed", "")]
