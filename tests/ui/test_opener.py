"""Nothing is opened before a person said so, and then exactly what was shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.opener import LinkOpener


class Desktop:
    def __init__(self) -> None:
        self.opened: list[str] = []
        self.willing = True

    def open_url(self, url: QUrl) -> bool:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return self.willing


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    desktop = Desktop()
    monkeypatch.setattr(QDesktopServices, "openUrl", desktop.open_url)
    return desktop


@pytest.fixture
def opener(qtbot: QtBot, look: Look) -> LinkOpener:
    window = QWidget()
    window.resize(640, 480)
    qtbot.addWidget(window)
    window.show()
    return LinkOpener(window)


def test_a_link_opens_only_after_open_is_pressed(opener: LinkOpener, desktop: Desktop) -> None:
    dialog = opener.open("https://bücher.example/a?b#c")
    assert desktop.opened == []
    dialog.findChild(QPushButton, "link_open").click()
    assert desktop.opened == ["https://xn--bcher-kva.example/a?b#c"]


def test_cancel_opens_nothing(opener: LinkOpener, desktop: Desktop) -> None:
    dialog = opener.open("https://example.com/")
    dialog.findChild(QPushButton, "link_cancel").click()
    assert desktop.opened == []


def test_the_question_shows_the_host_as_browsers_know_it(opener: LinkOpener) -> None:
    dialog = opener.open("https://аpple.com/<b>x</b>")
    assert dialog.findChild(QLabel, "link_host").text() == "xn--pple-43d.com"
    shown = dialog.findChild(QLabel, "link_address").text()
    assert shown == "https://xn--pple-43d.com/%3Cb%3Ex%3C/b%3E"


def test_a_long_host_shows_its_end(opener: LinkOpener, qtbot: QtBot) -> None:
    dialog = opener.open("https://" + "good.com." * 20 + "evil.example/")
    host = dialog.findChild(QLabel, "link_host")
    qtbot.waitUntil(host.isVisible)
    assert host.is_elided()
    assert host.shown_text().endswith("evil.example")


def test_a_trick_is_refused_with_a_sentence(opener: LinkOpener, desktop: Desktop) -> None:
    dialog = opener.open("https://good.com\\@evil.com")
    assert dialog.objectName() == "refused_link"
    assert dialog.isVisible()
    dialog.findChild(QPushButton, "link_close").click()
    assert desktop.opened == []


def test_our_own_address_opens_without_a_question(opener: LinkOpener, desktop: Desktop) -> None:
    opener.open_trusted("https://app.promptrun.ai")
    assert desktop.opened == ["https://app.promptrun.ai/"]


def test_a_desktop_without_browser_is_told(
    opener: LinkOpener, desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.willing = False
    with qtbot.waitSignal(opener.failed) as failed:
        opener.open_trusted("https://app.promptrun.ai")
    assert failed.args == ["https://app.promptrun.ai/"]


def test_a_folder_with_odd_letters_opens(
    opener: LinkOpener, desktop: Desktop, tmp_path: Path
) -> None:
    opener.open_folder(tmp_path / "a#b?c%20")
    assert desktop.opened == [(tmp_path / "a#b?c%20").as_uri()]
