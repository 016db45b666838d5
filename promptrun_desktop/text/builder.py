"""Markdown events into blocks: containers, tight and loose lists, code, tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyromark

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Span,
    Table,
)
from promptrun_desktop.text.containers import Draft, Frame, List
from promptrun_desktop.text.fence import is_closed, language_of
from promptrun_desktop.text.inline import Inline
from promptrun_desktop.text.limits import tables_are_bearable
from promptrun_desktop.text.prices import masked, restored

_WITHOUT_TABLES = (
    pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_MATH
)
_ALIGNMENTS = {"Left": "left", "Center": "center", "Right": "right"}

Cell = tuple[Span, ...]


class Part(NamedTuple):
    """One block of the document itself with all that it contains.

    `start` counts bytes of the text in UTF-8; `next_id` is the first free id after it.
    """

    start: int
    blocks: tuple[Block, ...]
    next_id: int


def build(text: str, first_id: int = 0) -> list[Part]:
    """CommonMark, tables, strikethrough, task lists and `$…$`; lines end in `\\n`.

    Containers are numbered from `first_id`. The text must be encodable: see unicode.clean.
    """
    options = _WITHOUT_TABLES
    if tables_are_bearable(text):
        options |= pyromark.Options.ENABLE_TABLES
    # Pieces of text in one go are many times faster; a formula in brackets is found by its pieces.
    merge = "\\(" not in text and "\\[" not in text
    builder = _Builder(text.encode(), first_id)
    source = masked(text)
    for event, place in pyromark.events_with_range(source, options=options, merge_text=merge):
        given = event if source is text else restored(event)
        builder.take(given, place["start"], place["end"])
    return builder.parts


@dataclass(slots=True)
class _Table:
    alignments: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


class _Builder:
    def __init__(self, source: bytes, first_id: int) -> None:
        self.parts: list[Part] = []
        self._source = source
        self._next_id = first_id
        self._depth = 0
        self._start = 0
        self._drafts: list[Draft] = []
        self._frames: list[Frame] = []
        self._lists: list[List] = []
        self._inline: Inline | None = None
        self._lines: list[str] | None = None  # of a code or HTML block
        self._info: str | None = None  # of a fence
        self._table: _Table | None = None

    def take(self, event: Any, start: int, end: int) -> None:
        kind, value = _named(event)
        if kind == "Text" and self._lines is None:  # most events are
            self._line().text(value, start)
        elif kind == "Start":
            name, payload = _named(value)
            if self._depth == 0:
                self._start = start
            self._depth += 1
            self._begin(name, payload)
        elif kind == "End":
            self._finish(*_named(value), start, end)
            self._depth -= 1
        elif kind == "Rule":
            self._start = start if self._depth == 0 else self._start
            self._put(Rule)
        elif self._lines is not None:
            self._lines.append(value)
        else:
            self._take_inline(kind, value, start, end)
        if self._depth == 0:
            self._close_part()

    def _close_part(self) -> None:
        blocks = tuple(draft.frozen() for draft in self._drafts)
        self.parts.append(Part(self._start, blocks, self._next_id))
        self._drafts.clear()

    def _begin(self, name: str, payload: Any) -> None:
        match name:
            case "Emphasis" | "Strong" | "Strikethrough" | "Link" | "Image":
                self._line().start(name, payload)
            case "Paragraph":
                owner = self._frames[-1].list if self._frames else None
                if owner is not None:
                    owner.tight = False
            case "List":
                self._put_paragraph()
                self._lists.append(List(self._new_id(), payload))
            case "Item":
                owner = self._lists[-1]
                self._frames.append(Frame(owner.id, owner, owner.items))
                owner.items += 1
            case "BlockQuote":
                self._put_paragraph()
                self._frames.append(Frame(self._new_id()))
            case "CodeBlock" | "HtmlBlock":
                self._put_paragraph()
                self._lines = []
                self._info = payload["Fenced"] if isinstance(payload, dict) else None
            case "Table":
                self._put_paragraph()
                self._table = _Table(tuple(_ALIGNMENTS.get(each, "") for each in payload))
            case "Heading":
                self._put_paragraph()

    def _finish(self, name: str, payload: Any, start: int, end: int) -> None:
        match name:
            case "Emphasis" | "Strong" | "Strikethrough" | "Link" | "Image":
                self._line().end(name)
            case "Paragraph":
                self._put_paragraph()
            case "Heading":
                self._put(Heading, level=int(payload[1:]), spans=self._taken())
            case "Item" | "BlockQuote":
                self._put_paragraph()
                if self._frames[-1].fresh:
                    self._put(Paragraph, spans=())
                self._frames.pop()
            case "List":
                self._lists.pop()
            case "CodeBlock":
                self._put_code(self._source[start:end])
            case "HtmlBlock":
                self._put(RawHtml, text=self._block_text())
            case _:
                self._finish_in_table(name)

    def _finish_in_table(self, name: str) -> None:
        table = self._table
        if table is None:
            return
        if name == "TableCell":
            table.cells.append(self._taken())
        elif name in ("TableHead", "TableRow"):
            table.rows.append(tuple(table.cells))
            table.cells.clear()
        elif name == "Table":
            head, *rows = table.rows
            self._put(Table, alignments=table.alignments, head=head, rows=tuple(rows))
            self._table = None

    def _take_inline(self, kind: str, value: Any, start: int, end: int) -> None:
        line = self._line()
        match kind:
            case "Code":
                line.code(value)
            case "SoftBreak":
                line.soft_break()
            case "HardBreak":
                line.hard_break()
            case "InlineMath":
                line.inline_math(value, end)
            case "DisplayMath":
                line.display_math(value)
            case "TaskListMarker":
                self._frames[-1].task = value
            case _:
                line.html(value)

    def _line(self) -> Inline:
        if self._inline is None:
            quotes = sum(frame.list is None for frame in self._frames)
            self._inline = Inline(self._source, quotes)
        return self._inline

    def _taken(self) -> Cell:
        spans = self._inline.spans() if self._inline else ()
        self._inline = None
        return spans

    def _put_paragraph(self) -> None:
        """The text of a tight item ends where the next block begins, without an event."""
        spans = self._taken()
        if spans:
            self._put(Paragraph, spans=spans)

    def _put_code(self, written: bytes) -> None:
        code = "".join(self._lines or ())
        closed = self._info is None or is_closed(written, code)
        self._put(
            CodeBlock,
            language=language_of(self._info or ""),
            code=self._block_text(),
            closed=closed,
        )

    def _block_text(self) -> str:
        text = "".join(self._lines or ())
        self._lines = None
        return text.removesuffix("\n")

    def _put(self, kind: Callable[..., Block], **fields: Any) -> None:
        opens = 0
        for frame in reversed(self._frames):
            if not frame.fresh:
                break
            frame.fresh = False
            opens += 1
        self._drafts.append(Draft(kind, fields, tuple(self._frames), opens))

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1


def _named(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    (name, payload), *_ = value.items()
    return name, payload
