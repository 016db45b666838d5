"""The window of the help: what is seen, found and followed in it, at any size."""

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QScrollArea, QWidget

from promptrun_desktop.ui.help import guide
from promptrun_desktop.ui.help.guide import Picture, read_guide
from promptrun_desktop.ui.help.page_view import PageView
from promptrun_desktop.ui.help.picture_view import PictureView
from promptrun_desktop.ui.help.text_block import TextBlock
from promptrun_desktop.ui.help.window import HelpWindow
from tests.journeys.seeing import what_is_cut

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NAMES = [page.name for page in read_guide()]


@pytest.fixture
def window(qtbot, look):
    beside = QWidget()
    qtbot.addWidget(beside)
    window = HelpWindow(look, beside, [("Something else", lambda: None)])
    qtbot.addWidget(window)
    window.resize(1000, 640)
    window.open_page("")
    window.show()
    yield window
    look.set("light", 100)
    window.close()


def texts(window: HelpWindow) -> list[TextBlock]:
    return window.findChildren(PageView)[-1].findChildren(TextBlock)


def page_list(window: HelpWindow) -> QListWidget:
    found = window.findChild(QListWidget, "help_pages")
    assert found is not None
    return found


def link_of(window: HelpWindow) -> TextBlock:
    return next(each for each in texts(window) if each.focusPolicy() != Qt.FocusPolicy.NoFocus)


def test_it_begins_with_the_first_page_and_comes_back_to_the_one_read_last(window):
    assert window.page == NAMES[0]
    window.open_page("saving")
    window.open_page("")
    assert window.page == "saving" and "Saving" in window.windowTitle()
    window.open_page("no such page")
    assert window.page == "saving"


def test_a_click_in_the_list_shows_a_page(window):
    pages = page_list(window)
    place = pages.visualItemRect(pages.item(2)).center()
    QTest.mouseClick(pages.viewport(), LEFT, NONE, place)
    assert window.page == NAMES[2] and pages.currentRow() == 2


def test_the_arrows_in_the_list_show_pages_and_next_leads_through_all(window):
    pages = page_list(window)
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert window.page == NAMES[1]
    following = window.findChild(QWidget, "help_next")
    for name in NAMES[2:]:
        QTest.mouseClick(following, LEFT)
        assert window.page == name
    assert not following.isVisible()


def test_the_rows_of_the_list_have_room_from_the_first_moment_on(window, look):
    pages = page_list(window)
    tops = [pages.visualItemRect(pages.item(row)).top() for row in range(pages.count())]
    assert all(after - before >= look.px(34) for before, after in pairwise(tops))


def test_a_link_is_followed_by_mouse_and_by_keys(window, qtbot):
    link = link_of(window)
    link.setFocus(Qt.FocusReason.TabFocusReason)
    assert link.accessibleDescription().startswith("Link: ")
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert window.page != NAMES[0]
    window.open_page(NAMES[0])
    link = link_of(window)
    window.findChild(QScrollArea, "help_area").ensureWidgetVisible(link)
    qtbot.wait(1)
    link.grab()
    QTest.mouseClick(link, LEFT, NONE, link._rects(0)[0].center().toPoint())
    assert window.page != NAMES[0]


def test_a_click_beside_a_link_leads_nowhere(window):
    link = link_of(window)
    link.grab()
    QTest.mouseClick(link, LEFT, NONE, QPoint(1, 1))
    assert window.page == NAMES[0]


def test_a_link_out_of_the_guide_is_left_to_others(window, qtbot):
    with qtbot.waitSignal(window.outside) as told:
        window._follow("https://example.com")
    assert told.args == ["https://example.com"] and window.page == NAMES[0]


def test_every_text_is_a_label_with_its_words_for_screen_readers(window):
    for each in texts(window):
        told = QAccessible.queryAccessibleInterface(each)
        assert told.role() == QAccessible.Role.StaticText
        assert told.text(QAccessible.Text.Name) == each.text()


def test_every_picture_comes_and_is_told(window, qtbot):
    shown = 0
    for name in NAMES:
        window.open_page(name)
        for each in window.findChildren(PageView)[-1].findChildren(PictureView):
            qtbot.waitUntil(lambda each=each: each.is_there)
            assert len(each.accessibleName().split()) > 4
            shown += 1
    parts = [part for page in read_guide() for part in page.parts]
    assert shown == sum(isinstance(part, Picture) for part in parts)


