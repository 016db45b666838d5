"""The first screen where connecting does not work: it says why, and what was typed stays."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from promptrun_desktop.domain.message import State
from tests.api.server import Server, Step, json_answer, reply, serving
from tests.journeys.person import Person

REFUSED = "127.0.0.1 refused this key. Paste it again, or get a new one."
KEPT = "Kept. Your first question will show whether it works."
NO_LIST = (
    "Kept safely in your desktop’s keyring. It could not be checked here. "
    "Your first question will show whether it works."
)
NOT_FOUND = (
    "No chat service was found at this address. "
    "Check its spelling; it usually begins with https://."
)
KEY = "a-key-that-nobody-knows"


def box(person: Person, name: str = "key_box") -> QLineEdit:
    found = person.find(name, QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


async def says(person: Person, sentence: str) -> None:
    await person.until(lambda: person.status() == sentence, f"for: {sentence}")


def use_address(person: Person, address: str) -> None:
    if not person.sees("address"):
        person.click("advanced")
    box(person, "address").selectAll()
    person.type("address", address)


def address_of(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/v1"


def test_a_wrong_key_stays_in_its_box_and_is_kept_nowhere(play, keys):
    async def story(person: Person) -> None:
        await person.paste_key(KEY)
        await says(person, REFUSED)
        assert box(person).text() == KEY
        assert box(person).selectedText() != "" and box(person).hasFocus()
        assert box(person).echoMode() == QLineEdit.EchoMode.Password
        assert keys.kept == {}
        await person.connect()
        assert list(keys.kept.values()) == [person.endpoint.key]

    play(story)


def test_what_is_no_key_is_not_sent_anywhere(play):
    async def story(person: Person) -> None:
        async with serving() as server:
            use_address(person, address_of(server))
            await person.paste_key("two words")
            await says(
                person,
                "This does not look like a key: a key is one word of at least 8 characters.",
            )
            assert server.connections == 0
            assert box(person).text() == "two words"
            assert person.sees("get_key") and not person.sees("keep_anyway")

    play(story)


def test_an_address_that_cannot_be_one_is_told_apart_from_a_key(play, keys):
    async def story(person: Person) -> None:
        use_address(person, "http://chat.example.com")
        await person.paste_key(KEY)
        await says(person, NOT_FOUND)
        assert box(person, "address").text() == "http://chat.example.com"
        assert keys.kept == {}

    play(story)


def test_where_nobody_answers_the_host_that_was_typed_is_named(play):
    async def story(person: Person) -> None:
        person.endpoint.stop()
        use_address(person, person.endpoint.base_url.replace("127.0.0.1", "localhost"))
        await person.paste_key(KEY)
        await says(person, "localhost cannot be reached. Is this computer online?")

    play(story)


def test_cancel_ends_the_check_and_the_key_can_be_tried_again_at_once(play, keys):
    async def story(person: Person) -> None:
        async with serving([Step.HOLD], [Step.HOLD]) as server:
            use_address(person, address_of(server))
            for attempt, give_up in enumerate(
                (
                    lambda: person.click("cancel"),
                    lambda: person.press(Qt.Key.Key_Escape, on="cancel"),
                )
            ):
                await person.paste_key(KEY)
                await person.until(lambda count=attempt + 1: len(server.requests) == count)
                assert person.status() == "Checking…"
                give_up()
                assert not person.sees("cancel") and not person.sees("status")
                assert box(person).text() == KEY and box(person).isEnabled()
                box(person).clear()
        assert keys.kept == {}

    play(story)


def test_without_a_list_to_check_with_the_key_is_kept_and_said_to_be_unchecked(play):
    async def story(person: Person) -> None:
        async with serving(json_answer(404, {"error": "not found"}), reply("Hello")) as server:
            use_address(person, address_of(server))
            await person.paste_key(KEY)
            await says(person, NO_LIST)
            person.click("connect")
            await person.until(lambda: person.sees("composer"))
            assert (await person.ask("Hi")).text == "Hello"
            assert server.requests[-1].headers["authorization"] == f"Bearer {KEY}"

    play(story)


def test_a_key_that_only_the_list_refuses_can_be_kept_anyway(play, keys):
    async def story(person: Person) -> None:
        async with serving(json_answer(401, {"error": "no"}), reply("Hello")) as server:
            use_address(person, address_of(server))
            assert not person.sees("keep_anyway")
            await person.paste_key(KEY)
            await says(person, REFUSED)
            person.click("keep_anyway")
            await says(person, KEPT)
            assert not person.sees("keep_anyway")
            assert len(server.requests) == 1
            assert [each.reveal() for each in keys.kept.values()] == [KEY]
            person.click("connect")
            await person.until(lambda: person.sees("composer"))
            assert (await person.ask("Hi")).state is State.COMPLETE

    play(story)


def test_a_forbidden_list_says_the_same_of_the_key(play):
    async def story(person: Person) -> None:
        async with serving(json_answer(403, {"error": "forbidden"})) as server:
            use_address(person, address_of(server))
            await person.paste_key(KEY)
            await says(person, REFUSED)
            assert person.sees("keep_anyway")
            person.type("key_box", "another-key")
            assert not person.sees("keep_anyway")

    play(story)


def test_escape_goes_back_to_the_chat_from_replacing_a_key(play):
    async def story(person: Person) -> None:
        await person.connect()
        person.shell.connect_requested.emit()
        await person.until(lambda: person.sees("key_box"))
        person.press(Qt.Key.Key_Escape, on="key_box")
        await person.until(lambda: person.sees("composer"))

    play(story)
