"""The same text three times: for people, for word processors, and as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from promptrun_desktop.text.block import Block, Table
from promptrun_desktop.text.to_html import html_parts, to_html
from promptrun_desktop.text.to_markdown import markdown_parts, to_markdown
from promptrun_desktop.text.to_plain import plain_parts, to_plain
from promptrun_desktop.ui.transcript.select.copied import Chunk, chunks
from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import Selection


@dataclass(frozen=True, slots=True)
class Flavours:
    """What is empty is not offered."""

    plain: str
    html: str = ""
    markdown: str = ""


class Writing:
    """Collects the flavours of the parts of a selection."""

    def __init__(self) -> None:
        self._plain: list[str] = []
        self._html: list[str] = []
        self._markdown: list[str] = []

    def steps(self, chunks: Iterable[Chunk | None]) -> Iterator[None]:
        """Write them, with a break after each few lines."""
        for chunk in chunks:
            if chunk is not None:
                yield from self._take(chunk)
            yield

    @property
    def flavours(self) -> Flavours:
        return Flavours("".join(self._plain), "".join(self._html), "".join(self._markdown))

    def _take(self, chunk: Chunk) -> Iterator[None]:
        if self._plain:
            self._plain.append("\n\n")
            self._markdown.append("\n\n")
        if chunk.plain and chunk.source is not None:
            self._plain.append(chunk.source)
        else:
            yield from _into(self._plain, plain_parts(chunk.blocks))
        yield from _into(self._html, html_parts(chunk.blocks))
        if chunk.source is not None:
            self._markdown.append(chunk.source)
        else:
            yield from _into(self._markdown, markdown_parts(chunk.blocks))


def message_flavours(source: str, blocks: Sequence[Block]) -> Flavours:
    """A whole message is its exact source, also as plain text."""
    return Flavours(source, to_html(blocks), source)


def table_flavours(table: Table) -> Flavours:
    """By itself, whatever list it stands in."""
    alone = Table(alignments=table.alignments, head=table.head, rows=table.rows)
    return Flavours(to_plain([alone]), to_html([alone]), to_markdown([alone]))


def _into(out: list[str], parts: Iterable[str]) -> Iterator[None]:
    for part in parts:
        out.append(part)
        yield


def plain_text(page: Page, selection: Selection) -> str:
    """All of a selection at once: only for what is short."""
    writing = Writing()
    for _ in writing.steps(chunks(page, selection)):
        pass
    return writing.flavours.plain
