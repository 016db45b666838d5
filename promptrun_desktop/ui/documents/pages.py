"""A conversation on pages: laid out in small steps, each finished page painted anywhere."""

from collections.abc import Iterator

from promptrun_desktop.services.documents import Content, Draw, Labels
from promptrun_desktop.ui.documents.page import Page
from promptrun_desktop.ui.documents.paper import PageSize


def lay_out(content: Content, labels: Labels, draw: Draw, paper: PageSize) -> Iterator[Page | None]:
    """Pages in order; None where a step of a few ms was done and no page is finished yet.

    `draw` answers at once, or is a `FormulaDesk`, whose answers are waited for. Needs a
    QGuiApplication.
    """
    raise NotImplementedError
