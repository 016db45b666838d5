"""Signs that a file gets as shapes: emoji, each as one picture, and boxes where no font is."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QImage, QPainter, QPen, QRawFont

_KEPT = 500


def is_none(font: QRawFont) -> bool:
    """Whether it stands for a script of which there is no font; it must not be asked its name."""
    return font.pixelSize() <= 0


def is_coloured(font: QRawFont) -> bool:
    """By its name: to look for its tables would read fonts of a hundred megabytes."""
    if is_none(font):
        return False
    name = font.familyName().lower()
    return "emoji" in name or "color" in name


def draw_boxes(painter: QPainter, place: QPointF, glyphs: QGlyphRun, colour: QColor) -> None:
    """In the place of characters; Qt's own are black bars in a file."""
    em = glyphs.rawFont().unitsPerEm()
    painter.setPen(QPen(colour, em / 20))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for where in glyphs.positions():
        corner = place + where
        painter.drawRect(QRectF(corner.x() + em / 8, corner.y() - em * 0.7, em * 0.6, em * 0.7))


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
