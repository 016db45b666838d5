from PySide6.QtCore import Qt

from promptrun_desktop.domain.message import State
from tests.journeys.hands import CTRL, is_unread, is_writing, open_chat, selected, titles
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


def test_a_reply_goes_on_while_another_chat_is_open_and_is_marked_unread(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(INTEREST)
        person.click("new_chat")
        await person.send(VENUS)
        await person.until(lambda: is_writing(person, VENUS), "for the writing mark")
        writing = person.shell.session
        assert writing is not None and not is_unread(person, VENUS)
        await open_chat(person, INTEREST)
        assert writing.is_replying and person.sees("send") and not person.sees("stop")
        await person.until(lambda: is_unread(person, VENUS), "for the dot")
        assert not is_writing(person, VENUS)
        await open_chat(person, VENUS)
        assert not is_unread(person, VENUS)
        assert person.reply.state is State.COMPLETE
        assert person.shown == [VENUS, person.reply.text]

    play(story)


def test_coming_back_shows_the_reply_still_growing(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(INTEREST)
        person.click("new_chat")
        await person.send(VENUS, model="demo/slow")
        await person.until(lambda: len(titles(person)) == 2 and person.shown[-1], "for words")
        before = person.shown[-1]
        await open_chat(person, INTEREST)
        await open_chat(person, VENUS)
        assert person.sees("stop")
        assert person.shown[-1].startswith(before)
        length = len(person.shown[-1])
        await person.until(lambda: len(person.shown[-1]) > length, "for more words")
        person.click("stop")
        await person.until_replied()
        assert person.shown[-1] == person.reply.text

    play(story)


def test_two_chats_are_answered_at_once_and_one_is_stopped(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.send(VENUS, model="demo/slow")
        first = person.shell.session
        person.click("new_chat")
        await person.send(INTEREST, model="demo/slow")
        second = person.shell.session
        await person.until(lambda: person.endpoint.open_streams == 2, "for two streams")
        assert first is not None and second is not None
        await person.until(lambda: is_writing(person, VENUS) and is_writing(person, INTEREST))
        person.press(Qt.Key.Key_Escape)
        await person.until(lambda: not second.is_replying)
        assert first.is_replying and is_writing(person, VENUS)
        await open_chat(person, VENUS)
        person.press(Qt.Key.Key_Escape)
        await person.until(lambda: not first.is_replying)
        assert {each.messages[-1].state for each in (first, second)} == {State.STOPPED}

    play(story)


def test_closing_the_window_keeps_what_two_chats_were_being_answered(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.send(VENUS, model="demo/slow")
        await person.until(lambda: person.shown[-1], "for words")
        person.click("new_chat")
        await person.send(INTEREST, model="demo/slow")
        await person.until(lambda: len(titles(person)) == 2 and person.shown[-1], "for words")

    async def second(person: Person) -> None:
        for question in (VENUS, INTEREST):
            await person.until(lambda: len(titles(person)) == 2)
            await open_chat(person, question)
            await person.until(lambda question=question: person.shown[:1] == [question])
            assert person.reply.state is State.STOPPED and person.reply.text

    play(first)
    play(second)


def test_each_chat_keeps_its_own_draft(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.type("composer", "for later")
        person.press(Qt.Key.Key_A, CTRL, on="composer")
        person.press(Qt.Key.Key_Delete, on="composer")
        await person.ask(VENUS)
        person.type("composer", "and Mars?")
        person.click("new_chat")
        assert person.shell.page.composer.text() == ""
        await person.ask(INTEREST)
        person.type("composer", "and loans?")
        await open_chat(person, VENUS)
        assert person.shell.page.composer.text() == "and Mars?"
        person.press(Qt.Key.Key_Z, CTRL, on="composer")
        assert "loans" not in person.shell.page.composer.text()
        await open_chat(person, INTEREST)
        assert person.shell.page.composer.text() == "and loans?"

    play(story)


def test_the_chat_that_was_open_and_the_window_come_back(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.click("new_chat")
        await person.ask(INTEREST)
        await open_chat(person, VENUS)
        person.window.resize(777, 555)
        await person.until(lambda: person.window.width() == 777)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [VENUS])
        assert selected(person) == [VENUS]
        assert (person.window.width(), person.window.height()) == (777, 555)

    play(first)
    play(second)


def test_hidden_columns_stay_hidden_after_a_restart(play):
    async def first(person: Person) -> None:
        await person.connect()
        assert person.sees("parameters_panel") and person.sees("sidebar")
        person.press(Qt.Key.Key_Period, CTRL)
        person.click("hide_sidebar")
        assert not person.sees("parameters_panel") and not person.sees("sidebar")

    async def second(person: Person) -> None:
        await person.until(lambda: person.sees("composer"))
        assert not person.sees("parameters_panel") and not person.sees("sidebar")
        person.click("show_sidebar")
        person.click("toggle_panel")
        assert person.sees("parameters_panel") and person.sees("sidebar")

    play(first)
    play(second)


def test_columns_that_nobody_touched_are_not_written_down(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()

    play(story)
    assert "visible" not in (tmp_path / "profile" / "settings.toml").read_text()
