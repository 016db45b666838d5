from PySide6.QtCore import Qt

from promptrun_desktop.domain.message import State
from tests.journeys.hands import move, open_chat
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"
RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


def last_request(person: Person) -> dict[str, object]:
    return person.endpoint.requests[-1]


def test_only_a_slider_that_was_moved_is_sent(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        assert not {"temperature", "top_p"} & last_request(person).keys()
        move(person, "temperature", LEFT, LEFT, LEFT)
        await person.ask(INTEREST)
        assert last_request(person)["temperature"] == 0.7
        assert "top_p" not in last_request(person)
        move(person, "top_p", LEFT)
        await person.ask(VENUS)
        assert last_request(person)["top_p"] == 0.95

    play(story)


def test_model_decides_and_reset_take_the_values_out_again(play):
    async def story(person: Person) -> None:
        await person.connect()
        move(person, "temperature", RIGHT)
        move(person, "top_p", LEFT, LEFT)
        person.click("temperature_auto")
        await person.ask(VENUS)
        assert "temperature" not in last_request(person)
        assert last_request(person)["top_p"] == 0.9
        move(person, "temperature", RIGHT)
        person.click("reset_parameters")
        await person.ask(VENUS)
        assert not {"temperature", "top_p"} & last_request(person).keys()

    play(story)


def test_parameters_and_instructions_belong_to_one_chat_and_come_back(play):
    async def first(person: Person) -> None:
        await person.connect()
        move(person, "temperature", RIGHT, RIGHT)
        person.type("instructions", "Answer like a pirate.")
        await person.ask(VENUS)
        person.click("new_chat")
        assert person.find("instructions").toPlainText() == ""
        assert person.sees("temperature") and not person.sees("temperature_auto")
        await person.ask(INTEREST)
        assert "temperature" not in last_request(person)
        assert [each["role"] for each in last_request(person)["messages"]] == ["user"]
        await open_chat(person, VENUS)
        await person.until(lambda: person.sees("temperature_auto"))

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown[:1] == [VENUS])
        if not person.sees("instructions"):  # a small screen makes the window narrower
            person.click("toggle_panel")
        assert person.find("instructions").toPlainText() == "Answer like a pirate."
        await person.ask(INTEREST)
        request = last_request(person)
        assert request["temperature"] == 1.2
        assert request["messages"][0] == {"role": "system", "content": "Answer like a pirate."}
        assert len(request["messages"]) == 4

    play(first)
    play(second)


def test_instructions_typed_a_moment_ago_are_sent_too(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.type("instructions", "Be brief.")
        person.click(person.find_in(person.reply, "retry_message"))
        await person.until_replied()
        assert last_request(person)["messages"][0] == {"role": "system", "content": "Be brief."}

    play(story)


def test_a_model_that_refuses_creativity_answers_without_it_and_the_slider_says_so(play):
    async def story(person: Person) -> None:
        await person.connect()
        move(person, "temperature", RIGHT)
        reply = await person.ask(VENUS, model="demo/no-temperature")
        assert reply.state is State.COMPLETE and reply.text
        assert [("temperature" in each) for each in person.endpoint.requests] == [True, False]
        assert not person.find("temperature").isEnabled()
        assert person.find("top_p").isEnabled()
        assert "This model sets its own." in person.texts()
        person.shell.page.picker.picked.emit("openai/gpt-4o-mini")
        assert person.find("temperature").isEnabled()
        assert "This model sets its own." not in person.texts()
        await person.ask(INTEREST)
        assert "temperature" in last_request(person)

    play(story)
