from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.domain.endpoint import PROMPTRUN
from promptrun_desktop.ui import actions, wording
from promptrun_desktop.ui.model_picker import naming
from promptrun_desktop.ui.sharing.sources import WAYS
from tests.journeys.documents import bring_in, drop, settle, until_looked
from tests.journeys.hands import CTRL, choose_for_message, message_menu
from tests.journeys.person import Person
from tests.journeys.test_bringing import export  # noqa: F401  a fixture
from tests.journeys.translation import Brackets, Pair, collect, lupdate, readable, untranslated

VENUS = "Why is a day on Venus so strange?"
# Names are the same in every language.
NAMES = ["Promptrun Desktop", PROMPTRUN.base_url, "127.0.0.1"]
# What the other side says, on request.
DETAILS = ["Rate limit reached. Please slow down."]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> set[Pair]:
    tool = lupdate()
    if tool is None:
        pytest.skip("pyside6-lupdate is not installed")
    return collect(tool, tmp_path_factory.mktemp("texts"))


@pytest.fixture
def brackets(qapp: QApplication, collected: set[Pair]) -> Iterator[None]:
    translator = Brackets(collected)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def names_of_models(person: Person) -> list[str]:
    found = set()
    for each in person.desktop._own.workspace.catalogue.models:
        found |= {each.id, each.name, each.maker, naming.title(each), naming.slug(each)}
        found |= {naming.maker_title(each.maker), each.maker.title()}
    return [each for each in found if each]


def left_over(root: QWidget, foreign: list[str]) -> list[str]:
    return [
        f"{where}: {text!r}"
        for where, text in readable(root)
        if untranslated(text, [*NAMES, *foreign])
    ]


def test_a_translator_gets_the_texts_of_the_tables(collected):
    for sentence, button, _action in wording.ERRORS.values():
        assert {("Wording", sentence), ("Wording", button)} <= collected
    assert {("Wording", each) for each in wording.STORES.values()} <= collected
    assert {("Actions", text) for text, _keys in actions.ACTIONS.values()} <= collected
    assert ("Document", "Word choice") in collected


def test_every_text_of_the_first_screen_is_translated(play, brackets):
    async def story(person: Person) -> None:
        assert left_over(person.window, []) == []
        person.click("connect")
        person.click("advanced")
        person.type("key_box", "sk-ant-0123456789")
        assert left_over(person.window, []) == []
        person.find("key_box").clear()
        await person.paste_key("not-the-right-key")
        await person.until(lambda: person.find("connect").isEnabled())
        assert left_over(person.window, []) == []

    play(story)


def test_every_text_of_a_chat_is_translated(play, brackets):
    async def story(person: Person) -> None:
        await person.connect()
        foreign = [VENUS, *names_of_models(person)]
        assert left_over(person.window, foreign) == []
        reply = await person.ask(VENUS)
        assert left_over(person.window, foreign) == []
        person.click("model_picker")
        assert left_over(person.find("model_popup"), foreign) == []
        person.press(Qt.Key.Key_Escape, on="model_search")
        for model in (
            "demo/server-fault",
            "demo/rate-limit",
            "demo/cut-off",
            "demo/no-temperature",
        ):
            await person.ask(VENUS, model=model)
            said = [*DETAILS, *([person.reply.detail] if person.reply.detail else [])]
            assert left_over(person.window, [*foreign, *said]) == []
        choose_for_message(person, reply, "menu_delete")
        assert left_over(person.find("notice_bar"), [*foreign, *DETAILS]) == []

    play(story)


def test_every_text_of_menus_and_preferences_is_translated(play, brackets):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        session = person.shell.session
        assert session is not None
        menu = person.shell.sidebar._chats.menu_of(session.conversation.id)
        assert menu.actions() and left_over(menu, []) == []
        menu = message_menu(person, person.reply)
        assert menu.actions() and left_over(menu, []) == []
        menu.close()
        person.press(Qt.Key.Key_Comma, CTRL)
        await person.until(lambda: person.sees("preferences_done"))
        last4 = person.endpoint.key.reveal()[-4:]
        assert left_over(person.find("preferences"), [last4]) == []
        person.click("preferences_done")
        person.click("export")
        foreign = [VENUS, *names_of_models(person)]
        assert left_over(person.find("save_dialog"), foreign) == []
        for form in ("markdown", "pdf"):
            person.click(f"document_form_{form}")
            await settle()
            assert left_over(person.find("save_dialog"), foreign) == []
        person.click("document_go")
        await person.until(lambda: person.sees("export_dialog"))
        dialog = person.find("export_dialog")
        assert dialog.windowTitle().startswith("⟦")
        assert all(each.startswith("⟦") for each in dialog.nameFilters())
        dialog.close()
        person.click("document_print")
        await person.until(lambda: person.sees("print_dialog"))
        assert left_over(person.find("print_dialog"), foreign) == []
        person.click("document_cancel")

    play(story)


def test_every_text_of_bringing_in_is_translated(play, brackets, export):  # noqa: F811
    async def story(person: Person) -> None:
        await person.connect()
        apps = [name for name, _way in WAYS]
        person.shell.sharing.bring(person.window)
        dialog = person.find("bring_dialog")
        assert left_over(dialog, apps) == []
        drop(person, export, on=dialog)
        assert left_over(dialog, [*apps, export.name]) == []
        await until_looked(person)
        foreign = [*apps, export.name, "Pasta without eggs", "Rain", "November"]
        assert left_over(dialog, foreign) == []
        await bring_in(person)
        assert left_over(person.find("notice_bar"), []) == []

    play(story)


def test_every_text_of_looking_around_is_translated(play, brackets):
    async def story(person: Person) -> None:
        person.click("look_around")
        await person.until(lambda: person.sees("composer"))
        foreign = names_of_models(person)
        assert left_over(person.window, foreign) == []

    play(story)
