"""PySide6 6.12.0 loses references to None on Python 3.11, and aborts after some thousand calls."""

import sys
import tomllib
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget


def test_calls_into_qt_lose_no_reference_to_none(qtbot):
    label, widget = QLabel(), QWidget()
    qtbot.addWidget(label)
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    for _ in range(20_000):
        widget.update()
    # Other threads and caches may move the count a little; the fault moves it by 20,500.
    assert sys.getrefcount(None) > before - 100


def test_the_version_with_the_fault_is_kept_out():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    pins = [each for each in project["project"]["dependencies"] if each.startswith("PySide6")]
    assert pins == ["PySide6-Essentials>=6.8,<6.12"]
