"""The guide as values: its pages, each a list of blocks and pictures, read from `resources/guide`.

`index.toml` says which pages there are and in which order. A page is Markdown of ours; a picture
is a line of its own, `![What it shows](name)`, and stands as two files, `name-light.png` and
`name-dark.png`. Nothing of Qt is needed here: the site in `docs/` is made of the same values.
"""

import re
import struct
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from promptrun_desktop.assets import resource
from promptrun_desktop.text.block import Block, Heading, Paragraph, Span, Style, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.help.shortcuts import Group, groups

SHORTCUTS = "shortcuts"
# Pictures hold two pixels for one of the design.
SCALE = 2
_PICTURE = re.compile(r"^!\[([^\]]+)\]\(([a-z0-9-]+)\)$", re.MULTILINE)
_PAGE = re.compile(r"\A([a-z0-9-]+)\.md\Z")


@dataclass(frozen=True, slots=True)
class Picture:
    """`alt` says what it shows; `width` and `height` in pixels of the design."""

    name: str
    alt: str
    width: int
    height: int

    def path(self, *, dark: bool) -> Path:
        return picture_path(self.name, dark=dark)


Part = Block | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is that of its file, `short` a title for lists; `parts` come after the title."""

    name: str
    short: str
    title: str
    parts: tuple[Part, ...]


def read_guide(shortcuts: Sequence[Group] | None = None) -> list[Page]:
    """All pages in their order. `shortcuts` are those of this computer unless told otherwise.

    Raises OSError or ValueError where the installation is damaged.
    """
    index = tomllib.loads(resource("guide", "index.toml").read_text(encoding="utf-8"))
    table = tuple(_tables(groups() if shortcuts is None else shortcuts))
    pages = [_read_page(each["name"], each["short"]) for each in index["pages"]]
    return [
        replace(each, parts=(*each.parts, *table)) if each.name == SHORTCUTS else each
        for each in pages
    ]


def _read_page(name: str, short: str) -> Page:
    text = resource("guide", f"{name}.md").read_text(encoding="utf-8")
    first, _, rest = text.strip().partition("\n")
    return Page(name, short, first.removeprefix("# ").strip(), tuple(parts_of(rest)))


def page_named(href: str) -> str:
    """The page a link leads to; empty for a link that leads out of the guide."""
    found = _PAGE.match(href)
    return found[1] if found else ""


def spoken(block: Block) -> Iterator[Sequence[Span]]:
    """Every text of a block."""
    match block:
        case Paragraph(spans=spans) | Heading(spans=spans):
            yield spans
        case Table(head=head, rows=rows):
            for row in (head, *rows):
                yield from row


def picture_path(name: str, *, dark: bool) -> Path:
    return resource("guide", "pictures", f"{name}-{'dark' if dark else 'light'}.png")


def size_of(path: Path) -> tuple[int, int]:
    """Of a PNG, in pixels of the design. Raises OSError or ValueError."""
    with path.open("rb") as file:
        head = file.read(24)
    if len(head) < 24 or head[12:16] != b"IHDR":
        raise ValueError(f"{path.name} is no picture")
    width, height = struct.unpack(">II", head[16:24])
    return round(width / SCALE), round(height / SCALE)


def parts_of(text: str) -> Iterator[Part]:
    """Of a text without a title."""
    place = 0
    for found in _PICTURE.finditer(text):
        yield from parse(text[place : found.start()])
        alt, name = found[1], found[2]
        yield Picture(name, alt, *size_of(picture_path(name, dark=False)))
        place = found.end()
    yield from parse(text[place:])


def _tables(shortcuts: Iterable[Group]) -> Iterator[Block]:
    for group in shortcuts:
        yield Heading(level=2, spans=(Span(group.title),))
        rows = tuple(
            ((Span(deed),), tuple(_keys(columns[0])), *(tuple(_keys(each)) for each in columns[1:]))
            for deed, *columns in group.rows
        )
        head = tuple((Span(each),) if each else () for each in group.head)
        yield Table(alignments=("",) * len(head), head=head, rows=rows)


def _keys(names: str) -> Iterator[Span]:
    """Each as a key, with a blank between two."""
    for number, each in enumerate(names.split("\t")):
        if number:
            yield Span("  ")
        yield Span(each, Style.CODE)
