"""Dialogs for chats that go out and come in: whole at every size, and named for who cannot see."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from promptrun_desktop.services.transfer import Saved, Work
from tests.journeys.documents import dialogs, drop, settle, until_looked
from tests.journeys.person import Person
from tests.journeys.seeing import what_is_cut
from tests.journeys.test_accessibility import unnamed
from tests.journeys.test_bringing import export  # noqa: F401  a fixture
from tests.journeys.test_narrow import fit

VENUS = "Why is a day on Venus so strange?"


async def check(person: Person) -> None:
    """The dialog that is open."""
    (dialog,) = dialogs(person)
    for _ in range(10):
        await asyncio.sleep(0.01)
    assert what_is_cut(dialog) == []
    assert unnamed(dialog) == []
    assert dialog.width() <= person.window.width()
    assert dialog.height() <= person.window.height()


# Of the window, and the text in percent.
SIZES = ((1100, 720, 100), (640, 480, 100), (640, 480, 200), (480, 360, 200))


def test_nothing_of_the_dialogs_is_cut(play, export):  # noqa: F811
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        person.shell.page.transcript.interaction.selecting.select_all()
        for size in SIZES:
            await fit(person, *size)
            await look_at_all(person, export)

    play(story)


async def look_at_all(person: Person, file: Path) -> None:
    sharing = person.shell.sharing
    for ask in (sharing.save, sharing.save_all, sharing.print):
        ask()
        await check(person)
        person.click("document_cancel")
        await person.until(lambda: not dialogs(person))
    drop(person, file)
    await until_looked(person)
    await check(person)
    person.click("bring_cancel")
    await person.until(lambda: not dialogs(person))
    sharing.bring(person.window)
    await check(person)
    person.find("bring_ways", QPushButton).click()
    await check(person)
    person.click("bring_cancel")
    await person.until(lambda: not dialogs(person))


def test_nothing_of_what_is_told_is_cut(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        for size in SIZES:
            await fit(person, *size)
            await hear_all(person)

    play(story)


async def hear_all(person: Person) -> None:
    transfer = person.desktop._own.workspace.transfer
    transfer.saved.emit(Saved(Work.SAVE, person.parts.profile.root / "A chat.html"))
    await settle()
    await person.until(lambda: not what_is_cut(person.find("notice_bar")), "for the notice")
    assert person.sees("notice_button")
    person.shell.page.notice.hide_notice()
    strip = person.shell.page.progress
    strip.show_progress("Saving all chats… 45 of 1,212", 45, 1212)
    await person.until(lambda: person.sees("progress_strip"))
    await person.until(lambda: not what_is_cut(strip), "for the strip")
    assert person.sees("progress_cancel") or person.sees("progress_close")
    assert unnamed(person.find("chat_page")) == []
    strip.end()
    transfer.running = Work.BACK_UP
    assert person.shell.sharing.holds(lambda: None)
    await settle()
    (dialog,) = dialogs(person)
    await person.until(lambda: not what_is_cut(dialog), "for the question")
    dialog.reject()
    transfer.running = None
    await person.until(lambda: not dialogs(person))


def test_the_preview_comes_and_goes_with_the_room(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await fit(person, 640, 480)
        person.shell.sharing.save()
        (dialog,) = dialogs(person)
        preview = dialog.findChild(QWidget, "document_preview")
        assert not preview.isVisible()
        dialog.resize(900, 460)
        await person.until(lambda: preview.isVisible() and preview.pages > 0, "for the pages")
        dialog.resize(600, 460)
        assert not preview.isVisible()
        person.click("document_cancel")

    play(story)
