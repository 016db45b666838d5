"""A conversation on pages: laid out in small steps, each finished page painted anywhere."""

from collections.abc import Callable, Iterator

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.documents import messages
from promptrun_desktop.ui.documents.flow import Flow
from promptrun_desktop.ui.documents.foot import Foot
from promptrun_desktop.ui.documents.page import Page
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.press import Press


def lay_out(
    content: Content,
    labels: Labels,
    draw: Draw,
    paper: PageSize,
    progress: Callable[[float], None] = lambda _done: None,
) -> Iterator[Page | None]:
    """Pages in order; None where a step of a few ms was done and no page is finished yet.

    `draw` answers at once, or is a `FormulaDesk`, whose answers are waited for. `progress` is told
    the share of the text that is set, 0 to 1. Needs a QGuiApplication.
    """
    press = Press(labels, draw, paper)
    flow = Flow(paper, Foot(press, content.title))
    for strip in messages.strips(content, press, progress):
        if strip is None:
            yield None
        else:
            yield from flow.add(strip)
    yield from flow.finish()
