"""Theme and text size change live, everywhere, and back."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.palette import qt_palette
from promptrun_desktop.ui.style_sheet import style_sheet
from promptrun_desktop.ui.theme import DARK, LIGHT, Tokens
from promptrun_desktop.ui.widgets import button, plain_label


@pytest.fixture(autouse=True)
def restored(look: Look) -> Iterator[None]:
    yield
    look.set("light", 100)


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> Iterator[QWidget]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(button("Connect", "connect", "primary"))
    column.addWidget(QLineEdit())
    column.addWidget(plain_label("Small", "dim", "small", wrap=False))
    column.addWidget(plain_label("Title", "", "title24"))
    qtbot.addWidget(page)
    page.show()
    yield page


def test_text_size_reaches_what_is_already_shown(page: QWidget, look: Look) -> None:
    connect, field = page.findChild(QPushButton), page.findChild(QLineEdit)
    small, title = page.findChildren(QLabel)
    for percent, sizes in (
        (100, (14, 14, 12, 24)),
        (200, (28, 28, 24, 48)),
        (80, (11, 11, 10, 19)),
    ):
        look.set("light", percent)
        shown = tuple(each.font().pixelSize() for each in (connect, field, small, title))
        assert shown == sizes
    look.set("light", 200)
    assert connect.minimumSizeHint().height() >= 60


def test_theme_reaches_what_is_already_shown(page: QWidget, look: Look) -> None:
    look.set("dark", 100)
    window = page.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(DARK.bg)
    small = page.findChildren(QLabel)[0]
    assert small.palette().color(small.foregroundRole()) == QColor(DARK.dim)
    look.set("light", 100)
    assert small.palette().color(small.foregroundRole()) == QColor(LIGHT.dim)


def test_a_change_is_told_once_and_no_change_never(look: Look, qtbot: QtBot) -> None:
    told = []
    look.changed.connect(lambda: told.append(look.tokens.dark))
    look.set("dark", 100)
    look.set("dark", 100)
    assert told == [True]


def test_a_system_without_a_scheme_is_known_by_its_palette(qapp: QApplication) -> None:
    # A process of its own: the palette must be the system's, not the one set here.
    script = (
        "from PySide6.QtGui import QColor, QPalette\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from promptrun_desktop.ui.look import Look\n"
        "app = QApplication([])\n"
        "app.setPalette(QPalette(QColor('#222'), QColor('#222')))\n"
        "print(app.styleHints().colorScheme().name, Look(app).tokens.dark)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    scheme, dark = ran.stdout.split()
    assert dark == str(scheme in {"Unknown", "Dark"})


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_surface(tokens: Tokens) -> None:
    for surface in (tokens.bg, tokens.side, tokens.panel):
        for colour in (tokens.fg, tokens.dim, tokens.faint, tokens.accent, tokens.err, tokens.ok):
            assert contrast(colour, surface) >= 4.5, (colour, surface)
    assert contrast(tokens.dim, tokens.sel) >= 4.5
    assert contrast(tokens.fg, tokens.user) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.warn, tokens.warn_bg) >= 4.5
    assert contrast(tokens.accent, tokens.soft) >= 4.5
    assert contrast(tokens.fg, tokens.found) >= 7
    assert contrast(tokens.fg, tokens.found_now) >= 4.5
    assert contrast(tokens.found, tokens.found_now) >= 1.25


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_palette_leaves_no_role_to_the_system(tokens: Tokens) -> None:
    palette = qt_palette(tokens)
    for role in QPalette.ColorRole:
        if role not in (QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles):
            assert palette.isBrushSet(QPalette.ColorGroup.Active, role), role
    off = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off != palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)


@pytest.mark.parametrize("percent", [80, 100, 125, 200])
def test_the_style_sheet_is_understood(percent: int, page: QWidget, qtlog: Any) -> None:
    sheet = style_sheet(DARK, lambda pixels: max(1, round(pixels * percent / 100)))
    assert "$" not in sheet
    page.setStyleSheet(sheet)
    assert [record.message for record in qtlog.records if "parse" in record.message] == []


def test_icons_grow_with_the_text(look: Look) -> None:
    look.set("light", 150)
    assert look.icon_size == QSize(24, 24)


def contrast(one: str, two: str) -> float:
    """WCAG 2.2, relative luminance."""
    lighter, darker = sorted((luminance(one), luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
