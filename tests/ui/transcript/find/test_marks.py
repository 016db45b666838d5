import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from promptrun_desktop.ui.transcript.find.marks import FindMarks


@pytest.fixture
def marks(look, qtbot):
    look.set("light", 100)
    marks = FindMarks(look)
    qtbot.addWidget(marks)
    marks.resize(6, 402)
    marks.set_marks([0.0, 0.25, 0.5, 1.0], 2)
    return marks


def test_marks_are_painted_at_their_share_of_the_height(marks, look):
    image = marks.grab().toImage()
    warn, accent = QColor(look.tokens.warn), QColor(look.tokens.accent)
    assert image.pixelColor(3, 0) == warn
    assert image.pixelColor(3, 100) == warn
    assert image.pixelColor(3, 200) == accent
    assert image.pixelColor(3, 401) == warn
    assert image.pixelColor(3, 300) not in (warn, accent)


def test_a_click_near_a_mark_chooses_it(marks, qtbot):
    chosen = []
    marks.chosen.connect(chosen.append)
    qtbot.mouseClick(marks, Qt.MouseButton.LeftButton, pos=QPoint(3, 103))
    qtbot.mouseClick(marks, Qt.MouseButton.LeftButton, pos=QPoint(3, 300))
    assert chosen == [1]


def test_ten_thousand_marks_are_one_in_a_row_of_pixels(marks):
    marks.set_marks([number / 10_000 for number in range(10_000)], 9_999)
    assert len(marks.rows) == 401
    began = time.thread_time()
    marks.grab()
    assert time.thread_time() - began < 0.1


def test_without_marks_it_is_not_there(marks):
    marks.set_marks([])
    assert marks.isHidden()
