"""What leaves paint: the same in parts as at once, and cards without a seam."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS, Marks

from .bodies import measured, painted, whole
from .test_body import EVERYTHING

CODE = "```python\n" + "\n".join(f"line_{n} = 'text'" for n in range(60)) + "\n```"
TABLE = "|Name|Text|\n|-|-|\n" + "|some|words|\n" * 6


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("text", [EVERYTHING, CODE, TABLE])
def test_painted_in_strips_is_painted_at_once(sheet, text, scale):
    body = whole(sheet, text)
    # Strips that begin on a device pixel, as all that is repainted does.
    assert painted(body, 380, strip=28, scale=scale) == painted(body, 380, scale=scale)


def test_what_was_released_is_painted_as_before(sheet):
    body = whole(sheet, EVERYTHING)
    before = painted(body, 380)
    for leaf in body.leaves:
        leaf.release()
    assert painted(body, 380) == before


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("text", [CODE, TABLE, "> " + CODE.replace("\n", "\n> ")])
@pytest.mark.parametrize("dark", [False, True])
def test_the_edge_of_a_card_has_no_seam_where_leaves_meet(sheet, look, text, scale, dark):
    look.set("dark" if dark else "light", 100)
    sheet.reset()
    body = whole(sheet, text)
    image = painted(body, 400, scale=scale)
    left = round(body.leaves[0].frame.left * scale)
    # Below the head and the round corners, one column of pixels has one colour.
    top, bottom = round(50 * scale), image.height() - round(14 * scale)
    assert len({image.pixel(left, y) for y in range(top, bottom)}) == 1


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_the_bar_of_a_quote_has_no_seam_where_blocks_meet(sheet, scale):
    image = painted(whole(sheet, "> one\n>\n> two\n>\n> - three\n>\n> four"), 400, scale=scale)
    x = round(1.5 * scale)
    assert len({image.pixel(x, y) for y in range(image.height())}) == 1


def test_nine_and_ten_begin_in_the_same_place(sheet):
    nine, ten = measured(whole(sheet, "9. nine\n10. ten"), 380).leaves
    assert nine.boxes[0].x == ten.boxes[0].x


def test_marks_lie_under_the_text_of_their_box(sheet):
    body = measured(whole(sheet, "some words"), 380)
    leaf = body.leaves[0]
    plain = image_of(leaf, NO_MARKS)
    found = image_of(leaf, Marks(found={0: [(0, 4)]}))
    current = image_of(leaf, Marks(found={0: [(0, 4)]}, current=(0, 0, 4)))
    chosen = image_of(leaf, Marks(selected={0: (0, 4)}))
    place = leaf.rects(0, 0, 4)[0]
    corner = (int(place.left()) + 1, int(place.top()) + 1)
    colours = {QColor(each.pixel(*corner)).name() for each in (plain, found, current, chosen)}
    assert len(colours) == 4
    assert found.copy(200, 0, 100, 20) == plain.copy(200, 0, 100, 20)


def test_what_is_found_in_code_is_seen_on_its_chip(sheet):
    leaf = measured(whole(sheet, "`some words`"), 380).leaves[0]
    image = image_of(leaf, Marks(found={0: [(0, 4)]}))
    place = leaf.rects(0, 0, 4)[0]
    assert QColor(image.pixel(int(place.left()) + 1, int(place.top()) + 3)) == sheet.colour("found")


@pytest.mark.parametrize("text", [CODE, TABLE])
def test_marks_in_cards_are_seen(sheet, text):
    leaf = measured(whole(sheet, text), 380).leaves[1]
    assert image_of(leaf, Marks(found={0: [(0, 4)]})) != image_of(leaf, NO_MARKS)
    assert image_of(leaf, Marks(selected={0: (0, 4)})) != image_of(leaf, NO_MARKS)


def test_a_quote_is_one_bar_through_all_its_leaves(sheet):
    body = whole(sheet, "> one\n>\n> two\n>\n> - item\n>\n> ```\n> code\n> ```")
    image = painted(body, 380)
    assert {image.pixel(1, y) for y in range(image.height())} == {sheet.colour("line").rgb()}


def test_only_the_first_leaf_of_an_item_has_its_marker(sheet):
    body = measured(whole(sheet, "- " + "many words " * 1200), 380)
    assert len(body.leaves) > 1
    ground = {sheet.colour("bg").rgb()}
    first, second = (image_of(leaf, NO_MARKS) for leaf in body.leaves[:2])
    assert colours_of_margin(first) != ground
    assert colours_of_margin(second) == ground


def colours_of_margin(image):
    return {image.pixel(x, y) for x in range(20) for y in range(min(60, image.height()))}


def image_of(leaf, marks):
    image = QImage(380, leaf.measure(380), QImage.Format.Format_RGB32)
    image.fill(leaf.sheet.colour("bg"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    leaf.paint(painter, QRectF(0, 0, 380, leaf.height), marks)
    painter.end()
    return image
