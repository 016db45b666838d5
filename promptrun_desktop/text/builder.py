"""Markdown events into blocks: containers, tight and loose lists, code, tables."""

from collections.abc import Callable
from typing import Any, NamedTuple

from promptrun_desktop.text.block import (
    Block,
    CodeBlock,
    Heading,
    Paragraph,
    RawHtml,
    Rule,
    Table,
)
from promptrun_desktop.text.containers import Draft, Frame, List
from promptrun_desktop.text.fence import is_closed, language_of
from promptrun_desktop.text.inline import Inline
from promptrun_desktop.text.plain import has_stand_ins, shown_in
from promptrun_desktop.text.reading import Reading
from promptrun_desktop.text.spine import (
    Cell,
    Context,
    Cut,
    Level,
    OpenContainer,
    OpenList,
    deepest_cut,
)
from promptrun_desktop.text.table_draft import TableDraft

_ALIGNMENTS = {"Left": "left", "Center": "center", "Right": "right"}
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
_CONTAINERS = frozenset(("Item", "List", "BlockQuote"))
_INSIDE_TABLES = frozenset(("TableHead", "TableCell"))


class Built(NamedTuple):
    """`cut` is where the text can be cut so that what comes before is settled.

    `tight` tells of each list that was open before the text whether it still is tight.
    `ends_with_text`: but for spaces the last block goes on to the end, neither code nor HTML.
    """

    blocks: list[Block]
    cut: Cut | None
    tight: dict[int, bool]
    ends_with_text: bool


