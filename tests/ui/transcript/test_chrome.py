"""Headers, heads and rows around the text: as high as counted, and what they say."""

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.leaves.chrome import (
    ActionsLeaf,
    HeaderLeaf,
    Room,
    ThinkingHead,
)
from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS
from promptrun_desktop.ui.transcript.leaves.question_card import (
    CardEnd,
    CardTop,
    paint_card,
    question_geometry,
)
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf
from promptrun_desktop.ui.transcript.state_strip import StateStrip
from tests.ui.transcript.conftest import question, reply

WIDTH = 500
LOST = Ending("The connection was lost. Nothing of the text is lost.", "Continue", "go", "warn")
SHORT = Ending("You stopped this reply.")


def painted(width, height, paint):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


@pytest.mark.parametrize("gap", [0, 10])
@pytest.mark.parametrize("make", [HeaderLeaf, ThinkingHead, ActionsLeaf, CardTop, CardEnd])
def test_the_height_of_chrome_is_known_before_it_is_measured(sheet, make, gap):
    leaf = make(sheet)
    leaf.gap = gap
    assert leaf.estimate(WIDTH) == leaf.measure(WIDTH) > gap


def test_room_is_as_high_as_it_says(sheet):
    assert Room(sheet, 10).measure(WIDTH) == sheet.px(10)
    assert Room(sheet, 0).measure(WIDTH) == 0


@pytest.mark.parametrize("ending", [LOST, SHORT])
@pytest.mark.parametrize("width", [150, 260, 500, 728])
def test_the_place_of_a_strip_is_as_high_as_the_strip(sheet, qtbot, ending, width):
    strip = StateStrip(sheet, None)
    qtbot.addWidget(strip)
    strip.show_ending(ending)
    leaf = StripLeaf(sheet, ending)
    assert leaf.measure(width) == strip.arrange(width) + sheet.px(8)
    assert leaf.tool_place(QSize(width, 40)).height() == 40


@pytest.mark.parametrize("width", [260, 500, 728])
def test_the_height_of_a_strip_is_counted_well(sheet, width):
    leaf = StripLeaf(sheet, LOST)
    assert leaf.estimate(width) == pytest.approx(leaf.measure(width), abs=25)


def test_a_header_says_the_name_and_the_rest_small(sheet):
    header = HeaderLeaf(sheet)
    message = reply("Hello", model="maker/model-1")
    assert header.show(message, lambda model: "Model One")
    assert header.words[0] == "Model One"
    assert header.words[1].startswith("model-1 · ")
    assert not header.show(message, lambda model: "Model One")
    assert header.show(reply("", model="", state=State.WRITING), lambda model: "")
    assert header.words == ("Reply", "writing…")


def test_a_header_stays_inside_its_width_whatever_the_name(sheet):
    header = HeaderLeaf(sheet)
    header.show(reply("", model="m" * 300), lambda model: "")
    height = header.measure(200)
    image = painted(260, height, lambda p: header.paint(p, QRectF(0, 0, 260, height), NO_MARKS))
    beyond = {image.pixel(x, y) for x in range(202, 260) for y in range(height)}
    assert beyond == {QColor("white").rgb()}
    inside = {image.pixel(x, y) for x in range(200) for y in range(height)}
    assert len(inside) > 1


@pytest.mark.parametrize(
    ("seconds", "label"),
    [
        (None, "Thinking"),
        (0.3, "Thought for 1 s"),
        (12.4, "Thought for 12 s"),
        (59.7, "Thought for 1 min 0 s"),
        (125, "Thought for 2 min 5 s"),
    ],
)
def test_the_head_says_how_long_was_thought(sheet, seconds, label):
    head = ThinkingHead(sheet)
    head.seconds = seconds
    assert head.label == label


def test_an_unfolded_head_is_to_be_measured_again(sheet):
    head = ThinkingHead(sheet)
    folded = head.measure(WIDTH)
    head.unfold(True)
    assert not head.is_measured(WIDTH)
    assert head.measure(WIDTH) == folded - sheet.px(6) + sheet.px(4)


def test_the_words_of_a_reply_are_counted_once_and_again_when_it_changed(sheet, monkeypatch):
    leaf, counted = ActionsLeaf(sheet), []
    monkeypatch.setattr(
        "promptrun_desktop.ui.transcript.facts.costs", lambda m, _words: counted.append(m) or m.text
    )
    first, second = reply("one"), reply("two")
    assert [leaf.facts(m) for m in (first, first, second)] == ["one", "one", "two"]
    assert len(counted) == 2


@pytest.mark.parametrize("width", [1, 40, 200, 728])
def test_the_text_of_a_question_lies_inside_its_card(sheet, width):
    place = question_geometry(sheet, width)
    assert 0 <= place.inset <= width / 4
    assert place.text_left > place.inset
    assert place.text_width >= 1
    if width >= 200:
        assert place.text_left + place.text_width == width - (place.text_left - place.inset)


def test_actions_stand_left_of_the_card(sheet):
    top = CardTop(sheet)
    top.measure(600)
    place = top.tool_place(QSize(50, 26))
    assert place.right() < top.inset == question_geometry(sheet, 600).inset


def test_a_part_of_a_card_looks_like_that_part_of_the_whole(sheet):
    card = QRectF(20, 0, 100, 100_000)
    whole = QRectF(20, 0, 100, 400)

    def paint(painter, rect, top):
        clip = QRectF(0, 0, 140, 60).translated(0, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -top)
        paint_card(painter, sheet, rect, clip, asked=True)

    upper = painted(140, 60, lambda p: paint(p, card, 0))
    assert upper == painted(140, 60, lambda p: paint(p, whole, 0))
    assert upper.pixel(20, 0) != upper.pixel(70, 0)
    middle = painted(140, 60, lambda p: paint(p, card, 50_000))
    assert middle == painted(140, 60, lambda p: paint(p, whole, 200))
    lower = painted(140, 60, lambda p: paint(p, card, 99_940))
    assert lower.pixel(20, 59) != lower.pixel(70, 59) == lower.pixel(20, 0)


def test_costs_are_not_told_while_a_reply_is_written(sheet):
    leaf = ActionsLeaf(sheet)
    assert leaf.facts(reply("So far", state=State.WRITING)) == ""
    assert leaf.facts(reply("Three short words")) == "3 words"
    assert leaf.facts(question("Why?")) == ""
