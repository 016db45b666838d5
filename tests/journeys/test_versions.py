"""Asking again through the window: nothing that was asked or answered is lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.services.continuing import GO_ON
from tests.journeys.hands import choose_for_message, focused, open_chat, selected, titles
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"
ALT = Qt.KeyboardModifier.AltModifier


def version(person: Person, message: Message) -> str:
    """What stands between the arrows at a message."""
    button = person.find_in(message, "version_next")
    return button.parentWidget().accessibleName()


async def edit(person: Person, message: Message, text: str) -> None:
    person.click(person.find_in(message, "edit_message"))
    assert person.sees("edit_bar")
    box = person.find("composer")
    assert box.toPlainText() == message.text and box.hasFocus()
    box.selectAll()
    person.type("composer", text)


def test_a_reply_that_is_tried_again_has_versions_also_after_a_restart(play):
    texts: list[str] = []

    async def first(person: Person) -> None:
        await person.connect()
        old = await person.ask(VENUS, model="demo/cut-off")
        person.shell.page.picker.picked.emit("openai/gpt-4o-mini")
        person.click(person.find_in(old, "retry_message"))
        await person.until_replied()
        new = person.reply
        assert version(person, new) == "Version 2 of 2"
        person.click(person.find_in(new, "version_previous"))
        assert person.shown == [VENUS, old.text]
        assert version(person, old) == "Version 1 of 2"
        texts.extend([old.text, new.text])

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.shown == [VENUS, texts[0]]
        assert version(person, person.reply) == "Version 1 of 2"
        person.find_in(person.reply, "copy_message").setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Right, ALT)
        assert person.shown == [VENUS, texts[1]]

    play(first)
    play(second)


def test_an_edited_question_keeps_the_old_one_its_answer_and_what_was_being_written(play):
    kept: list[str] = []

    async def first(person: Person) -> None:
        await person.connect()
        answer = await person.ask(VENUS)
        person.type("composer", "half a thought")
        await edit(person, person.messages[0], INTEREST)
        person.press(Qt.Key.Key_Return, on="composer")
        await person.until(lambda: not person.sees("edit_bar"))
        await person.until_replied()
        assert person.shown == [INTEREST, person.reply.text]
        assert person.endpoint.requests[-1]["messages"] == [{"role": "user", "content": INTEREST}]
        assert person.find("composer").toPlainText() == "half a thought"
        assert version(person, person.messages[0]) == "Version 2 of 2"
        person.click(person.find_in(person.messages[0], "version_previous"))
        assert person.shown == [VENUS, answer.text]
        kept.extend(person.shown)

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown == kept)
        assert person.find("composer").toPlainText() == "half a thought"
        person.click(person.find_in(person.messages[0], "version_next"))
        assert person.shown[0] == INTEREST

    play(first)
    play(second)


def test_escape_leaves_a_question_as_it_is_and_undo_goes_on_editing(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.type("composer", "half a thought")
        await edit(person, person.messages[0], "Why though?")
        person.press(Qt.Key.Key_Escape)
        assert not person.sees("edit_bar")
        assert person.find("composer").toPlainText() == "half a thought"
        person.click("notice_button")
        assert person.sees("edit_bar")
        assert person.find("composer").toPlainText() == "Why though?"
        person.click("edit_cancel")
        assert person.find("composer").toPlainText() == "half a thought"
        assert len(person.messages) == 2 and len(person.endpoint.requests) == 1

    play(story)


def test_a_half_edited_question_waits_in_its_chat_and_over_a_restart(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.type("composer", "half a thought")
        await edit(person, person.messages[0], "Why though?")
        person.click("new_chat")
        assert not person.sees("edit_bar") and person.find("composer").toPlainText() == ""
        await open_chat(person, VENUS)
        assert person.sees("edit_bar")
        assert person.find("composer").toPlainText() == "Why though?"

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert person.sees("edit_bar")
        assert person.find("composer").toPlainText() == "Why though?"
        person.press(Qt.Key.Key_Escape)
        assert person.find("composer").toPlainText() == "half a thought"

    play(first)
    play(second)


def test_a_cut_reply_goes_on_in_a_version_that_begins_with_its_text(play):
    async def first(person: Person) -> None:
        await person.connect()
        cut = await person.ask(VENUS, model="demo/cut-off")
        person.shell.page.picker.picked.emit("openai/gpt-4o-mini")
        person.click(person.find_in(cut, "state_action"))
        await person.until_replied()
        whole = person.reply
        assert whole.state is State.COMPLETE
        assert whole.text.startswith(cut.text) and len(whole.text) > len(cut.text)
        assert person.shown == [VENUS, whole.text]
        sent = person.endpoint.requests[-1]["messages"]
        assert [each["role"] for each in sent] == ["user", "assistant", "user"]
        assert sent[1]["content"] == cut.text and sent[2]["content"] == GO_ON
        person.click(person.find_in(whole, "version_previous"))
        assert person.shown == [VENUS, cut.text]
        choose_for_message(person, cut, "menu_continue")
        await person.until_replied()
        assert version(person, person.reply) == "Version 3 of 3"

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert version(person, person.reply) == "Version 3 of 3"

    play(first)
    play(second)


def test_a_branch_is_a_chat_of_its_own_that_goes_on_alone(play):
    async def first(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await person.ask(INTEREST)
        before = person.shown
        choose_for_message(person, person.messages[1], "menu_branch")
        await person.until(lambda: selected(person) == [f"{VENUS} (branch)"], "for the branch")
        assert person.shown == before[:2]
        await person.ask("What about Mars?")
        sent = person.endpoint.requests[-1]["messages"]
        assert [each["content"] for each in sent] == [*before[:2], "What about Mars?"]
        await open_chat(person, VENUS)
        assert person.shown == before

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        assert sorted(titles(person)) == [VENUS, f"{VENUS} (branch)"]
        await open_chat(person, f"{VENUS} (branch)")
        await person.until(lambda: len(person.shown) == 4)

    play(first)
    play(second)


def test_a_deleted_version_makes_room_for_the_next_and_comes_back_with_undo(play):
    async def story(person: Person) -> None:
        await person.connect()
        old = await person.ask(VENUS, model="demo/cut-off")
        person.click(person.find_in(old, "retry_message"))
        await person.until_replied()
        new = person.reply
        choose_for_message(person, new, "menu_delete")
        assert person.shown == [VENUS, old.text]
        assert "Version deleted." in person.texts()
        person.click("notice_button")
        assert person.shown == [VENUS, new.text]
        assert version(person, new) == "Version 2 of 2"

    play(story)


def test_another_version_can_be_read_while_one_is_written_but_nothing_else_asked(play):
    async def story(person: Person) -> None:
        await person.connect()
        old = await person.ask(VENUS)
        person.shell.page.picker.picked.emit("demo/slow")
        person.click(person.find_in(old, "retry_message"))
        await person.until(lambda: person.shown[-1] != old.text and person.shown[-1], "for words")
        writing = person.shell.session.shown[-1]
        person.click(person.find_in(writing, "version_previous"))
        assert person.shown == [VENUS, old.text]
        assert not person.find_in(old, "retry_message").isEnabled()
        assert "Wait until" in person.find_in(old, "retry_message").toolTip()
        person.click(person.find_in(old, "version_next"))
        length = len(person.shown[-1])
        await person.until(lambda: len(person.shown[-1]) > length, "for more words")
        person.click("stop")
        await person.until_replied()
        assert person.find_in(person.reply, "retry_message").isEnabled()

    play(story)


def test_copying_a_version_copies_the_one_that_is_shown(play):
    async def story(person: Person) -> None:
        await person.connect()
        old = await person.ask(VENUS, model="demo/cut-off")
        person.click(person.find_in(old, "retry_message"))
        await person.until_replied()
        person.click(person.find_in(person.reply, "version_previous"))
        person.click(person.find_in(old, "copy_message"))
        assert QGuiApplication.clipboard().text() == old.text

    play(story)


def test_two_versions_are_compared_word_by_word(play):
    async def story(person: Person) -> None:
        await person.connect()
        cut = await person.ask(VENUS, model="demo/cut-off")
        person.shell.page.picker.picked.emit("openai/gpt-4o-mini")
        person.click(person.find_in(cut, "state_action"))
        await person.until_replied()
        choose_for_message(person, person.reply, "menu_compare")
        await person.until(lambda: "[+" in person.find("differences").toPlainText())
        text = person.find("differences").toPlainText()
        assert text.endswith("]") and "**" not in text
        summary = person.find("compare_summary").text()
        assert summary.startswith("Words removed: 0 · Words added: ")
        assert person.find("compare_old").currentText().startswith("Version 1 · cut-off")
        person.find("compare_new").setCurrentIndex(0)
        await person.until(lambda: "say the same" in person.find("compare_summary").text())
        person.click("compare_close")
        await person.until(lambda: not person.sees("compare"))

    play(story)


def test_a_question_that_was_asked_in_two_ways_is_compared_while_nothing_is_lost(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await edit(person, person.messages[0], "Why is a year on Venus so strange?")
        person.press(Qt.Key.Key_Return, on="composer")
        await person.until(lambda: not person.sees("edit_bar"))
        await person.until_replied()
        choose_for_message(person, person.messages[0], "menu_compare")
        await person.until(lambda: "[+" in person.find("differences").toPlainText())
        shown = person.find("differences").toPlainText()
        assert shown == "Why is a [−day] [+year] on Venus so strange?"
        person.click("compare_close")

    play(story)
