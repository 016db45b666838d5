"""Emoji in files: each sign is one picture, however often it stands there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGlyphRun, QImage, QPainter, QRawFont

_KEPT = 500


def is_coloured(font: QRawFont) -> bool:
    """By its name: to look for its tables would read fonts of a hundred megabytes."""
    name = font.familyName().lower()
    return "emoji" in name or "color" in name


class EmojiPictures:
    def __init__(self) -> None:
        self._kept: dict[tuple[str, float, int], tuple[QImage, QPointF]] = {}

    def draw(self, painter: QPainter, place: QPointF, glyphs: QGlyphRun) -> None:
        """A run of such a font; `place` is the corner of the text it is from."""
        font = glyphs.rawFont()
        for number, where in zip(glyphs.glyphIndexes(), glyphs.positions(), strict=True):
            key = (font.familyName(), font.pixelSize(), number)
            if key not in self._kept:
                if len(self._kept) >= _KEPT:
                    self._kept.clear()
                self._kept[key] = _picture(font, number)
            image, corner = self._kept[key]
            painter.drawImage(place + where + corner, image)


def _picture(font: QRawFont, glyph: int) -> tuple[QImage, QPointF]:
    """With its upper left corner, from the left end of its baseline."""
    box: QRectF = font.boundingRect(glyph).adjusted(-2, -2, 2, 2)
    corner = QPointF(box.toAlignedRect().topLeft())
    image = QImage(box.toAlignedRect().size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    one = QGlyphRun()
    one.setRawFont(font)
    one.setGlyphIndexes([glyph])
    one.setPositions([QPointF(0, 0)])
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawGlyphRun(-corner, one)
    painter.end()
    return image, corner
