"""Small PNG files: the colours that matter, each pixel the nearest of them."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

# More make the file larger and the picture no better: it is text on plain ground.
COLOURS = 96
# Colours this much alike, by channel, count as one when the most frequent are looked for.
_ALIKE = 10


def write(image: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(image))


def packed(image: QImage) -> bytes:
    """The same picture makes the same bytes."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1)
    flags = Qt.ImageConversionFlag
    indexed = image.convertToFormat(
        QImage.Format.Format_Indexed8,
        palette(image),
        flags.AvoidDither | flags.ThresholdDither | flags.AutoColor,
    )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # 0 is the slowest and smallest.
    indexed.save(buffer, "PNG", 0)
    return bytes(data.data())


def palette(image: QImage) -> list[int]:
    """The most frequent colours that differ from each other."""
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    counted = Counter(pixels[: image.width() * image.height()])
    chosen: list[int] = []
    for alike in (_ALIKE, 4, 0):
        for colour, _count in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            if len(chosen) == COLOURS:
                return chosen
            if all(_distance(colour, other) > alike for other in chosen):
                chosen.append(colour)
    return chosen


def _distance(one: int, other: int) -> int:
    return max(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))
