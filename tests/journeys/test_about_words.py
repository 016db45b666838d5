"""What is told of the app and of its versions is translated, and a screen reader finds it all."""

from collections.abc import AsyncIterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget

from promptrun_desktop import __version__
from tests.journeys.hands import CTRL
from tests.journeys.person import Person
from tests.journeys.test_accessibility import unnamed
from tests.journeys.test_translation import (
    brackets,
    collected,
    left_over,
)
from tests.journeys.test_updates import site

__all__ = ["brackets", "collected", "site"]


async def walk(person: Person) -> AsyncIterator[str]:
    """Open one after the other; the name of each while it is seen."""
    await person.connect()
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    person.press(Qt.Key.Key_Comma, CTRL)
    await person.until(lambda: person.sees("preferences_done"))
    person.find("check_updates", QCheckBox).click()
    await person.until(lambda: person.sees("update_see"))
    yield "preferences"
    person.click("about")
    person.click("copy_versions")
    yield "about_dialog"
    person.click("licences")
    listed = person.find("components", QListWidget)
    await person.until(lambda: listed.count() > 20)
    person.type("licence_box", "h11")
    yield "licences_dialog"
    person.press(Qt.Key.Key_Return, on="licence_box")
    yield "licences_dialog"
    person.press(Qt.Key.Key_Escape, on="licence_text")
    person.click("licences_done")
    person.click("about_done")
    await person.until(lambda: person.sees("update_bar"))
    yield "update_bar"


def test_every_text_is_translated(play, site, brackets):
    async def story(person: Person) -> None:
        foreign = [
            "Answers can be printed.",
            str(person.parts.profile.root),
            person.endpoint.key.reveal()[-4:],
            *("MIT", "h11", "Permission is hereby granted"),
        ]
        async for name in walk(person):
            shown = person.find(name)
            versions = [each.text() for each in shown.findChildren(QLabel, "versions")]
            assert left_over(shown, [*foreign, *versions, __version__]) == [], name

    play(story)


def test_every_control_has_a_name_and_a_role(play, site):
    async def story(person: Person) -> None:
        async for name in walk(person):
            assert unnamed(person.find(name)) == [], name

    play(story)
