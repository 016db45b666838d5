"""All that is needed to set a document: its words, its fonts and its formulas."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtGui import QPainterPath

from promptrun_desktop.services.documents import Draw, Labels
from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.formula import Outline
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.typefaces import Typefaces
from promptrun_desktop.ui.transcript.formulas import path_of

_MOST_KEPT = 200


class Shape(NamedTuple):
    """A formula that can be drawn; its path is in em, the baseline at 0."""

    outline: Outline
    path: QPainterPath


class Press:
    def __init__(self, labels: Labels, draw: Draw, paper: PageSize) -> None:
        self.labels = labels
        self.paper = paper
        self.types = Typefaces()
        self._draw = draw
        self._waits = getattr(draw, "waits_for", None)
        self._kept: OrderedDict[tuple[str, bool], Shape | None] = OrderedDict()

    def shape(self, latex: str, display: bool) -> Shape | None:
        """None where the source is shown."""
        key = (latex, display)
        if key not in self._kept:
            outline = self._draw(latex, display)
            self._kept[key] = Shape(outline, path_of(outline)) if outline is not None else None
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def prepare(self, spans: Iterable[Span]) -> Iterator[None]:
        """The formulas of a text, asked for together and drawn or waited for one a step."""
        asked = [
            (span.text, bool(span.style & Style.DISPLAY))
            for span in spans
            if span.style & Style.MATH
        ]
        waits = self._waits
        # Each is asked for, before the first is waited for.
        while waits is not None and [key for key in asked if waits(*key)]:
            yield None
        for key in asked:
            self.shape(*key)
            yield None
