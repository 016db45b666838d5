"""What went and what came is marked by more than colour, and can be copied."""

import time

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from promptrun_desktop.text.differences import Kind, Part, differences
from promptrun_desktop.ui.compare.dialog import CompareDialog
from promptrun_desktop.ui.compare.view import DifferenceView

PARTS = [
    Part(Kind.SAME, "The quick "),
    Part(Kind.GONE, "brown "),
    Part(Kind.NEW, "red "),
    Part(Kind.SAME, "fox.\nIt "),
    Part(Kind.NEW, "<b>jumps</b>"),
]
SHOWN = "The quick [−brown] [+red] fox.\nIt [+<b>jumps</b>]"


@pytest.fixture
def view(look, qtbot):
    look.set("light", 100)
    view = DifferenceView(look)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


def format_of(view, text):
    cursor = view.document().find(text)
    assert not cursor.isNull()
    return cursor.charFormat()


def wait(view):
    deadline = time.monotonic() + 60
    worst = 0.0
    while view.busy:
        began = time.thread_time()
        QApplication.processEvents()
        worst = max(worst, time.thread_time() - began)
        assert time.monotonic() < deadline
    return worst


def test_changes_have_signs_and_lines_beside_their_colours(view, look):
    view.show_parts(PARTS)
    wait(view)
    assert view.toPlainText() == SHOWN
    gone, new, same = (format_of(view, text) for text in ("brown", "red", "fox"))
    assert gone.fontStrikeOut() and not gone.fontUnderline()
    assert new.fontUnderline() and not new.fontStrikeOut()
    assert not same.fontStrikeOut() and not same.fontUnderline()
    assert gone.foreground().color().name().upper() == look.tokens.err.upper()


def test_what_went_does_not_touch_what_came(view):
    view.show_parts([Part(Kind.GONE, "end"), Part(Kind.NEW, "ending")])
    wait(view)
    assert view.toPlainText() == view.text() == "[−end] [+ending]"


def test_another_theme_recolours_the_text(view, look):
    view.show_parts(PARTS)
    look.set("dark", 100)
    wait(view)
    assert format_of(view, "red").foreground().color().name().upper() == look.tokens.ok.upper()
    assert view.toPlainText() == SHOWN
    look.set("light", 100)


def test_a_long_line_is_laid_out_in_parts_and_copied_as_one(view):
    line = "many words " * 4_000
    view.show_parts([Part(Kind.SAME, line + "\n"), Part(Kind.NEW, "end")])
    wait(view)
    assert view.blockCount() > 10
    assert view.text() == f"{line}\n[+end]"
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == f"{line}\n[+end]"


def test_the_first_change_is_in_sight_and_the_next_ones_are_gone_to(view):
    far = Part(Kind.SAME, "words\n" * 300)
    view.show_parts([far, Part(Kind.GONE, "one "), Part(Kind.NEW, "two "), far, *PARTS])
    wait(view)
    lines = []
    for _ in range(4):
        assert view.viewport().rect().contains(view.cursorRect())
        lines.append(view.textCursor().block().text())
        view.go_to_next()
    assert lines[0].startswith("[−one] [+two]")
    assert [line[:9] for line in lines[1:3]] == ["The quick", "It [+<b>j"]
    assert lines[3] == lines[0]


def test_a_part_is_copied_as_it_is_selected(view):
    view.show_parts(PARTS)
    wait(view)
    cursor = view.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(len(SHOWN) - 3, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.copy()
    assert QGuiApplication.clipboard().text() == SHOWN[4:-3]


@pytest.mark.parametrize(
    "texts",
    [
        ("word and another\n" * 12_000, "word or another\n" * 12_000),
        ("word and another " * 12_000, "word or another " * 12_000),
        ("x" * 200_000, "y" * 200_000),
    ],
)
def test_texts_of_200_kb_never_hold_the_window_up(view, texts):
    parts = differences(*texts)
    began = time.thread_time()
    view.show_parts(parts)
    first = time.thread_time() - began
    assert max(first, wait(view)) < 0.25
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    began = time.thread_time()
    view.grab()
    assert time.thread_time() - began < 0.25


@pytest.fixture
def dialog(look, qtbot):
    window = QWidget()
    window.resize(640, 480)
    qtbot.addWidget(window)
    window.show()
    dialog = CompareDialog(look, ["Version 1", "Version <b>2</b>", "Version 3"], window)
    dialog.open()
    yield dialog
    dialog.close()


def test_the_two_versions_are_chosen(dialog, qtbot):
    asked = []
    dialog.wanted.connect(lambda *each: asked.append(each))
    dialog.choose(0, 1)
    assert asked == [(0, 1)]
    assert dialog.findChild(QComboBox, "compare_new").currentText() == "Version <b>2</b>"
    dialog.findChild(QComboBox, "compare_old").setCurrentIndex(2)
    assert asked[1:] == [(2, 1)]
    summary = dialog.findChild(QLabel, "compare_summary")
    assert summary.text() == "Comparing…"
    dialog.show_parts(PARTS)
    assert summary.text() == "Words removed: 1 · Words added: 4"
    dialog.show_parts([Part(Kind.SAME, "all")])
    assert summary.text() == "These versions say the same."


def test_all_of_it_is_copied_with_its_signs(dialog):
    dialog.choose(0, 1)
    assert not dialog.findChild(QPushButton, "compare_copy").isEnabled()
    dialog.show_parts(PARTS)
    dialog.findChild(QPushButton, "compare_copy").click()
    assert QGuiApplication.clipboard().text() == SHOWN


def test_it_fits_into_a_small_window(dialog):
    assert dialog.width() <= 640 - 32 and dialog.height() <= 480 - 32
    assert dialog.minimumSizeHint().width() <= 640 - 32
