"""A reply that goes wrong: one sentence, one button that helps, and nothing is lost."""

import pytest
from PySide6.QtGui import QDesktopServices

from promptrun_desktop.demo import faults
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.services.continuing import GO_ON
from tests.journeys.person import Person
from tests.journeys.trouble import HEALTHY, accept, choose_model, notice, offered, said, stored

QUESTION = "Explain compound interest with a small table"
KEPT = " What had arrived is kept."

FAULTS = {
    "demo/wrong-key": (
        "127.0.0.1 refused this key. Paste it again, or get a new one.",
        "Replace key",
    ),
    "demo/no-credit": ("Your 127.0.0.1 account has no credit left.", "Add credit"),
    "demo/unknown-model": (
        "127.0.0.1 does not know this model.\n"
        "It said: The model `demo/unknown-model` does not exist.",
        "Choose another model",
    ),
    "demo/server-fault": ("127.0.0.1 has a problem of its own right now.", "Try again"),
    "demo/cut-off": ("The connection was lost." + KEPT, "Continue"),
    "demo/error-in-stream": (
        "127.0.0.1 has a problem of its own right now."
        + KEPT
        + "\nIt said: The company that runs this model stopped answering.",
        "Continue",
    ),
    "demo/empty-reply": ("The model sent an empty answer.", "Try again"),
    "demo/proxy": (
        "127.0.0.1 cannot be reached: this network wants you to log in first, "
        "or a proxy is in the way.",
        "Try again",
    ),
    "demo/network": ("127.0.0.1 cannot be reached. Is this computer online?", "Try again"),
    "demo/too-long": ("This chat is longer than the model can read at once.", "Start a new chat"),
    "demo/length-limit": ("The answer reached the model’s length limit.", "Continue"),
    "demo/filtered": ("The service held this answer back, or a part of it.", "Try again"),
}
PARTIAL = {"demo/cut-off", "demo/error-in-stream", "demo/length-limit", "demo/filtered"}


async def go_wrong(person: Person, model: str) -> None:
    await person.connect()
    await choose_model(person, model)
    await person.ask(QUESTION)


@pytest.mark.parametrize("model", FAULTS)
def test_what_went_wrong_is_one_sentence_and_one_button_and_nothing_is_lost(play, model):
    async def story(person: Person) -> None:
        await go_wrong(person, model)
        sentence, button = FAULTS[model]
        assert said(person) == sentence
        assert offered(person) == [button]
        assert person.shown == [QUESTION, person.reply.text]
        assert bool(person.reply.text) == (model in PARTIAL)
        assert stored(person) == [
            ("user", QUESTION, "complete"),
            ("assistant", person.reply.text, person.reply.state.value),
        ]
        assert not person.sees("notice_bar")
        await choose_model(person, HEALTHY)
        second = await person.ask("And now?")
        assert second.state is State.COMPLETE
        sent = [each["content"] for each in person.endpoint.requests[-1]["messages"]]
        partial = [person.messages[1].text] if model in PARTIAL else []
        assert sent == [QUESTION, *partial, "And now?"]

    play(story)


def test_a_refused_key_is_replaced_on_the_first_screen_and_the_chat_is_kept(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/wrong-key")
        conversation = person.shell.session.conversation.id
        accept(person)
        assert person.sees("key_box") and not person.sees("composer")
        await person.connect()
        person.shell.open_conversation(conversation)
        await person.until(lambda: person.shown == [QUESTION, ""])

    play(story)


def test_another_model_is_chosen_from_the_list_that_opens(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/unknown-model")
        accept(person)
        assert person.shell.page.picker.is_open()
        assert person.sees("model_search")

    play(story)


@pytest.mark.parametrize(
    "model", ["demo/server-fault", "demo/empty-reply", "demo/proxy", "demo/network"]
)
def test_trying_again_asks_the_same_question_once_more(play, model):
    async def story(person: Person) -> None:
        await go_wrong(person, model)
        failed = person.reply
        accept(person)
        await person.until(lambda: person.reply.id != failed.id, "for another reply")
        await person.until_replied()
        asked = [each["messages"] for each in person.endpoint.requests]
        assert asked == [[{"role": "user", "content": QUESTION}]] * 2
        assert [each.role for each in person.messages] == [Role.USER, Role.ASSISTANT]
        assert said(person) == FAULTS[model][0]

    play(story)


@pytest.mark.parametrize("model", ["demo/cut-off", "demo/length-limit"])
def test_continuing_asks_for_the_rest_and_keeps_the_part(play, model):
    async def story(person: Person) -> None:
        await go_wrong(person, model)
        part = person.reply
        person.type("composer", "a thought of mine")
        accept(person)
        await person.until(lambda: person.reply.id != part.id, "for another version")
        await person.until_replied()
        assert len(person.messages) == 2 and person.reply.text.startswith(part.text)
        sent = [each["content"] for each in person.endpoint.requests[-1]["messages"]]
        assert sent == [QUESTION, part.text, GO_ON]
        assert person.shell.page.composer.text() == "a thought of mine"

    play(story)


def test_a_chat_that_is_too_long_is_left_for_a_new_one(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/too-long")
        accept(person)
        assert person.sees("empty_chat") and person.messages == []

    play(story)


def test_credit_is_added_on_the_account_page(play, monkeypatch):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/no-credit")
        accept(person)
        assert opened == ["https://app.promptrun.ai/"]

    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )
    play(story)


def test_without_a_network_the_question_waits_for_it(play, endpoint):
    async def story(person: Person) -> None:
        await person.connect()
        endpoint.stop()
        await person.ask(QUESTION)
        assert said(person) == FAULTS["demo/network"][0]
        assert offered(person) == ["Try again"]
        assert stored(person)[0] == ("user", QUESTION, "complete")

    play(story)


def test_an_unfit_setting_is_left_out_and_the_answer_comes(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/no-temperature")
        assert person.reply.state is State.COMPLETE
        assert offered(person) == []

    play(story)


def test_a_wait_is_counted_down_and_then_the_same_question_can_be_asked(play, monkeypatch):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/rate-limit")
        assert said(person) == "Too many questions in a short time."
        assert notice(person) in (
            "You can ask again in 2 seconds.",
            "You can ask again in 1 second.",
        )
        assert offered(person) == ["Try again"]
        button = person.find("notice_button")
        assert not button.isEnabled()
        person.click(button)
        assert len(person.endpoint.requests) == 1
        await person.until(button.isEnabled, "for the end of the wait")
        assert notice(person) == "You can ask again now."
        await choose_model(person, HEALTHY)
        accept(person)
        await person.until(lambda: len(person.endpoint.requests) == 2)
        await person.until_replied()
        assert person.reply.state is State.COMPLETE
        assert person.shown == [QUESTION, person.reply.text]
        assert offered(person) == [] and notice(person) == ""

    monkeypatch.setattr(faults, "RETRY_SECONDS", 2)
    play(story)


def test_whoever_closes_the_countdown_finds_the_button_under_the_reply(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/rate-limit")
        person.click("notice_close")
        assert notice(person) == ""
        assert said(person) == "Too many questions in a short time."
        assert offered(person) == ["Try again"]

    play(story)


def test_another_question_ends_the_countdown(play):
    async def story(person: Person) -> None:
        await go_wrong(person, "demo/rate-limit")
        await choose_model(person, HEALTHY)
        await person.ask("And now?")
        assert person.reply.state is State.COMPLETE
        assert notice(person) == ""
        assert said(person, person.messages[1]) == "Too many questions in a short time."

    play(story)
