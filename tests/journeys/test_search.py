"""Anything that was said is found at once, and opens where it stands."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QWidget

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.messages import Messages
from tests.journeys.hands import open_chat, selected
from tests.journeys.person import Person

START = datetime(2026, 5, 4, tzinfo=UTC)
# More than are read before the first picture, which shows most as outlines.
MANY = 300
TEXT = "A paragraph that is long enough to take two lines of the column in the window, " * 3
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG, FORKED, QUIET = "A long chat", "Two answers", "Quiet"


def long_chat():
    """The kingfisher is in the middle of a long answer far from the end, in a table."""
    parent = None
    for number in range(MANY):
        role = Role.ASSISTANT if number % 2 else Role.USER
        text = "\n\n".join([f"Number {number}", *[TEXT] * (number % 3)])
        if number == 41:
            rows = "".join(f"| {row} | bird |\n" for row in range(80))
            table = f"| Row | Bird |\n|---|---|\n{rows}| 80 | a **kingfisher** |\n{rows}"
            text = "\n\n".join([*[TEXT] * 30, table, *[TEXT] * 30])
        at = START + timedelta(minutes=number)
        yield Message(role, text, parent, f"long-{number}", at, model="demo/quick")
        parent = f"long-{number}"


def forked_chat():
    """The older of two answers, which is not shown, tells of a heron."""
    later = START + timedelta(days=1)
    yield Message(Role.USER, "Which bird?", None, "asked", later)
    for number, text in enumerate(("A heron.\n\n" + TEXT, "A robin.\n\n" + TEXT)):
        at = later + timedelta(minutes=number + 1)
        yield Message(Role.ASSISTANT, text, "asked", f"answer-{number}", at, model="demo/quick")


def quiet_chat():
    yield Message(Role.USER, "Nothing of note", None, "quiet", START)


@pytest.fixture
def chats(play, tmp_path):
    """Chats in the profile that stories are played in, of a person who is connected."""

    async def fill() -> None:
        database = await Database.open(Profile.at(tmp_path / "profile").database)
        for title, made in ((QUIET, quiet_chat), (LONG, long_chat), (FORKED, forked_chat)):
            messages = list(made())
            last = messages[-1]
            chat = Conversation(
                title, title, "demo/quick", leaf_id=last.id, created_at=START,
                updated_at=last.created_at,
            )  # fmt: skip
            await Messages(database).begin(chat, *messages)
        await database.close()

    play(Person.connect)
    asyncio.run(fill())


def results(person: Person) -> QListView:
    found = person.window.findChild(QListView, "search_results")
    assert isinstance(found, QListView)
    return found


def found(person: Person) -> list[str]:
    """Titles of what is listed."""
    if not results(person).isVisible():
        return []
    model = results(person).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def focused(person: Person) -> QWidget:
    widget = person.window.focusWidget()
    assert widget is not None
    return widget


def count(person: Person) -> str:
    return person.find("search_count").accessibleName() or person.find("search_count").text()


async def look_for(person: Person, text: str) -> None:
    person.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(focused(person), text)
    await person.until(lambda: found(person), f"for {text}")


def marked(person: Person) -> str:
    return person.shell.page.transcript.selected_text()


def place_of_mark(person: Person) -> QRectF | None:
    """Where in the view the marked text is; None out of sight."""
    transcript = person.shell.page.transcript
    selection = transcript.interaction.selecting.selection
    if selection is None or selection.empty:
        return None
    start, end = selection.start, selection.end
    for row in transcript.sight.rows:
        entry = transcript.entries[row.entry]
        if (row.entry, *entry.part_of(row.number)) == start[:3]:
            rect = row.leaf.rects(start.box, start.offset, end.offset)[0]
            return rect.translated(QPoint(transcript.left + entry.box_of(row.number)[0], row.y))
    return None


def is_in_sight(person: Person) -> bool:
    place = place_of_mark(person)
    inside = person.shell.page.transcript.viewport().rect()
    return place is not None and inside.contains(place.toAlignedRect())


def title(person: Person) -> str:
    session = person.shell.session
    return session.conversation.title if session is not None else ""


def test_a_word_in_a_long_chat_is_found_and_opens_where_it_stands(play, chats):
    places = []

    async def first(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        await look_for(person, "kingf")
        assert found(person) == [LONG]
        assert not person.sees("chats"), "results take the place of the list"
        person.press(Qt.Key.Key_Return, on="search_chats")
        await person.until(lambda: marked(person) == "kingfisher" or marked(person) == "kingf")
        assert title(person) == LONG and is_in_sight(person)
        before = place_of_mark(person)
        session = person.shell.session
        assert session is not None
        await session.whole()
        await asyncio.sleep(0)
        assert place_of_mark(person) == before, "what is read later moves nothing"
        places.append(person.shell.page.transcript.place())
        assert focused(person) is results(person)
        QTest.keyClick(focused(person), Qt.Key.Key_Escape)
        assert person.sees("chats") and selected(person) == [LONG]

    async def second(person: Person) -> None:
        await person.until(lambda: title(person) == LONG and person.shown)
        assert person.shell.page.transcript.place() == places[0], "one goes on reading there"

    play(first)
    play(second)


def test_a_word_of_another_version_opens_that(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        await open_chat(person, FORKED)
        await person.until(lambda: person.shown[-1:] and "robin" in person.shown[-1])
        await look_for(person, "heron")
        QTest.keyClick(focused(person), Qt.Key.Key_Down)
        assert focused(person) is results(person)
        QTest.keyClick(focused(person), Qt.Key.Key_Return)
        await person.until(lambda: marked(person) == "heron")
        assert "heron" in person.shown[-1] and len(person.shown) == 2
        assert is_in_sight(person)

    play(story)


def test_a_hit_in_the_open_chat_is_gone_to_and_the_next_is_a_key_away(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        await open_chat(person, LONG)
        await look_for(person, '"Number 4"')
        assert found(person) == [LONG]
        person.press(Qt.Key.Key_Return, on="search_chats")
        await person.until(lambda: "Number" in marked(person), "for the first")
        assert is_in_sight(person)
        QTest.keyClicks(focused(person), "x")
        assert focused(person).objectName() == "search_chats"
        person.click("search_chats")
        person.press(Qt.Key.Key_Escape, on="search_chats")
        await look_for(person, "Number 29")
        assert len(found(person)) > 5
        for row in (0, 1):
            if row:
                QTest.keyClick(focused(person), Qt.Key.Key_Down)
            QTest.keyClick(focused(person), Qt.Key.Key_Return)
            wanted = f"29{9 - row}"
            await person.until(
                lambda wanted=wanted: is_in_sight(person) and wanted in whole_line(person),
                f"for {wanted}",
            )

    play(story)


def whole_line(person: Person) -> str:
    """The paragraph in which something is marked."""
    transcript = person.shell.page.transcript
    selection = transcript.interaction.selecting.selection
    if selection is None:
        return ""
    start = selection.start
    return transcript.reach.leaves(start.message, start.part)[start.leaf].boxes[start.box].text


def test_what_was_said_just_now_is_found_and_a_deleted_chat_is_not(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        person.press(Qt.Key.Key_N, CTRL)
        await person.ask("Tell me about the axolotl")

        async def asked_again() -> bool:
            person.press(Qt.Key.Key_Escape, on="search_chats")
            person.press(Qt.Key.Key_K, CTRL)
            QTest.keyClicks(focused(person), "axolotl")
            await person.until(lambda: count(person).strip())
            return bool(found(person))

        while not await asked_again():
            await asyncio.sleep(0.05)
        opened = person.shell.session
        assert opened is not None
        person.shell.sidebar.wishes.deleted.emit([opened.conversation.id])
        await person.until(lambda: count(person) == "Nothing found")

    play(story)


def test_esc_gives_the_list_back_and_stops_nothing(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        person.press(Qt.Key.Key_N, CTRL)
        await person.send("Slowly", model="demo/slow")
        person.press(Qt.Key.Key_F, CTRL | SHIFT)
        QTest.keyClicks(focused(person), "number")
        await person.until(lambda: found(person))
        QTest.keyClick(focused(person), Qt.Key.Key_Escape)
        assert person.sees("chats") and not person.sees("search_results")
        session = person.shell.session
        assert session is not None and session.is_replying
        QTest.keyClick(focused(person), Qt.Key.Key_Escape)
        await person.until(lambda: not session.is_replying, "for the answer to stop")

    play(story)


def test_in_a_narrow_window_the_search_lies_over_the_chat_and_a_hit_shows_it(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("composer"))
        person.window.resize(640, 480)
        await person.until(lambda: not person.sees("search_chats"))
        await look_for(person, "kingfisher")
        QTest.keyClick(focused(person), Qt.Key.Key_Return)
        await person.until(lambda: marked(person) == "kingfisher")
        assert is_in_sight(person) and not person.sees("search_chats")

    play(story)


def test_nothing_found_leaves_the_window_as_it_is(play, chats):
    async def story(person: Person) -> None:
        await person.until(lambda: person.sees("chats"))
        await open_chat(person, QUIET)
        person.press(Qt.Key.Key_K, CTRL)
        QTest.keyClicks(focused(person), "zebra")
        await person.until(lambda: count(person) == "Nothing found")
        assert person.sees("search_hint") and title(person) == QUIET
        person.press(Qt.Key.Key_Return, on="search_chats")
        assert focused(person).objectName() == "search_chats" and title(person) == QUIET

    play(story)
