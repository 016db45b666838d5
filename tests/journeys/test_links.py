import pytest
from PySide6.QtCore import QUrl

from promptrun_desktop.ui import opener
from tests.journeys.person import Person


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A computer on which no program takes addresses; what it was asked to open."""
    asked: list[str] = []

    def refuse(url: QUrl) -> bool:
        asked.append(url.toString())
        return False

    monkeypatch.setattr(opener.QDesktopServices, "openUrl", refuse)
    return asked


def test_a_page_that_no_program_opens_is_told_with_its_address(play, no_browser):
    async def story(person: Person) -> None:
        person.click("get_key")
        assert len(no_browser) == 1
        assert "app.promptrun.ai" in person.find("status").accessibleName()
        await person.connect()
        person.shell.page.transcript.link_activated.emit("https://example.org/a")
        await person.until(lambda: person.sees("link_open"))
        assert len(no_browser) == 1
        person.click("link_open")
        assert no_browser[1:] == ["https://example.org/a"]
        assert any("https://example.org/a" in text for text in person.texts())
        assert person.sees("notice_bar")

    play(story)
