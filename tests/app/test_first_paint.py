import subprocess
import sys
import time

from PySide6.QtWidgets import QWidget

from promptrun_desktop.app import first_paint
from promptrun_desktop.app.first_paint import FirstPaint, age_ms


def test_nothing_is_told_before_the_window_paints(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    assert FirstPaint(window).milliseconds is None


def test_the_first_paint_is_told_once_and_stays(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    paint = FirstPaint(window)
    told: list[float | None] = []
    paint.painted.connect(lambda: told.append(paint.milliseconds))
    window.show()
    paint.wait()
    first = paint.milliseconds
    window.repaint()
    assert told == [first]
    assert first is not None
    assert 0 < first <= age_ms()
    assert paint.milliseconds == first


def test_a_desktop_that_shows_no_window_is_not_waited_for(qtbot, monkeypatch):
    monkeypatch.setattr(first_paint, "PATIENCE", 1)
    window = QWidget()
    qtbot.addWidget(window)
    paint = FirstPaint(window)
    paint.wait()
    assert paint.milliseconds is None


def test_the_age_counts_from_the_start_of_the_process():
    code = "from promptrun_desktop.app.first_paint import age_ms; print(age_ms())"
    begin = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    outside = (time.monotonic() - begin) * 1000
    # Importing Qt alone takes longer than that; the system counts in steps of 10 ms.
    assert 20 < float(ended.stdout) < outside + 10
