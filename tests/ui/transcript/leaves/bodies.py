"""Bodies of leaves without a window: shown whole or streamed, described, painted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS


class Colours:
    """In place of a worker: `told` are the tones of each line by its number."""

    def __init__(self, language, changed):
        self.language, self.changed = language, changed
        self.told, self.wanted, self.code = {}, [], ""

    def show(self, code, closed):
        self.code = code

    def want(self, first, last):
        self.wanted.append((first, last))

    def tones(self, first, last):
        return [self.told.get(line, []) for line in range(first, last + 1)]

    def close(self):
        pass


class FakeHighlighter:
    def __init__(self):
        self.opened = []

    def open(self, language, changed):
        self.opened.append(Colours(language, changed))
        return self.opened[-1]


def whole(sheet, text):
    body = BodyLeaves(sheet, FakeHighlighter())
    body.show(parse(text))
    return body


class Streamed:
    """A body that is shown again after each piece of the text; `firsts` is what `show` told."""

    def __init__(self, sheet):
        self.body = BodyLeaves(sheet, FakeHighlighter())
        self.firsts = []
        self._stream = BlockStream()

    def feed(self, text, size=1):
        for start in range(0, len(text), size):
            self._show(self._stream.feed(text[start : start + size]))
        return self

    def finish(self):
        self._show(self._stream.finish())
        while self._stream.unfinished:
            self._show(self._stream.resume())
        return self

    def _show(self, changed):
        before = list(self.body.leaves)
        first = self.body.show(self._stream.blocks, changed)
        assert before[:first] == self.body.leaves[:first]  # the same objects
        self.firsts.append(first)


def described(body, widths=(728, 380)):
    """All that a reader could tell apart."""
    return [
        (
            type(leaf).__name__,
            leaf.tool,
            leaf.block,
            leaf.start,
            leaf.gap,
            [box.text + box.piece.after for box in leaf.boxes],
            [(leaf.measure(width), *((box.x, box.y) for box in leaf.boxes)) for width in widths],
        )
        for leaf in body.leaves
    ]


def measured(body, width):
    for leaf in body.leaves:
        leaf.measure(width)
    return body


def painted(body, width, *, strip=0, scale=1.0, first=0, last=None):
    """The leaves below each other; with `strip`, in so many strips of that height."""
    leaves = body.leaves[first:last]
    height = sum(leaf.measure(width) for leaf in leaves)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, width, height), body.leaves[0].sheet.colour("bg"))
    for top in range(0, height, strip or height):
        clip = QRectF(0, top, width, min(strip or height, height - top))
        painter.save()
        painter.setClipRect(clip)
        _paint_leaves(painter, leaves, clip)
        painter.restore()
    painter.end()
    return image


def _paint_leaves(painter, leaves, clip):
    """As the page does: what ends a few pixels outside reaches into the clip too."""
    y = 0
    for leaf in leaves:
        if y - 3 < clip.bottom() and y + leaf.height + 3 > clip.top():
            painter.translate(0, y)
            leaf.paint(painter, clip.translated(0, -y), NO_MARKS)
            painter.translate(0, -y)
        y += leaf.height