class Builder:
    """Takes the events of one parse; `source` is what was parsed, in UTF-8."""

    def __init__(self, source: bytes, first_id: int, context: Context, reading: Reading) -> None:
        self._source = source
        self._context = context
        self._reading = reading
        self._prefix = len(context.prefix)  # it is ASCII but for the head of a table
        if not context.prefix.isascii():
            self._prefix = len(context.prefix.encode())
        self._next_id = first_id
        self._depth = 0
        self._blocks: list[Block] = []
        self._drafts: list[Draft] = []
        self._frames: list[Frame] = []
        self._quotes = 0
        self._lists: list[List] = []
        self._document = Level(0)
        self._levels: list[Level] = [self._document]
        self._carried: list[List] = []
        self._above = 0
        self._text_end = -1
        self._inline: Inline | None = None
        self._simplified = False
        self._lines: list[str] | None = None  # of a code or HTML block
        self._info: str | None = None  # of a fence
        self._table: TableDraft | None = None

    def built(self) -> Built:
        cut = deepest_cut(self._document, self._source, self._prefix)
        tight = {each.id: each.tight for each in self._carried}
        ends_with_text = self._text_end == len(self._source.rstrip(b" "))
        return Built(self._blocks, cut, tight, ends_with_text)

    def whole(self, event: Any) -> Any:
        """The event with the characters that had stand-ins."""
        if not has_stand_ins(event):
            return event
        given = shown_in(event)
        self._simplified = True
        return given

    def take(self, event: Any, start: int, end: int) -> None:
        kind, value = _named(event)
        if start < self._prefix and kind == "Text" and self._table is None:
            return  # it stands there to tell tight from loose
        if kind == "Text" and self._lines is None:  # most events are
            self._line().text(value, start)
            self._above = self._text_end = end
        elif kind == "Start":
            self._depth += 1
            self._begin(*_named(value), start)
        elif kind == "End":
            name, payload = _named(value)
            self._finish(name, payload, start, end)
            self._depth -= 1
            if name not in _CONTAINERS:  # which may end with definitions
                self._above = end
        elif kind == "Rule":
            self._put_paragraph()
            self._begin_child(start)
            self._put(Rule)
        elif self._lines is not None:
            self._lines.append(value)
        else:
            self._take_inline(kind, value, end)
        if self._depth == 0:
            self._blocks += [draft.frozen() for draft in self._drafts]
            self._drafts.clear()

    def _begin(self, name: str, payload: Any, start: int) -> None:
        if name in _INLINE:
            self._line().start(name, self._reading.link(payload))
            return
        if name == "Paragraph":
            owner = self._frames[-1].list if self._frames else None
            if owner is not None:
                owner.loose = True
                if start >= self._prefix:
                    owner.tell(start)
        else:
            self._put_paragraph()
        if name not in _INSIDE_TABLES:
            self._begin_child(start)
        match name:
            case "List":
                self._begin_list(payload, start)
            case "Item":
                self._begin_item(start)
            case "BlockQuote":
                opened = self._opened(start)
                self._begin_frame(Frame(opened.id if opened else self._new_id()), start)
            case "CodeBlock" | "HtmlBlock":
                self._lines = []
                self._info = payload["Fenced"] if isinstance(payload, dict) else None
            case "Table":
                level = Level(start, rows=[])
                self._descend(level)
                self._table = TableDraft(
                    tuple(_ALIGNMENTS.get(each, "") for each in payload), level
                )
                going_on = self._context.table if start < self._prefix else None
                level.opens = going_on.opens if going_on else self._opens()

    def _begin_list(self, first: int | None, start: int) -> None:
        carried: OpenList | None = None
        if start < self._prefix:
            opened = self._opened(start)
            carried = opened.list if opened else self._context.list
        if carried is None:
            one = List(self._new_id(), first)
        else:
            told = 0 if carried.told else -1
            # Before its open item comes one that is not in the text.
            items = carried.items - 1
            one = List(carried.id, carried.first, items, carried.loose, told, probed=True)
            self._carried.append(one)
        self._lists.append(one)
        self._descend(Level(start, list=one))

    def _begin_item(self, start: int) -> None:
        owner = self._lists[-1]
        opened = self._opened(start)
        frame = Frame(owner.id, owner, owner.items, opened.task if opened else None)
        owner.items += 1
        self._begin_frame(frame, start)

    def _begin_frame(self, frame: Frame, start: int) -> None:
        frame.fresh = start >= self._prefix
        self._frames.append(frame)
        self._quotes += frame.list is None
        self._descend(Level(start, frame))

    def _opened(self, start: int) -> OpenContainer | None:
        """The container of the context that begins here."""
        containers = self._context.containers
        if start >= self._prefix or len(self._frames) >= len(containers):
            return None
        return containers[len(self._frames)]

    def _begin_child(self, start: int) -> None:
        level = self._levels[-1]
        if level.frame:
            ready = not level.frame.fresh
        elif level.list:
            ready = level.list.items > 0
        else:
            ready = level.rows is None or len(level.rows) > 1
        blocks = len(self._blocks) + len(self._drafts)
        level.begin(start, self._above, blocks, self._next_id, ready=ready)

    def _descend(self, level: Level) -> None:
        self._levels[-1].last = level
        self._levels.append(level)

    def _finish(self, name: str, payload: Any, start: int, end: int) -> None:
        if name in _INLINE:
            self._line().end(name)
            return
        match name:
            case "Paragraph":
                self._put_paragraph()
            case "Heading":
                spans = self._taken()
                if start >= self._prefix:
                    self._put(Heading, level=int(payload[1:]), spans=spans)
            case "Item" | "BlockQuote":
                self._put_paragraph()
                if self._frames[-1].fresh:
                    self._put(Paragraph, spans=())
                self._quotes -= self._frames.pop().list is None
                self._levels.pop()
            case "List":
                self._lists.pop()
                self._levels.pop()
            case "CodeBlock":
                self._put_code(self._source[start:end])
            case "HtmlBlock":
                self._put(RawHtml, text=self._block_text())
            case _:
                self._finish_in_table(name, start)

    def _finish_in_table(self, name: str, start: int) -> None:
        table = self._table
        if table is None:
            return
        if name == "TableCell":
            table.cells.append(self._taken())
        elif name in ("TableHead", "TableRow"):
            goes_on = name == "TableHead" and start < self._prefix
            table.end_row(self._context.table if goes_on else None)
        elif name == "Table":
            self._put(Table, **table.fields())
            self._drafts[-1] = self._drafts[-1]._replace(opens=table.level.opens)
            self._table = None
            self._levels.pop()

    def _take_inline(self, kind: str, value: Any, end: int) -> None:
        if kind == "TaskListMarker":
            self._frames[-1].task = value
            return
        self._line().take(kind, value, end)

    def _line(self) -> Inline:
        if self._inline is None:
            self._inline = Inline(self._source, self._quotes)
        return self._inline

    def _taken(self) -> Cell:
        spans = self._inline.spans() if self._inline else ()
        self._inline = None
        self._simplified = False
        return spans

    def _put_paragraph(self) -> None:
        """The text of a tight item ends where the next block begins, without an event."""
        if self._inline is None:
            return
        simplified = self._simplified
        spans = self._taken()
        owner = self._frames[-1].list if self._frames else None
        if owner is not None:
            owner.tell(self._above)
        if spans:
            self._put(Paragraph, spans=spans, simplified=simplified)

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
        self._simplified = False
        return text.removesuffix("\n")

    def _put(self, kind: Callable[..., Block], **fields: Any) -> None:
        opens = self._opens()
        for frame in self._frames[len(self._frames) - opens :]:
            frame.fresh = False
        self._drafts.append(Draft(kind, fields, tuple(self._frames), opens))

    def _opens(self) -> int:
        """How many of the innermost containers have no block yet."""
        opens = 0
        for frame in reversed(self._frames):
            if not frame.fresh:
                break
            opens += 1
        return opens

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1


def _named(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return value, None
    named: tuple[str, Any] = next(iter(value.items()))
    return named
