"""What Markdown becomes: a flat list of blocks, each with the containers it stands in.

Blocks are frozen values without colours or sizes: the transcript draws them, exports write them.
"""

from dataclasses import dataclass
from enum import IntFlag


class Style(IntFlag):
    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    CODE = 4
    STRIKE = 8
    MATH = 16
    # Beside MATH: a formula on lines of its own.
    DISPLAY = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; a line break inside a paragraph is `\\n`.

    `href` is foreign text: it is shown and checked before anything opens it.
    """

    text: str
    style: Style = Style.PLAIN
    href: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One block quote; `id` tells two neighbouring quotes apart."""

    id: int


@dataclass(frozen=True, slots=True)
class Item:
    """One list item: `number` None is a bullet, `task` None is no check box.

    `list_id` tells two neighbouring lists apart, `index` counts the items of one list from 0.
    """

    list_id: int
    index: int
    number: int | None = None
    tight: bool = True
    task: bool | None = None


Container = Quote | Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`path` are its containers from the outermost in; the last `opens` of them begin with it.

    So a marker is drawn for each Item among the last `opens` containers, and nesting can be
    rebuilt by comparing neighbouring paths.
    """

    path: tuple[Container, ...] = ()
    opens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """`simplified`: too costly to parse, so that some of it is shown as it was written."""

    spans: tuple[Span, ...]
    simplified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Block):
    """`code` has no final line break; `closed` is False while its fence is still open."""

    language: str
    code: str
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """`alignments` are "left", "center", "right" or ""; each cell is a tuple of spans."""

    alignments: tuple[str, ...]
    head: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHtml(Block):
    """HTML in a reply is foreign: shown as the characters it is made of."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Block):
    """A horizontal rule."""
