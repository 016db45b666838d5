"""An icon button has a name and follows theme and text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, button, wear_icon


@pytest.fixture(autouse=True)
def restored(look: Look) -> Iterator[None]:
    yield
    look.set("light", 100)


def test_its_tooltip_is_its_name(qtbot: QtBot, look: Look) -> None:
    made = IconButton(look, "search", "Search", "find")
    qtbot.addWidget(made)
    assert (made.toolTip(), made.accessibleName(), made.objectName()) == (
        "Search",
        "Search",
        "find",
    )
    made.name("Close the search")
    assert (made.toolTip(), made.accessibleName()) == ("Close the search", "Close the search")


def test_it_is_tinted_anew_when_the_theme_changes(qtbot: QtBot, look: Look) -> None:
    made = IconButton(look, "search", "Search", "find")
    qtbot.addWidget(made)
    before = made.icon().pixmap(64, 64).toImage()
    look.set("dark", 100)
    assert made.icon().pixmap(64, 64).toImage() != before


def test_it_grows_with_the_text(qtbot: QtBot, look: Look) -> None:
    made = IconButton(look, "search", "Search", "find")
    qtbot.addWidget(made)
    assert made.size().toTuple() == (32, 32)
    look.set("light", 200)
    assert made.size().toTuple() == (64, 64)
    assert made.iconSize().toTuple() == (32, 32)


def test_a_worn_icon_dies_with_its_button(qtbot: QtBot, look: Look) -> None:
    made: QPushButton = button("Get a key", "get_key")
    wear_icon(made, look, "external")
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()
    with qtbot.capture_exceptions() as exceptions:
        look.set("dark", 150)
    assert exceptions == []


def test_words_before_a_worn_icon_keep_their_gap(qtbot: QtBot, look: Look) -> None:
    made = button("Get a key", "get_key")
    qtbot.addWidget(made)
    wear_icon(made, look, "external")
    assert made.iconSize().toTuple() == (20, 16)
