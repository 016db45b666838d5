"""A conversation on pages: laid out in small steps, each finished page painted anywhere."""

from collections.abc import Callable, Iterator

from promptrun_desktop.services.documents import Content, Draw, Labels, undrawn
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.documents import messages, paragraphs
from promptrun_desktop.ui.documents.flow import Flow
from promptrun_desktop.ui.documents.foot import Foot
from promptrun_desktop.ui.documents.frame import Framed, Room
from promptrun_desktop.ui.documents.page import Page
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.press import Press
from promptrun_desktop.ui.documents.typefaces import SOURCE

# The beginning of a text that is shown as what it is written in.
MOST_SOURCE = 40_000


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


def lay_out_text(text: str, paper: PageSize) -> Iterator[Page | None]:
    """The beginning of a file of text, character by character."""
    press = Press(Labels(), undrawn, paper)
    flow = Flow(paper, Foot(press, ""))
    cut = clean(text[:MOST_SOURCE]) + ("…" if len(text) > MOST_SOURCE else "")
    framed = Framed(Room(paper.left, paper.column), ())
    for strip in paragraphs.plain(press, SOURCE, cut, framed):
        if strip is None:
            yield None
        else:
            yield from flow.add(strip)
    yield from flow.finish()
