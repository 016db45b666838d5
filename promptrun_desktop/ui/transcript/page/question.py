"""A question on the page: its text as it was typed, in a card."""

from PySide6.QtCore import QRectF

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.ui.transcript.leaves.body import BodyLeaves
from promptrun_desktop.ui.transcript.leaves.question_card import (
    CardEnd,
    CardTop,
    question_geometry,
)
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.sheet import BODY, THOUGHT


class Question(Entry):
    """Instructions inside a chat look the same, but quieter."""

    is_plain = True

    @property
    def asked(self) -> bool:
        return self.message.role is Role.USER

    def make(self) -> None:
        if not self.is_loaded:
            self.leaves = []
            return
        self._top, self._end = CardTop(self.kit.sheet), CardEnd(self.kit.sheet)
        self._end.show_versions(self.versions)
        self._body = BodyLeaves(self.kit.sheet, self.kit.highlighter)
        self._body.show_plain(self.source, BODY if self.asked else THOUGHT)
        ending = self.kit.endings(self.message) if isinstance(self.message, Message) else None
        strip = [StripLeaf(self.kit.sheet, ending)] if ending is not None else []
        self.leaves = [self._top, *self._body.leaves, self._end, *strip]

    def count_versions(self) -> None:
        if self.leaves:
            self._end.show_versions(self.versions)

    def bounds(self) -> tuple[int, int, int]:
        if not self.is_loaded or self.leaves is None:
            return 0, 0, 0
        return 1, 1, 1 + len(self._body.leaves)

    def box_of(self, leaf: int) -> tuple[int, int]:
        thought, _body, foot = self.bounds()
        if thought <= leaf < foot:
            geometry = question_geometry(self.kit.sheet, self.width)
            return geometry.text_left, geometry.text_width
        return 0, self.width

    def rest(self) -> int:
        return 0 if self.is_loaded else self.guessed()

    def card(self) -> QRectF:
        """From the column's left edge and the entry's top."""
        inset = question_geometry(self.kit.sheet, self.width).inset
        height = self.tops[self.bounds()[2]] + self._end.card_height()
        return QRectF(inset, 0, self.width - inset, height)
