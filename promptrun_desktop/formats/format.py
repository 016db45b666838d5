"""What a format is to those who offer it."""

from collections.abc import Callable
from dataclasses import dataclass

from promptrun_desktop.formats.content import Content
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.text.formula import Outline

# A formula in LaTeX, and whether it has lines of its own; None: its source is shown.
Draw = Callable[[str, bool], Outline | None]
Render = Callable[[Content, Labels, Draw], bytes]


def undrawn(_latex: str, _display: bool) -> None:
    """For formats, and tests, that show the source of every formula."""


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` begins with a dot."""

    key: str
    suffix: str
    render: Render
