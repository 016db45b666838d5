"""A chat on paper: seen first, then printed; to a file, where a test has no printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from promptrun_desktop.ui.documents import printing
from tests.journeys.documents import ask_for_document, press_ctrl, until_said
from tests.journeys.hands import choose_in_chat_menu
from tests.journeys.person import Person
from tests.journeys.trouble import accept, notice, offered

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A printer that writes a file."""
    path = tmp_path / "paper.pdf"

    class FilePrinter(QPrinter):
        def __init__(self, mode: QPrinter.PrinterMode) -> None:
            super().__init__(mode)
            self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            self.setOutputFileName(str(path))

    monkeypatch.setattr(printing, "QPrinter", FilePrinter)
    monkeypatch.setattr(printing.Printing.__init__, "__defaults__", (None, lambda: ["A printer"]))
    return path


async def print_it(person: Person) -> None:
    """With the preview open."""
    person.click("document_go")

    def found() -> list[QPrintDialog]:
        every = person.window.findChildren(QPrintDialog)
        return [each for each in every if each.isVisible()]

    await person.until(found, "for the system's dialog")
    assert not person.sees("print_dialog")
    # Its own press asks whether the file may be written over, in a loop of its own.
    found()[0].done(1)


def pages_of(path: Path) -> int:
    return path.read_bytes().count(b"/Type /Page\n")


def test_a_chat_is_looked_at_and_printed(play, paper):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await press_ctrl(person, Qt.Key.Key_P)
        await person.until(lambda: person.sees("print_dialog"), "for the preview")
        caption = person.find("document_caption")
        await person.until(lambda: "Page 1" in caption.text(), "for the pages")
        await print_it(person)
        assert await until_said(person, "printer") == "Sent to the printer."

    play(story)
    assert pages_of(paper) >= 1


def test_the_selected_message_is_printed_alone(play, paper):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(INTEREST)
        await person.ask(VENUS)
        transcript = person.shell.page.transcript
        transcript.show_place(person.messages[2].id, 0, 3)
        await person.until(lambda: transcript.selected_text() == "Why", "for the selection")
        # From the dialog for documents, which leads here, too.
        await ask_for_document(person)
        person.click("document_scope_messages")
        person.click("document_print")
        await person.until(lambda: person.sees("print_dialog"), "for the preview")
        # There is nothing else to choose from now.
        assert not person.sees("document_scope")
        await print_it(person)
        await until_said(person, "printer")

    play(story)
    assert pages_of(paper) == 1


def test_without_a_printer_a_document_is_offered(play, monkeypatch):
    monkeypatch.setattr(printing.Printing.__init__, "__defaults__", (None, list))

    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(VENUS)
        await choose_in_chat_menu(person, VENUS, "print_chat")
        await person.until(lambda: person.sees("print_dialog"), "for the preview")
        person.click("document_go")
        await person.until(lambda: notice(person), "for why not")
        assert notice(person).startswith("No printer is set up on this computer.")
        assert offered(person) == ["Save as document…"]
        accept(person)
        await person.until(lambda: person.sees("save_dialog"), "for the dialog")
        person.click("document_cancel")

    play(story)


def test_an_empty_chat_has_nothing_to_print(play):
    async def story(person: Person) -> None:
        await person.connect()
        await press_ctrl(person, Qt.Key.Key_P)
        assert not person.sees("print_dialog")

    play(story)
