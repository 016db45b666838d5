"""The pictures of the guide: small files, and the same ones when they are taken again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from guide import png
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "resources" / "guide" / "pictures"


@pytest.fixture
def picture(qapp: QGuiApplication) -> QImage:
    """Text on plain ground, and a run of far more colours than a file may have."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.drawText(10, 30, "A day on Venus")
    run = QLinearGradient(0, 60, 400, 60)
    run.setColorAt(0, QColor("#3052CC"))
    run.setColorAt(1, QColor("#FFC53D"))
    painter.fillRect(0, 60, 400, 100, run)
    painter.end()
    return image


def test_a_file_has_few_colours_and_each_pixel_nearly_its_own(picture):
    read = QImage.fromData(png.packed(picture))
    assert read.size() == picture.size()
    assert 8 < read.colorCount() <= png.COLOURS + 1
    for x in range(0, 400, 9):
        for y in (20, 100, 190):
            ours, theirs = read.pixelColor(x, y), picture.pixelColor(x, y)
            worst = max(
                abs(ours.red() - theirs.red()),
                abs(ours.green() - theirs.green()),
                abs(ours.blue() - theirs.blue()),
            )
            assert worst <= 16, (x, y)


def test_the_same_picture_makes_the_same_bytes(picture):
    assert png.packed(picture) == png.packed(QImage(picture))


def test_the_most_frequent_colour_stays_as_it_is(picture):
    assert png.palette(picture)[0] == QColor("#FFFFFF").rgb()


def test_what_is_committed_was_made_by_it():
    for path in PICTURES.glob("*.png"):
        assert 8 < QImage(str(path)).colorCount() <= png.COLOURS + 1, path.name


@pytest.mark.skipif("PROMPTRUN_LONG_TESTS" not in os.environ, reason="it takes a minute")
def test_taken_again_the_pictures_are_those_that_are_committed(tmp_path):
    """Nearly: fonts are drawn by the system's own library."""
    subprocess.run(
        [sys.executable, "-m", "guide", "--into", str(tmp_path)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "packaging")},
        timeout=300,
    )
    committed = [*PICTURES.glob("*.png"), *(ROOT / "docs").glob("window*.png")]
    assert {each.name for each in tmp_path.iterdir()} == {each.name for each in committed}
    for path in committed:
        old, new = QImage(str(path)), QImage(str(tmp_path / path.name))
        assert old.size() == new.size(), path.name
        assert _difference(old, new) < 4, path.name


def _difference(one: QImage, other: QImage) -> float:
    """Of two pictures of a size, by block, in steps of grey."""
    small = [
        each.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
            40, 40, mode=Qt.TransformationMode.SmoothTransformation
        )
        for each in (one, other)
    ]
    points = [(x, y) for x in range(40) for y in range(40)]
    gaps = [abs(small[0].pixelColor(*at).red() - small[1].pixelColor(*at).red()) for at in points]
    return sum(gaps) / len(gaps)
