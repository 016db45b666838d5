"""Every icon is drawn, in the colour asked for, sharp at every scale."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from promptrun_desktop.assets import resource
from promptrun_desktop.ui import icons

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
SIZE = QSize(16, 16)


def pixels(image: QImage) -> set[tuple[int, int, int]]:
    """The colours of what is fully opaque."""
    return {
        QColor(image.pixelColor(x, y)).getRgb()[:3]
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_one_colour(qapp: QApplication, name: str) -> None:
    image = icons.drawn(name, "#3052cc", 64).toImage()
    assert pixels(image) == {(0x30, 0x52, 0xCC)}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_keeps_to_the_grid_of_the_set(name: str) -> None:
    svg = resource("icons", f"{name}.svg").read_text()
    assert 'width="24" height="24" viewBox="0 0 24 24"' in svg
    assert 'stroke-width="1.75"' in svg
    assert not re.search(r"#[0-9a-fA-F]{3}|href|<image|<text", svg)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_scale_of_the_screen(qapp: QApplication, scale: float) -> None:
    pixmap = icons.tinted("gear", "#123456").pixmap(SIZE, scale)
    assert pixmap.width() == 16 * scale
    assert pixmap.devicePixelRatio() == scale


def test_a_checked_icon_has_its_other_colour(qapp: QApplication) -> None:
    icon = icons.tinted("sliders", "#000000", "#ff0000")
    on = icon.pixmap(QSize(64, 64), 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    off = icon.pixmap(QSize(64, 64), 1.0, QIcon.Mode.Normal, QIcon.State.Off).toImage()
    assert pixels(on) == {(255, 0, 0)}
    assert pixels(off) == {(0, 0, 0)}


def test_a_disabled_icon_is_faint(qapp: QApplication) -> None:
    icon = icons.tinted("stop", "#000000")
    image = icon.pixmap(QSize(64, 64), 1.0, QIcon.Mode.Disabled, QIcon.State.Off).toImage()
    assert pixels(image) == set()


def test_an_icon_that_is_not_drawn_is_empty(qapp: QApplication) -> None:
    assert icons.tinted("no-such-icon", "#000000").isNull()


def test_an_icon_outlives_the_one_it_was_copied_from(qapp: QApplication) -> None:
    copies = [QIcon(icons.tinted("copy", f"#0000{n:02x}")) for n in range(64)]
    icons.tinted.cache_clear()
    assert all(not copy.pixmap(SIZE, 1.0).isNull() for copy in copies)
