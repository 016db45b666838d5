import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from promptrun_desktop.ui.transcript.select.spot import BODY, Spot

from .test_selecting import selected, spot


@pytest.fixture
def three(page):
    page.ask("What is it?")
    page.reply("One two [three](https://example.org) four.")
    page.ask("Thanks a lot")
    return page


def test_a_drag_over_three_messages_selects_through_them(three, selecting, hand):
    hand.drag(three.edge_of(spot(0, 0, 5)), three.edge_of(spot(2, 0, 6)))
    assert selected(three, selecting) == ["is it?", "One two three four.", "Thanks"]


@pytest.mark.parametrize(
    "text", ["שלום עולם טוב", "漢字仮名交じり文", "a😀b👨‍👩‍👧c", "abc שלום def"]
)
def test_any_writing_is_selected_in_whole_letters(page, selecting, hand, text):
    page.reply(text)
    for start in range(len(text) - 1):
        hand.drag(page.edge_of(spot(0, 0, start)), QPointF(290, 5))
        for part in selected(page, selecting):
            assert part in text
            assert "\ufffd" not in part


def test_shift_and_click_extends(three, selecting, hand):
    hand.click(three.edge_of(spot(1, 0, 4)))
    hand.press(three.edge_of(spot(2, 0, 6)), Qt.KeyboardModifier.ShiftModifier)
    assert selected(three, selecting) == ["two three four.", "Thanks"]
    hand.release(three.edge_of(spot(2, 0, 6)))
    hand.press(three.edge_of(spot(0, 0, 5)), Qt.KeyboardModifier.ShiftModifier)
    assert selected(three, selecting) == ["is it?", "One "]


def test_a_double_click_selects_a_word_and_dragging_on_whole_words(three, selecting, hand):
    hand.double(three.point_of(spot(1, 0, 5)))
    assert selected(three, selecting) == ["two"]
    hand.move(three.point_of(spot(1, 0, 10)))
    assert selected(three, selecting) == ["two three"]


def test_a_third_click_selects_the_paragraph(three, selecting, hand):
    point = three.point_of(spot(1, 0, 5))
    hand.double(point)
    hand.release(point)
    hand.press(point)
    assert selected(three, selecting) == ["One two three four."]


def test_a_click_on_a_link_is_one_and_a_drag_is_none(three, hand):
    link = three.point_of(spot(1, 0, 10))
    hand.click(link)
    assert hand.clicked == ["https://example.org"]
    hand.drag(link, three.point_of(spot(1, 0, 16)))
    hand.drag(three.point_of(spot(1, 0, 2)), link)
    assert hand.clicked == ["https://example.org"]


def test_a_trembling_hand_still_clicks_a_link(three, selecting, hand):
    link = three.point_of(spot(1, 0, 10))
    hand.drag(link, link + QPointF(4, 1))
    assert hand.clicked == ["https://example.org"]
    assert selecting.empty


def test_the_pointer_says_what_is_under_it(three, hand):
    viewport = hand.mouse.parent()
    hand.move(three.point_of(spot(1, 0, 10)))
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert hand.mouse.href == "https://example.org"
    hand.move(three.point_of(spot(1, 0, 1)))
    assert viewport.cursor().shape() == Qt.CursorShape.IBeamCursor
    hand.move(QPointF(20, 190))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert hand.mouse.href == ""


def test_a_click_takes_the_selection_away(three, selecting, hand):
    hand.drag(three.edge_of(spot(0, 0, 0)), three.edge_of(spot(1, 0, 4)))
    hand.click(three.edge_of(spot(1, 0, 1)))
    assert selected(three, selecting) == []


def test_beyond_the_edge_the_page_goes_on_while_the_mouse_stands_still(page, selecting, hand):
    for number in range(60):
        page.ask(f"line {number}")
    hand.press(page.edge_of(spot(0, 0, 0)))
    hand.move(QPointF(200, 260))
    scrolling = hand.mouse._scrolling
    assert scrolling.active
    for _ in range(30):
        scrolling.tick()
    assert page.scrolled > 200
    assert selecting.selection.head.message > 15
    hand.release(QPointF(200, 260))
    assert not scrolling.active


def test_the_farther_the_faster_and_up_is_up(page, hand):
    for number in range(60):
        page.ask(f"line {number}")
    scrolling = hand.mouse._scrolling
    page.scroll_by(800)
    hand.press(QPointF(20, 20))
    hand.move(QPointF(20, -10))
    scrolling.tick()
    near = 800 - page.scrolled
    hand.move(QPointF(20, -150))
    scrolling.tick()
    assert 0 < near < 800 - near - page.scrolled
    hand.move(QPointF(20, 50))
    assert not scrolling.active


def test_a_drag_goes_on_while_text_streams_in(page, selecting, hand):
    page.reply("First paragraph.\n\nSecond ")
    hand.press(page.edge_of(spot(0, 0, 6)))
    for number in range(50):
        page.stream(0, f"word{number} ")
        selecting.grew(0)
        hand.move(page.edge_of(Spot(0, BODY, 1, 0, 7 + number)))
        assert selecting.selection.anchor == spot(0, 0, 6)
        assert selecting.selection.head.offset == 7 + number
    hand.release(page.edge_of(spot(0, 1, 20)))
    assert selected(page, selecting)[0] == "paragraph."


def test_the_bar_of_wide_code_is_dragged_and_selects_nothing(page, selecting, hand):
    page.reply("```\n" + "x" * 400 + "\n```")
    row = list(page.rows())[-1]
    side = row.leaf.side
    side.set_sizes(2000, 300)
    from PySide6.QtCore import QRectF

    side.set_area(QRectF(0, row.leaf.height - 10, 300, 10))
    y = row.y + row.leaf.height - 5
    hand.press(QPointF(20, y))
    hand.move(QPointF(110, y + 60))
    assert side.offset > 400
    hand.release(QPointF(110, y))
    assert selecting.selection is None
    hand.move(QPointF(200, y))
    assert side.offset < 1000


def wheel(point, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    return QWheelEvent(
        QPointF(point), QPointF(point), QPoint(), delta,
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_the_wheel_moves_wide_code_only_sideways(page, hand):
    page.reply("```\n" + "x" * 400 + "\n```")
    side = list(page.rows())[-1].leaf.side
    side.set_sizes(2000, 300)
    inside = QPointF(30, 10)
    assert not hand.mouse.wheel(wheel(inside, QPoint(0, -120)))
    assert hand.mouse.wheel(wheel(inside, QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier))
    assert side.offset == 60
