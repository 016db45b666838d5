"""A conversation as PDF: text that can be selected, an outline, links that are safe."""

from collections.abc import Callable
from typing import BinaryIO

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.documents.paper import PageSize


def render(content: Content, labels: Labels, draw: Draw) -> bytes:
    """As formats do. Needs a QGuiApplication, on whatever platform; `draw` may block."""
    raise NotImplementedError


def write(
    stream: BinaryIO,
    content: Content,
    labels: Labels,
    draw: Draw,
    paper: PageSize | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> int:
    """The number of pages. `progress` is told the share that is done, 0 to 1; what it raises ends
    the work, with nothing written."""
    raise NotImplementedError
