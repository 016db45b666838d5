"""The preview: what is seen of a document before it is made."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from promptrun_desktop.services.documents import Labels, undrawn
from promptrun_desktop.ui.documents import preview as preview_module
from promptrun_desktop.ui.documents.preview import Preview
from tests.ui.documents.made import SQUARE, answer, content, pages_of, squares, texts


@pytest.fixture
def preview(look, qtbot):
    preview = Preview(look)
    preview.resize(640, 480)
    qtbot.addWidget(preview)
    preview.show()
    return preview


def many(count):
    return content(*(f"message {n} " + "word " * 60 for n in range(count)))


def picture_of(page, preview):
    size = preview.page_size()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(size.width() / page.paper.width, size.height() / page.paper.height)
    page.paint(painter, 1)
    painter.end()
    return image


def test_a_short_document_is_complete_at_once(preview, qtbot):
    with qtbot.waitSignal(preview.counted, check_params_cb=lambda _count, complete: complete):
        preview.show_content(answer("short"), Labels(), undrawn)
        qtbot.waitUntil(lambda: preview.complete)
    assert preview.pages == 1


def test_nothing_is_laid_out_for_pages_that_are_not_seen(preview, qtbot):
    preview.show_content(many(2000), Labels(), undrawn)
    qtbot.waitUntil(lambda: preview.pages >= 2)
    qtbot.wait(60)
    assert preview.pages <= 3
    assert not preview.complete


def test_scrolling_lays_out_what_comes_into_sight(preview, qtbot):
    preview.show_content(many(100), Labels(), undrawn)
    qtbot.waitUntil(lambda: preview.pages >= 2)
    counts, moves = [], []
    preview.counted.connect(lambda count, _complete: counts.append(count))
    preview.moved.connect(moves.append)
    for _ in range(40):
        qtbot.keyClick(preview, Qt.Key.Key_End)
        qtbot.wait(5)
    qtbot.waitUntil(lambda: preview.complete)
    assert preview.pages == len(pages_of(many(100)))
    assert all(one <= other for one, other in pairwise(counts))
    assert moves[-1] == preview.pages
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert moves[-1] == 1


def test_slices_lay_out_what_is_laid_out_at_once(preview, qtbot):
    made = many(12)
    preview.show_content(made, Labels(), undrawn)
    qtbot.waitUntil(lambda: preview.pages >= 1)
    assert texts(preview._pages[0]) == texts(pages_of(made)[0])
    assert picture_of(preview._pages[0], preview) == picture_of(pages_of(made)[0], preview)


def test_its_paper_stays_white_in_the_dark(preview, look, qtbot):
    preview.show_content(answer("text"), Labels(), undrawn)
    qtbot.waitUntil(lambda: preview.complete)
    seen = {}
    for theme in ("light", "dark"):
        look.set(theme, 100)
        image = preview.viewport().grab().toImage()
        seen[theme] = image.pixelColor(2, 100).lightness(), image.pixelColor(60, 60).name()
    look.set("light", 100)
    assert seen["dark"][0] < 60 < 200 < seen["light"][0]
    assert seen["dark"][1] == seen["light"][1] == "#ffffff"


def test_pages_are_as_wide_as_there_is_room(preview, qtbot):
    preview.show_content(many(40), Labels(), undrawn)
    qtbot.waitUntil(lambda: preview.pages >= 2)
    preview.go_to(2)
    narrow = preview.page_size().width()
    moves = []
    preview.moved.connect(moves.append)
    preview.resize(820, 480)
    assert preview.page_size().width() > narrow
    assert moves[-1:] in ([], [2])


def test_a_document_without_end_is_shown_up_to_a_bound(preview, qtbot, monkeypatch):
    monkeypatch.setattr(preview_module, "MOST_PAGES", 3)
    preview.show_content(many(200), Labels(), undrawn)
    for _ in range(20):
        preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
        qtbot.wait(5)
    qtbot.waitUntil(lambda: preview.pages == 3)
    assert not preview.complete
    # Below the last page there is room for the sentence that says so.
    bar = preview.verticalScrollBar()
    bar.setValue(bar.maximum())
    pages = 3 * (preview.page_size().height() + 14)
    assert bar.maximum() + preview.viewport().height() > pages + 60


def test_another_document_takes_the_place_of_the_first(preview, qtbot):
    preview.show_content(many(200), Labels(), undrawn)
    preview.show_text("# as it is")
    qtbot.waitUntil(lambda: preview.complete)
    assert texts(preview._pages[0]) == ["# as it is"]
    preview.clear()
    assert preview.pages == 0


def test_formulas_are_waited_for(preview, qtbot, monkeypatch):
    class Draws:
        def outline(self, _latex, _display):
            return SQUARE

        def close(self):
            pass

    monkeypatch.setattr(preview_module.FormulaDesk.__init__, "__defaults__", (Draws,))
    made = answer("a $x$ b")
    preview.show_content(made, Labels())
    qtbot.waitUntil(lambda: preview.complete)
    assert texts(preview._pages[0]) == texts(pages_of(made, squares)[0])


def test_readers_hear_what_it_is(preview):
    assert preview.accessibleName()
    assert preview.focusPolicy() == Qt.FocusPolicy.StrongFocus