def test_a_picture_changes_with_the_palette(window, qtbot, look):
    picture = window.findChildren(PictureView)[0]
    qtbot.waitUntil(lambda: picture.is_there)
    before = picture.grab().toImage().pixelColor(picture.rect().center() / 3).lightness()
    look.set("dark", 100)

    def is_dark() -> bool:
        shown = picture.grab().toImage()
        return shown.pixelColor(picture.rect().center() / 3).lightness() < 128 < before

    qtbot.waitUntil(is_dark)


def test_words_are_found_in_all_pages_and_coloured_in_the_one_that_is_read(window, qtbot):
    field = window.findChild(QWidget, "help_find")
    field.setFocus()
    QTest.keyClicks(field, "password  STORE")
    pages = page_list(window)
    seen = [row for row in range(pages.count()) if not pages.item(row).isHidden()]
    assert 0 < len(seen) < pages.count()
    area = window.findChild(QScrollArea, "help_area")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    assert sum(len(each._found) for each in texts(window)) >= 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.isVisible() and field.text() == ""
    qtbot.waitUntil(lambda: not any(each._found for each in texts(window)))


def test_what_is_in_no_page_is_said(window):
    field = window.findChild(QWidget, "help_find")
    QTest.keyClicks(field, "xyzzy")
    assert window.findChild(QWidget, "help_none").isVisible()
    field.clear()
    assert not window.findChild(QWidget, "help_none").isVisible()


def test_escape_closes_it_and_a_row_below_the_pages_opens_something_else(qtbot, look):
    opened = []
    window = HelpWindow(look, QWidget(), [("About", lambda: opened.append(1))])
    qtbot.addWidget(window)
    window.open_page("")
    window.show()
    QTest.mouseClick(window.findChild(QWidget, "help_extra_0"), LEFT)
    assert opened == [1]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


@pytest.mark.parametrize("harm", ["all gone", "a page", "its picture", "the index"])
def test_a_damaged_installation_is_told_and_nothing_else_breaks(
    qtbot, look, tmp_path, monkeypatch, harm
):
    whole = guide.resource("guide")
    monkeypatch.setattr(guide, "resource", tmp_path.joinpath)
    if harm != "all gone":
        shutil.copytree(whole, tmp_path / "guide")
        name = {"a page": "asking.md", "the index": "index.toml"}.get(harm)
        broken = tmp_path / "guide" / (name or "pictures/chat-light.png")
        broken.write_bytes(b"\xff\xfe" if name else b"")
    window = HelpWindow(look, QWidget())
    qtbot.addWidget(window)
    window.open_page("saving")
    window.show()
    assert "missing or damaged" in texts(window)[1].text()
    window.close()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1100, 720), (640, 480), (480, 360)])
def test_nothing_of_any_page_is_cut(window, qtbot, look, size, percent):
    look.set("light", percent)
    window.resize(QSize(*size))
    for name in NAMES:
        window.open_page(name)
        qtbot.waitUntil(lambda: window.size() == QSize(*size))
        # Laid out and measured: heights depend on widths.
        qtbot.waitUntil(lambda: not what_is_cut(window), timeout=2000)
        view = window.findChildren(PageView)[-1]
        assert view.width() <= window.findChild(QScrollArea, "help_area").viewport().width()
    if window.findChild(QWidget, "help_all").isVisible():
        QTest.mouseClick(window.findChild(QWidget, "help_all"), LEFT)
        assert page_list(window).isVisible()
        assert what_is_cut(window) == []


def test_in_a_narrow_window_a_page_and_the_list_take_turns(window):
    window.resize(500, 480)
    assert not page_list(window).isVisible()
    QTest.mouseClick(window.findChild(QWidget, "help_all"), LEFT)
    pages = page_list(window)
    assert pages.isVisible() and pages.hasFocus()
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert pages.isVisible()
    QTest.keyClick(pages, Qt.Key.Key_Return)
    assert not pages.isVisible() and window.page == NAMES[1]
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.findChild(QWidget, "help_find")
    QTest.keyClicks(field, "bin for 30 days")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not pages.isVisible() and window.page == "finding"


def test_of_the_help_nothing_is_imported_before_it_is_opened():
    code = (
        "import sys, promptrun_desktop.app.desktop\n"
        "print([each for each in sys.modules if '.ui.help.' in each])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    for each in ("window", "guide", "contents", "page_view", "text_block", "shortcuts"):
        assert f"'promptrun_desktop.ui.help.{each}'" not in done.stdout
