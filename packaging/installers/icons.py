"""The app's icon in every format that systems ask for, made from the drawings at build."""

import struct
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from installers.layout import APP_ID, NAME, PACKAGING, RESOURCES

LARGE = RESOURCES / "icon" / f"{NAME}.svg"
# Drawn simpler, on a grid of 16.
SMALL = RESOURCES / "icon" / f"{NAME}-small.svg"
SIGN = RESOURCES / "icons" / "sign.svg"
BACKUP = PACKAGING / "linux" / "backup.svg"

HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 24, 32, 48, 64, 128, 256)
# Types of Apple's container that hold a PNG, by pixels (those for twice the pixels included).
# 16 and 32 are older types below: as PNG they are not shown in the bundle of an app.
ICNS_PNG = (
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
)
ICNS_RGB = ((b"is32", b"s8mk", 16), (b"il32", b"l8mk", 32))
# Apple's grid: a tile of 824 on a canvas of 1,024; ours is 120 of 128 wide.
ON_DOCK = 824 / 1024 * 128 / 120


def app(pixels: int) -> QImage:
    """Premultiplied, transparent around the tile."""
    return drawn(SMALL if pixels < 32 else LARGE, pixels)


def on_dock(pixels: int) -> QImage:
    """With the margin that macOS leaves around a tile, for the shadow it draws."""
    return drawn(SMALL if pixels < 32 else LARGE, pixels, round(pixels * ON_DOCK))


def backup(pixels: int) -> QImage:
    """A sheet of paper with the sign on it."""
    return drawn(BACKUP, pixels)


def drawn(svg: Path, pixels: int, inner: int = 0) -> QImage:
    """A square; `inner` pixels of it are drawn on, in its middle. Raises OSError."""
    reader = QImageReader(str(svg))
    reader.setScaledSize(QSize(inner or pixels, inner or pixels))
    drawing = reader.read()
    if drawing.isNull():
        raise OSError(f"{svg} cannot be drawn: {reader.errorString()}")
    canvas = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(0)
    painter = QPainter(canvas)
    at = (pixels - drawing.width()) // 2
    painter.drawImage(at, at, drawing)
    painter.end()
    return canvas


def write_hicolor(icons: Path) -> None:
    """Fill `icons`, which is to be `…/share/icons/hicolor`.

    Every name begins with the id of the app: Flatpak shows the desktop no other.
    """
    for pixels in HICOLOR:
        for folder, name, draw in (("apps", APP_ID, app), ("mimetypes", backup_name(), backup)):
            _write(icons / f"{pixels}x{pixels}" / folder / f"{name}.png", png(draw(pixels)))
    _write(icons / "scalable" / "apps" / f"{APP_ID}.svg", LARGE.read_bytes())
    _write(icons / "scalable" / "mimetypes" / f"{backup_name()}.svg", BACKUP.read_bytes())
    _write(icons / "symbolic" / "apps" / f"{APP_ID}-symbolic.svg", symbolic())


def backup_name() -> str:
    return f"{APP_ID}.backup"


def symbolic() -> bytes:
    """One colour, which desktops replace by that of their text."""
    return _sign("#2e3436", 16)


def _sign(colour: str, pixels: int) -> bytes:
    svg = SIGN.read_text(encoding="utf-8").replace("currentColor", colour)
    return svg.replace('width="24" height="24"', f'width="{pixels}" height="{pixels}"').encode()


def write_ico(path: Path) -> Path:
    """The program's icon, for Windows."""
    return _write(path, ico([app(pixels) for pixels in ICO]))


def write_backup_ico(path: Path) -> Path:
    return _write(path, ico([backup(pixels) for pixels in ICO]))


def write_icns(path: Path) -> Path:
    """The bundle's icon, for macOS."""
    return _write(path, icns(on_dock))


def write_backup_icns(path: Path) -> Path:
    return _write(path, icns(backup))


def write_side(path: Path) -> Path:
    """What stands beside the words of the installer for Windows, at twice the size it has there."""
    side = QImage(328, 628, QImage.Format.Format_RGB888)
    side.fill(QColor("#3052CC"))
    painter = QPainter(side)
    sign = on_accent(200)
    painter.drawImage((side.width() - sign.width()) // 2, 90, sign)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not side.save(str(path), "BMP"):
        raise OSError(f"{path} cannot be written")
    return path


def on_accent(pixels: int) -> QImage:
    """The sign alone, in white."""
    return QImage.fromData(_sign("#FFFFFF", pixels), "SVG")


def ico(images: list[QImage]) -> bytes:
    """256 as PNG, smaller ones as bitmaps, which every reader of the format knows.

    Qt writes one picture into such a file, not several.
    """
    parts = [png(image) if image.width() > 255 else _bitmap(image) for image in images]
    table = struct.pack("<HHH", 0, 1, len(images))
    at = len(table) + 16 * len(images)
    for image, part in zip(images, parts, strict=True):
        side = image.width() % 256  # 0 stands for 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(part), at)
        at += len(part)
    return table + b"".join(parts)


def _bitmap(image: QImage) -> bytes:
    """Rows from the bottom up, then a mask of which nothing is used: alpha says it all."""
    side = image.width()
    pixels = _pixels(image, QImage.Format.Format_ARGB32)
    rows = [pixels[row * side * 4 : (row + 1) * side * 4] for row in reversed(range(side))]
    mask = bytes((side + 31) // 32 * 4 * side)
    size = len(pixels) + len(mask)
    # The height counts the mask, too.
    header = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, size, 0, 0, 0, 0)
    return header + b"".join(rows) + mask


def icns(draw: Callable[[int], QImage]) -> bytes:
    parts = []
    for colours, mask, pixels in ICNS_RGB:
        data = _pixels(draw(pixels), QImage.Format.Format_RGBA8888)
        parts.append((colours, b"".join(_runs(data[channel::4]) for channel in range(3))))
        parts.append((mask, data[3::4]))
    parts += [(kind, png(draw(pixels))) for kind, pixels in ICNS_PNG]
    content = b"".join(kind + struct.pack(">I", 8 + len(part)) + part for kind, part in parts)
    return b"icns" + struct.pack(">I", 8 + len(content)) + content


def _runs(channel: bytes) -> bytes:
    """As the format packs a colour: a byte below 128 says how many follow as they are, less one."""
    steps = range(0, len(channel), 128)
    pieces = (channel[at : at + 128] for at in steps)
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces)


def _pixels(image: QImage, form: QImage.Format) -> bytes:
    # The name keeps the picture alive: what constBits gives does not.
    converted = image.convertToFormat(form)
    return bytes(converted.constBits())


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise OSError("Qt writes no PNG here")
    return bytes(buffer.data().data())


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
