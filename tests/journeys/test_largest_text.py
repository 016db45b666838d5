"""With the largest text in the smallest window, what is seldom seen is whole too."""

from PySide6.QtWidgets import QDialog

from tests.journeys.person import Person
from tests.journeys.seeing import what_is_cut
from tests.journeys.test_damage import damage, make_copy, talk


def enlarge(person: Person) -> None:
    person.parts.settings.change(text_size=200)
    person.parts.look.set("light", 200)
    person.window.resize(480, 360)


def test_the_page_that_offers_to_bring_chats_back_has_its_words_and_buttons(play, tmp_path):
    play(talk)
    damage(tmp_path / "profile" / "chats.sqlite3", 0, 200)

    async def story(person: Person) -> None:
        enlarge(person)
        await person.until(lambda: not what_is_cut(person.find("trouble_page")), "for the layout")
        assert person.sees("mend") and person.sees("open_again")

    play(story)


def test_the_copies_to_choose_from_and_what_they_do_are_read(play, tmp_path):
    play(make_copy)

    async def story(person: Person) -> None:
        enlarge(person)
        person.shell.copies_requested.emit()
        await person.until(lambda: person.window.findChild(QDialog, "copies_dialog"))
        dialog = person.window.findChild(QDialog, "copies_dialog")
        await person.until(lambda: not what_is_cut(dialog), "for the layout")
        dialog.reject()

    play(story)
