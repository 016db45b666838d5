"""Paragraphs, headings, raw HTML, plain text and rules: text without a card."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from promptrun_desktop.text.block import Block, Heading, Paragraph, RawHtml, Span
from promptrun_desktop.ui.transcript.item import Item, Marks, renewed
from promptrun_desktop.ui.transcript.pieces import Piece, pieces, plain_pieces
from promptrun_desktop.ui.transcript.sheet import BODY, HEADINGS, RAW, Face, Sheet


class TextItem(Item):
    """Boxes one under the other, as wide as the containers leave room."""

    def __init__(self, sheet: Sheet, block: Block, face: Face, made: list[Piece]) -> None:
        super().__init__(sheet, block)
        self.boxes = renewed(sheet, [], face, made)

    def place(self) -> int:
        top = 0
        for box in self.boxes:
            box.x, box.y = self.frame.left, top
            top += box.lay_out(self.frame.inner)
        return top


class ParagraphItem(TextItem):
    def __init__(self, sheet: Sheet, block: Paragraph | Heading | RawHtml) -> None:
        super().__init__(sheet, block, _face(block), _made(block))

    def show(self, block: Block) -> bool:
        if type(block) is not type(self.block) or not isinstance(
            block, Paragraph | Heading | RawHtml
        ):
            return False
        self.block = block
        self.frame.show(block)
        self.boxes = renewed(self.sheet, self.boxes, _face(block), _made(block))
        return True


class PlainItem(TextItem):
    """What a person typed, or a model thought: every character as it is."""

    def __init__(self, sheet: Sheet, text: str, face: Face = BODY) -> None:
        block = Paragraph(spans=(Span(text),))
        super().__init__(sheet, block, face, plain_pieces(text))

    def show_text(self, text: str, face: Face) -> None:
        self.block = Paragraph(spans=(Span(text),))
        self.boxes = renewed(self.sheet, self.boxes, face, plain_pieces(text))


class RuleItem(Item):
    def place(self) -> int:
        return self.sheet.px(17)

    def paint(self, painter: QPainter, clip: QRectF, marks: Marks, hovered: str) -> None:
        super().paint(painter, clip, marks, hovered)
        line = QRectF(self.frame.left, self.height // 2, self.frame.inner, 1)
        painter.fillRect(line, self.sheet.colour("line"))


def _face(block: Paragraph | Heading | RawHtml) -> Face:
    if isinstance(block, Heading):
        return HEADINGS[min(max(block.level, 1), 6) - 1]
    return RAW if isinstance(block, RawHtml) else BODY


def _made(block: Paragraph | Heading | RawHtml) -> list[Piece]:
    if isinstance(block, RawHtml):
        return plain_pieces(block.text)
    return pieces(block.spans)
