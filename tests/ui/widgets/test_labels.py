"""Foreign text is plain, whole where it can be, and on its own side."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import Chip, ElidedLabel, plain_label

TAGS = "<img src='file:///etc/passwd'><b>bold</b> &amp;"


@pytest.mark.parametrize(
    "label",
    [
        lambda: plain_label(TAGS),
        lambda: plain_label(TAGS, wrap=False),
        lambda: Chip(TAGS),
        lambda: ElidedLabel(TAGS),
    ],
)
def test_tags_stay_characters(qtbot: QtBot, look: Look, label: type[QLabel]) -> None:
    made = label()
    qtbot.addWidget(made)
    assert made.text() == TAGS
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_long_title_ends_in_an_ellipsis_and_a_short_one_does_not(
    qtbot: QtBot, look: Look
) -> None:
    label = ElidedLabel("Why Venus spins backwards")
    qtbot.addWidget(label)
    label.resize(1000, 20)
    assert not label.is_elided()
    label.resize(80, 20)
    assert label.is_elided()
    assert label.shown_text().endswith("…")
    assert label.minimumSizeHint().width() < 80


def test_a_title_of_two_lines_becomes_one(qtbot: QtBot, look: Look) -> None:
    label = ElidedLabel("one\ntwo\u2028three")
    qtbot.addWidget(label)
    assert label.text() == "one two three"


@pytest.mark.parametrize("make", [ElidedLabel, plain_label])
@pytest.mark.parametrize(("text", "left"), [("Hello", True), ("שלום", False)])
def test_a_text_stands_on_its_own_side(
    qtbot: QtBot, look: Look, make: type[QLabel], text: str, left: bool
) -> None:
    label = make(text)
    qtbot.addWidget(label)
    label.resize(400, 24)
    columns = ink(label)
    assert (max(columns) < 200) is left
    assert (min(columns) > 200) is not left


def test_a_paragraph_grows_with_its_lines_and_breaks_long_words(qtbot: QtBot, look: Look) -> None:
    label = plain_label("word " * 20)
    qtbot.addWidget(label)
    assert label.heightForWidth(100) > 3 * label.heightForWidth(2000)
    label.setText("x" * 400)
    assert label.minimumSizeHint().width() < 100
    assert label.heightForWidth(200) > 5 * label.heightForWidth(8000)


def test_a_line_break_in_a_paragraph_is_kept(qtbot: QtBot, look: Look) -> None:
    label = plain_label("one\ntwo")
    qtbot.addWidget(label)
    one_line = plain_label("one")
    qtbot.addWidget(one_line)
    assert label.heightForWidth(500) >= 2 * one_line.heightForWidth(500) - 1


def ink(label: QLabel) -> set[int]:
    """The columns in which something is drawn."""
    image = QImage(label.size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    label.render(image)
    return {
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 128
    }
