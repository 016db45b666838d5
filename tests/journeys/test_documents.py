"""Chats as documents: through the dialog, as a person does it, and read as files."""

import asyncio
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QRadioButton

from promptrun_desktop.formats.markdown import extract_texts
from promptrun_desktop.services.worker import Worker
from tests.journeys.documents import (
    ask_for_document,
    choose_place,
    open_preferences,
    press_ctrl,
    save_to,
    settle,
    until_said,
)
from tests.journeys.hands import CTRL, chat_list, choose_in_chat_menu, open_chat, row
from tests.journeys.person import Person
from tests.journeys.trouble import notice, offered

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"


async def talk(person: Person, *questions: str) -> None:
    """A chat each."""
    await person.connect()
    for question in questions:
        if person.shown:
            person.click("new_chat")
        await person.ask(question)


async def select_chats(person: Person, *wanted: str) -> None:
    view = chat_list(person)
    for title in wanted:
        middle = view.visualRect(row(person, title)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, middle)


def text_of_word(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


FORMS = {"webpage": ".html", "pdf": ".pdf", "word": ".docx", "markdown": ".md", "plain": ".txt"}


def test_this_chat_is_saved_in_each_form(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        for form, ending in FORMS.items():
            await ask_for_document(person)
            await save_to(person, tmp_path / "mine", form)
            name = f"mine{ending}"
            assert await until_said(person, f"{ending}.") == f"Saved as {name}."
            data = (tmp_path / name).read_bytes()
            if form == "pdf":
                assert data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
            elif form == "word":
                assert VENUS in text_of_word(tmp_path / name)
            elif form == "markdown":
                assert extract_texts(data.decode()) == person.shown
            else:
                assert VENUS in data.decode() and "243.0" in data.decode()
        written = {f"mine{ending}" for ending in FORMS.values()}
        assert {each.name for each in tmp_path.iterdir()} == written | {"profile"}

    play(story)


def test_the_saved_file_and_its_folder_can_be_opened(play, tmp_path, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))

    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await save_to(person, tmp_path / "mine", "webpage")
        await until_said(person, "Saved")
        person.click("notice_second")
        assert not person.sees("notice_bar")
        await ask_for_document(person)
        await save_to(person, tmp_path / "other", "webpage")
        await until_said(person, "Saved")
        assert offered(person) == ["Open"]
        person.click("notice_button")

    play(story)
    assert [Path(each.toLocalFile()) for each in opened] == [tmp_path, tmp_path / "other.html"]


def test_a_name_with_the_ending_of_another_form_is_written_in_that_form(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await save_to(person, tmp_path / "mine.md", "webpage")
        await until_said(person, "Saved as mine.md")
        assert extract_texts((tmp_path / "mine.md").read_text()) == person.shown

    play(story)


def test_the_messages_that_the_selection_touches_are_saved_alone(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await person.ask(INTEREST)
        await ask_for_document(person)
        assert not person.sees("document_scope_messages")
        person.click("document_cancel")
        transcript = person.shell.page.transcript
        transcript.show_place(person.messages[2].id, 0, 7)
        await person.until(lambda: transcript.selected_text() == "Explain", "for the selection")
        await ask_for_document(person)
        assert person.find("document_scope_messages").text() == "Selected message"
        await save_to(person, tmp_path / "part", "markdown", "messages")
        await until_said(person, "Saved")
        assert extract_texts((tmp_path / "part.md").read_text()) == [INTEREST]

    play(story)


def test_several_chats_of_the_list_become_a_file_each(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS, INTEREST, "Write a friendly letter to my landlord")
        person.click("new_chat")
        await select_chats(person, VENUS, INTEREST)
        await choose_in_chat_menu(person, VENUS, "download_chat")
        await person.until(lambda: person.sees("save_dialog"))
        assert person.find("document_scope_chats").text() == "2 chats selected in the list"
        await save_to(person, tmp_path, "plain")
        await until_said(person, "2 chats")
        (folder,) = [each for each in tmp_path.iterdir() if each.name.startswith("Chats of")]
        assert len(list(folder.iterdir())) == 2
        assert {each.suffix for each in folder.iterdir()} == {".txt"}
        whole = "".join(each.read_text() for each in folder.iterdir())
        assert VENUS in whole and INTEREST in whole and "landlord" not in whole

    play(story)


def test_all_chats_become_an_archive_that_grows(play, tmp_path, monkeypatch):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url))

    async def story(person: Person) -> None:
        await talk(person, VENUS, INTEREST)
        person.click("new_chat")
        person.click("temporary")
        await person.ask("Where did I hide the zanzibar treasure?")
        await open_preferences(person)
        person.click("save_all")
        await person.until(lambda: person.sees("save_dialog"))
        assert person.find("document_form_archive").isChecked()
        await save_to(person, tmp_path)
        folder = tmp_path / "Promptrun chats"
        assert await until_said(person, "archive") == "The archive Promptrun chats has 2 chats."
        person.click("notice_button")
        assert opened[0].toLocalFile() == str(folder / "index.html")
        found = [each.read_bytes() for each in folder.rglob("*") if each.is_file()]
        assert any(b"Venus" in each for each in found)
        assert not any(b"zanzibar" in each for each in found)
        await open_chat(person, VENUS)
        await person.ask(INTEREST)
        await ask_for_document(person)
        # The archive itself is chosen: it is the same one.
        await save_to(person, folder, scope="all")
        said = await until_said(person, "new or changed")
        assert said == "The archive Promptrun chats has 2 chats, 1 of them new or changed."

    play(story)


def test_what_was_chosen_is_there_again_after_a_restart(play, tmp_path):
    async def first(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        person.click("document_form_word")
        person.click("document_thinking")
        await save_to(person, tmp_path / "mine")
        await until_said(person, "Saved")

    async def second(person: Person) -> None:
        await person.until(lambda: person.shown)
        await ask_for_document(person)
        form, box = person.find("document_form_word"), person.find("document_thinking")
        assert isinstance(form, QRadioButton) and form.isChecked()
        assert isinstance(box, QCheckBox) and not box.isChecked()
        person.click("document_go")
        await person.until(lambda: person.sees("export_dialog"))
        dialog = person.find("export_dialog")
        assert isinstance(dialog, QFileDialog)
        assert dialog.directory().absolutePath() == str(tmp_path)
        assert Path(dialog.selectedFiles()[0]).name == "Why is a day on Venus so strange.docx"
        dialog.reject()
        # Back in the choice: nothing is lost by looking at places.
        await person.until(lambda: person.sees("save_dialog"))
        person.click("document_cancel")

    play(first)
    play(second)


def test_what_is_not_wanted_in_it_is_not_in_it(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        model = person.reply.model
        await ask_for_document(person)
        await save_to(person, tmp_path / "with", "plain")
        await until_said(person, "Saved as with")
        assert model in (tmp_path / "with.txt").read_text()
        await ask_for_document(person)
        person.click("document_models")
        await save_to(person, tmp_path / "without", "plain")
        await until_said(person, "Saved as without")
        assert model not in (tmp_path / "without.txt").read_text()

    play(story)


def test_a_temporary_chat_is_saved_when_it_is_asked_for(play, tmp_path):
    async def story(person: Person) -> None:
        await person.connect()
        person.click("temporary")
        await person.ask(VENUS)
        await ask_for_document(person)
        # There is nothing else that could be meant.
        assert not person.sees("document_scope")
        await save_to(person, tmp_path / "secret", "markdown")
        await until_said(person, "Saved")
        assert extract_texts((tmp_path / "secret.md").read_text()) == person.shown

    play(story)


def test_a_place_that_takes_no_file_is_told_and_another_can_be_chosen(play, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()

    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        person.click("document_form_webpage")
        person.click("document_go")
        await person.until(lambda: person.sees("export_dialog"))
        dialog = person.find("export_dialog")
        dialog.setDirectory(str(gone))
        dialog.fileSelected.emit(str(gone / "elsewhere" / "mine.html"))
        dialog.reject()
        await until_said(person, "not there any more")
        assert offered(person) == ["Choose another place"]
        person.click("notice_button")
        await person.until(lambda: person.sees("save_dialog"))
        await save_to(person, gone / "mine.html")
        await until_said(person, "Saved as mine.html.")

    play(story)


def test_long_work_shows_how_far_it_is_and_ends_when_it_is_cancelled(play, tmp_path, slow_worker):
    async def story(person: Person) -> None:
        await talk(person, VENUS, INTEREST)
        await ask_for_document(person)
        await save_to(person, tmp_path, "webpage", "all")
        await person.until(lambda: person.sees("progress_strip"), "for the strip")
        # The app is as usable as ever.
        person.click("new_chat")
        await person.ask("And on Mars?")
        assert "chats" in person.find("progress_text").text()
        person.click("progress_cancel")
        await person.until(lambda: not person.sees("progress_strip"))
        await settle()
        assert notice(person) == ""
        assert list(tmp_path.rglob("*.html*")) == []

    play(story)


class ByHand(QCloseEvent):
    """As the button of the window's frame sends it; a test cannot press that."""

    def spontaneous(self) -> bool:
        return True


def test_closing_the_window_while_it_runs_asks_first(play, tmp_path, slow_worker):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await save_to(person, tmp_path, "webpage", "all")
        await person.until(lambda: person.sees("progress_strip"))
        await press_ctrl(person, Qt.Key.Key_Q)
        await person.until(lambda: person.sees("closing_question"))
        assert person.window.isVisible()
        person.press(Qt.Key.Key_Escape, on="closing_question")
        await person.until(lambda: not person.sees("closing_question"))
        assert person.window.isVisible() and person.sees("progress_strip")
        by_hand = ByHand()
        person.window.closeEvent(by_hand)
        assert not by_hand.isAccepted()
        await person.until(lambda: person.sees("closing_question"))
        person.click("close_now")
        assert not person.window.isVisible()

    play(story)
    assert list(tmp_path.rglob("*.html*")) == []


def test_the_window_closes_by_itself_when_it_is_done(play, tmp_path, slow_worker):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await save_to(person, tmp_path, "webpage", "all")
        await person.until(lambda: person.sees("progress_strip"))
        await press_ctrl(person, Qt.Key.Key_Q)
        await person.until(lambda: person.sees("closing_question"))
        person.click("close_later")
        assert person.window.isVisible()
        slow_worker.set()
        await person.until(lambda: not person.window.isVisible())

    play(story)
    assert len(list(tmp_path.rglob("*.html"))) == 1


def test_while_one_long_work_runs_another_is_put_off(play, tmp_path, slow_worker):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await save_to(person, tmp_path, "webpage", "all")
        await person.until(lambda: person.sees("progress_strip"))
        await ask_for_document(person)
        await save_to(person, tmp_path, "plain", "all")
        assert notice(person).startswith("Something like this is under way.")
        person.click("progress_cancel")

    play(story)


def test_everything_is_done_with_keys_alone(play, tmp_path):
    async def story(person: Person) -> None:
        await talk(person, VENUS)
        await ask_for_document(person)
        await person.until(person.find("save_dialog").isActiveWindow)
        focus = QApplication.focusWidget()
        assert focus.objectName() == "document_form_webpage"
        QTest.keyClick(focus, Qt.Key.Key_Down)
        assert person.find("document_form_pdf").isChecked()
        names = [focus.objectName()]
        for _ in range(30):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            names.append(QApplication.focusWidget().objectName())
        for name in ("document_thinking", "document_print", "document_cancel", "document_go"):
            assert name in names, name
        person.find("document_go").setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        await choose_place(person, tmp_path / "mine")
        await until_said(person, "Saved as mine.pdf.")

    play(story)


@pytest.fixture
def slow_worker(monkeypatch):
    """Documents that wait, before they are made, until they may."""
    may = asyncio.Event()
    run = Worker.run

    async def slowly(self, prepare, chats, tell):
        tell(0, 2)
        await may.wait()
        return await run(self, prepare, chats, tell)

    monkeypatch.setattr(Worker, "run", slowly)
    return may
