"""The icon is readable at every size, and readers of each format find it in what is written."""

import re
import struct
from itertools import pairwise
from pathlib import Path

import pytest
from installers import icons
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader

GROUNDS = [QColor("#ffffff"), QColor("#16181c")]
DRAWINGS = (icons.LARGE, icons.SMALL, icons.SIGN, icons.BACKUP)


def luminance(colour: QColor) -> float:
    """WCAG 2.2, "relative luminance"."""
    channels = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def white_box(image: QImage) -> tuple[int, int, int, int]:
    """Where the bubble is, first and last column and row."""
    found = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() > 230 and image.pixelColor(x, y).alpha() > 200
    ]
    columns, rows = [x for x, _ in found], [y for _, y in found]
    return min(columns), max(columns), min(rows), max(rows)


@pytest.mark.parametrize("pixels", icons.HICOLOR)
def test_the_bubble_stands_in_the_tile_with_a_rim_around_it(pixels: int) -> None:
    left, right, top, bottom = white_box(icons.app(pixels))
    rim = pixels // 10
    assert rim <= left and right < pixels - rim
    assert rim <= top and bottom < pixels - rim
    assert right - left >= pixels / 2


@pytest.mark.parametrize("pixels", (16, 22, 24))
def test_at_small_sizes_the_words_in_the_bubble_are_dark_enough_to_see(pixels: int) -> None:
    image = icons.app(pixels)
    left, right, _, _ = white_box(image)
    bubble = QColor("#ffffff")
    middle = image.height() * 13 // 32  # the middle of the bubble, in which the arrow ends
    row = [image.pixelColor(x, middle) for x in range(left, right + 1)]
    assert max(contrast(colour, bubble) for colour in row) >= 4.5
    # Both strokes of text: dark, light, dark down one column.
    column = [image.pixelColor(round(pixels * 5 / 16), y) for y in range(left, middle * 2)]
    marks = [contrast(colour, bubble) > 1.8 for colour in column]
    assert sum(before != after for before, after in pairwise(marks)) >= 4


@pytest.mark.parametrize("ground", GROUNDS, ids=["light", "dark"])
def test_the_tile_stands_out_from_the_ground(ground: QColor) -> None:
    image = icons.app(16)
    edge = [image.pixelColor(x, y) for x, y in ((8, 0), (8, 15), (0, 8), (15, 8))]
    assert all(colour.alpha() == 255 for colour in edge)
    # What is no text has to have 3 : 1 (WCAG 2.2, 1.4.11); the bubble helps on dark grounds.
    against = [contrast(colour, ground) for colour in edge]
    assert min(against) >= 2
    assert max(*against, contrast(QColor("#ffffff"), ground)) >= 3


@pytest.mark.parametrize("svg", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_plain_shapes_that_every_renderer_draws_alike(svg: Path) -> None:
    elements = set(re.findall(r"<([a-zA-Z]+)", svg.read_text()))
    assert elements <= {"svg", "linearGradient", "stop", "rect", "path"}
    assert not re.search(r"href|style=|class=|data:", svg.read_text())


def test_the_sign_is_one_drawing_wherever_it_stands() -> None:
    drawn = [re.findall(r' d="([^"]+)"', path.read_text()) for path in DRAWINGS]
    large, _, sign, backup = drawn
    assert large[-1] == sign[-1] == backup[-1]


def test_on_the_dock_the_tile_has_its_margin() -> None:
    image = icons.on_dock(1024)
    inked = [x for x in range(1024) if image.pixelColor(x, 512).alpha() > 127]
    assert inked[0] == pytest.approx(100, abs=1)
    assert inked[-1] == pytest.approx(923, abs=1)


def test_a_drawing_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be drawn"):
        icons.drawn(tmp_path / "none.svg", 16)


def test_hicolor_holds_every_size_under_the_name_of_the_app(tmp_path: Path) -> None:
    icons.write_hicolor(tmp_path)
    for pixels in icons.HICOLOR:
        for folder, name in (("apps", icons.APP_ID), ("mimetypes", icons.backup_name())):
            path = tmp_path / f"{pixels}x{pixels}" / folder / f"{name}.png"
            assert QImage(str(path)).width() == pixels
    names = {path.name for path in tmp_path.rglob("*.*") if path.is_file()}
    assert all(name.startswith(icons.APP_ID) for name in names)
    symbolic = (tmp_path / "symbolic/apps" / f"{icons.APP_ID}-symbolic.svg").read_text()
    assert "currentColor" not in symbolic and 'width="16"' in symbolic


def reader(content: bytes, kind: str) -> QImageReader:
    array = QByteArray(content)
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    made = QImageReader(buffer, QByteArray(kind.encode()))
    made.kept = (array, buffer)  # type: ignore[attr-defined]
    return made


def same(one: QImage, other: QImage) -> bool:
    """But for what is rounded where pixels are partly clear."""
    form = QImage.Format.Format_RGBA8888_Premultiplied
    one, other = one.convertToFormat(form), other.convertToFormat(form)
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return all(abs(a - b) <= 1 for a, b in pairs)


def test_an_ico_is_read_back_as_it_was_drawn() -> None:
    content = icons.ico([icons.app(pixels) for pixels in icons.ICO])
    found = reader(content, "ico")
    assert found.imageCount() == len(icons.ICO)
    for number, pixels in enumerate(icons.ICO):
        found.jumpToImage(number)
        assert same(found.read(), icons.app(pixels))


def test_in_an_ico_only_the_largest_is_packed() -> None:
    content = icons.ico([icons.app(pixels) for pixels in icons.ICO])
    for number, pixels in enumerate(icons.ICO):
        at = struct.unpack_from("<I", content, 6 + 16 * number + 12)[0]
        assert content[at : at + 4] == (b"\x89PNG" if pixels == 256 else struct.pack("<I", 40))


def parts(content: bytes) -> dict[bytes, bytes]:
    """Apple's container: a type and a length before each part, and before the whole."""
    assert content[:4] == b"icns"
    assert struct.unpack_from(">I", content, 4)[0] == len(content)
    found, at = {}, 8
    while at < len(content):
        length = struct.unpack_from(">I", content, at + 4)[0]
        found[content[at : at + 4]] = content[at + 8 : at + length]
        at += length
    return found


def test_an_icns_holds_every_size_as_it_was_drawn() -> None:
    found = parts(icons.icns(icons.on_dock))
    for kind, pixels in icons.ICNS_PNG:
        image = QImage.fromData(found[kind], "PNG")
        assert image.width() == pixels
    assert len(found) == len(icons.ICNS_PNG) + 2 * len(icons.ICNS_RGB)


def test_a_reader_of_icns_finds_the_small_ones() -> None:
    found = reader(icons.icns(icons.backup), "icns")
    small = {}
    for number in range(found.imageCount()):
        found.jumpToImage(number)
        image = found.read()
        small.setdefault(image.width(), image)
    assert {16, 32, 128, 256, 512, 1024} <= set(small)
    expected = icons.backup(16)
    for x in range(16):
        for y in range(16):
            assert small[16].pixelColor(x, y).alpha() == expected.pixelColor(x, y).alpha()
            if expected.pixelColor(x, y).alpha() == 255:
                assert small[16].pixelColor(x, y) == expected.pixelColor(x, y)
