"""The tinted card of a question: where its text goes, its upper and lower edge, its ground."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from promptrun_desktop.ui.transcript.leaves.chrome import Chrome
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.version_switch import ONE, Versions

_RADIUS = 12


class CardGeometry(NamedTuple):
    """In pixels from the column's left edge: where the card begins, where its text does and how
    wide that may be; `rise` is the room above and below the text."""

    inset: int
    text_left: int
    text_width: int
    rise: int


def question_geometry(sheet: Sheet, column_width: int) -> CardGeometry:
    inset = min(sheet.px(72), column_width // 4)
    pad = sheet.px(14)
    return CardGeometry(inset, inset + pad, max(1, column_width - inset - 2 * pad), sheet.px(10))


def paint_card(painter: QPainter, sheet: Sheet, card: QRectF, clip: QRectF, asked: bool) -> None:
    """The ground below the text; `asked` is False for instructions, which are quieter.

    The rasteriser's numbers end at 32,767: of a longer card only what is near the clip is drawn.
    """
    reach = 2 * _RADIUS
    near = card.intersected(clip.adjusted(-reach, -reach, reach, reach))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(sheet.colour("user" if asked else "code"))
    painter.drawRoundedRect(near, _RADIUS, _RADIUS)


class CardTop(Chrome):
    """Above the text of a question. Its actions stand beside the card, and reach below this leaf:
    they are to be shown as long as any part of the question is."""

    tool = "card_actions"

    def tall(self) -> int:
        return self.sheet.px(10)

    def arrange(self, width: int) -> int:
        self._inset = question_geometry(self.sheet, width).inset
        return self.tall()

    @property
    def inset(self) -> int:
        """How wide the room beside the card is, after `measure`."""
        return self._inset

    def tool_place(self, size: QSize) -> QRect:
        """May begin left of the column, never left of the view: whoever places it takes care."""
        x = self._inset - self.sheet.px(6) - size.width()
        return QRect(x, self.top() + self.sheet.px(7), size.width(), size.height())

    _inset = 0


class CardEnd(Chrome):
    """Below the text of a question: the rest of the card, the versions of the question if there
    are several, and the room before the next message."""

    versions: Versions = ONE

    @property
    def tool_state(self) -> object:
        return self.versions

    def show_versions(self, versions: Versions) -> None:
        if (versions.total > 1) is not bool(self.tool):
            self.width = -1
        self.versions = versions
        self.tool = "versions" if versions.total > 1 else ""

    def tall(self) -> int:
        versions = self.sheet.px(26) - self.sheet.px(6) if self.tool else 0
        return self.sheet.px(10) + versions + self.sheet.px(22)

    def card_height(self) -> int:
        """How much of it still belongs to the card."""
        return self.top() + self.sheet.px(10)

    def tool_place(self, size: QSize) -> QRect:
        """At the right end, below the card."""
        x = self.width - size.width()
        return QRect(x, self.card_height() + self.sheet.px(4), size.width(), size.height())
