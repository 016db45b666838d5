"""The notice of a new version, from the switch to the page; and all that does not happen."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QCheckBox, QLabel

from promptrun_desktop.app import about_app
from promptrun_desktop.release import Release
from promptrun_desktop.services import updates
from promptrun_desktop.ui import opener
from tests.journeys.hands import CTRL
from tests.journeys.person import Person
from tests.signed import OTHER_KEY, PUBLIC, signed


class Site:
    """A real server with the file; it notes who came."""

    def __init__(self) -> None:
        self.body = signed()
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", str(len(site.body)))
                self.end_headers()
                self.wfile.write(site.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/update"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A build that asks it, and is not patient."""
    made = Site()
    monkeypatch.setattr(about_app, "release", lambda: Release("deb", made.address, PUBLIC))
    monkeypatch.setattr(updates, "ASK_AFTER", 0.0)
    yield made
    made.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was given."""
    addresses: list[str] = []

    def open_url(url: QUrl) -> bool:
        addresses.append(url.toString())
        return True

    monkeypatch.setattr(opener.QDesktopServices, "openUrl", open_url)
    return addresses


async def open_preferences(person: Person) -> None:
    person.window.activateWindow()
    await person.until(person.window.isActiveWindow)
    person.press(Qt.Key.Key_Comma, CTRL)
    await person.until(lambda: person.sees("preferences_done"), "for the preferences")


async def switch_on(person: Person) -> None:
    await person.connect()
    await open_preferences(person)
    person.find("check_updates", QCheckBox).click()


def says(person: Person, words: str) -> bool:
    return any(words in text for text in person.texts())


async def a_while() -> None:
    """Longer than a question to this computer takes."""
    await asyncio.sleep(0.3)


def test_it_is_off_and_then_nobody_is_asked(play, site):
    async def story(person: Person) -> None:
        await person.connect()
        await open_preferences(person)
        switch = person.find("check_updates", QCheckBox)
        assert not switch.isChecked()
        assert says(person, "127.0.0.1 is asked") and says(person, "Nothing is downloaded")
        await a_while()
        assert not person.sees("update_bar")

    play(story)
    assert site.asked == []


@pytest.mark.parametrize("missing", ["address", "key", "both"])
def test_a_build_that_names_nobody_has_none_of_it(play, site, monkeypatch, missing):
    built = Release(
        "deb",
        "" if missing in ("address", "both") else site.address,
        "" if missing in ("key", "both") else PUBLIC,
    )
    monkeypatch.setattr(about_app, "release", lambda: built)

    async def story(person: Person) -> None:
        # As if it had been switched on with another build.
        person.parts.settings.change(check_updates=True)
        await person.connect()
        await open_preferences(person)
        assert not person.sees("check_updates") and not person.sees("new_versions")
        await a_while()
        assert not person.sees("update_bar")

    play(story)
    assert site.asked == []


def test_switched_on_it_asks_once_tells_it_and_opens_the_page(play, site, opened):
    async def first(person: Person) -> None:
        await switch_on(person)
        told = "Version 99.1 is available."
        await person.until(lambda: says(person, f"{told} Answers can be printed."))
        assert person.sees("update_see")
        person.click("preferences_done")
        await person.until(lambda: person.sees("update_bar"))
        assert person.find("notice_text", QLabel).text() == told and site.asked == ["/update"]
        person.click("notice_button")
        await person.until(lambda: person.sees("link_open"))
        assert person.find("link_host", QLabel).text() == "127.0.0.1" and opened == []
        person.click("link_cancel")
        assert person.sees("update_bar")
        person.click("notice_button")
        await person.until(lambda: person.sees("link_open"))
        person.click("link_open")
        assert opened == ["https://127.0.0.1/new"]
        await person.until(lambda: not person.sees("update_bar"))

    async def same_day(person: Person) -> None:
        await a_while()
        assert not person.sees("update_bar") and site.asked == ["/update"]
        person.parts.settings.change(update_asked="2020-01-01")

    async def next_day(person: Person) -> None:
        await person.until(lambda: person.sees("update_bar"), "for it to be told again")
        person.shell.new_chat()
        person.press(Qt.Key.Key_Escape)
        assert person.sees("update_bar"), "it is not about a chat"

    play(first)
    play(same_day)
    play(next_day)
    assert site.asked == ["/update", "/update"]


def test_from_the_preferences_the_page_opens_too(play, site, opened):
    async def story(person: Person) -> None:
        await switch_on(person)
        await person.until(lambda: person.sees("update_see"))
        person.click("update_see")
        assert not person.sees("preferences_done")
        await person.until(lambda: person.sees("link_open"))
        person.click("link_open")
        assert opened == ["https://127.0.0.1/new"]
        await open_preferences(person)
        assert person.sees("update_see"), "what is known is told again"

    play(story)


@pytest.mark.parametrize("closing", ["notice_second", "notice_close"])
def test_not_now_is_remembered(play, site, closing):
    async def first(person: Person) -> None:
        await switch_on(person)
        person.click("preferences_done")
        await person.until(lambda: person.sees("update_bar"))
        person.click(closing)
        assert not person.sees("update_bar")
        person.parts.settings.change(update_asked="2020-01-01")

    async def second(person: Person) -> None:
        await person.until(lambda: len(site.asked) == 2)
        await a_while()
        assert not person.sees("update_bar")

    play(first)
    play(second)


def test_the_newest_version_is_told_and_nothing_is_shown(play, site):
    site.body = signed(version="0.0.1")

    async def story(person: Person) -> None:
        await switch_on(person)
        await person.until(lambda: says(person, "You have the newest version."))
        assert not person.sees("update_see")
        person.click("preferences_done")
        assert not person.sees("update_bar")

    play(story)


def test_a_file_signed_by_somebody_else_is_never_shown(play, site):
    site.body = signed(key=OTHER_KEY, new="Your computer is in danger!")

    async def story(person: Person) -> None:
        await switch_on(person)
        await person.until(lambda: says(person, "could not be found out"))
        assert not says(person, "danger") and not person.sees("update_bar")
        assert [str(each) for each in person.unhandled] == ["bad_reply"]
        person.unhandled.clear()

    play(story)


def test_markup_in_a_signed_sentence_is_plain_characters(play, site):
    sentence = '<b>Bold</b> <img src="https://evil.example/x.png"> {time}'
    site.body = signed(new=sentence)

    async def story(person: Person) -> None:
        await switch_on(person)
        await person.until(lambda: says(person, sentence))
        label = person.find("status_text", QLabel)
        assert label.textFormat() is Qt.TextFormat.PlainText

    play(story)


def test_switching_it_off_takes_the_notice_away(play, site):
    async def story(person: Person) -> None:
        await switch_on(person)
        await person.until(lambda: person.sees("update_see"))
        person.find("check_updates", QCheckBox).click()
        assert not person.sees("update_see")
        person.click("preferences_done")
        assert not person.sees("update_bar")

    play(story)
