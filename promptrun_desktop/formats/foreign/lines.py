"""Files in which every line is a value of its own (JSON Lines)."""

from collections.abc import Iterable, Iterator

from promptrun_desktop.formats.foreign.pieces import MOST_CHARS
from promptrun_desktop.formats.foreign.report import Unreadable
from promptrun_desktop.formats.foreign.values import value


def lines(texts: Iterable[str]) -> Iterator[str | None]:
    """None for a line that is too long."""
    held: list[str] = []
    size = 0
    for text in texts:
        *ended, rest = text.split("\n")
        for each in ended:
            line = "".join([*held, each]).strip() if size <= MOST_CHARS else None
            held, size = [], 0
            if line or line is None:
                yield line
        size += len(rest)
        if rest and size <= MOST_CHARS:
            held.append(rest)
    if size > MOST_CHARS:
        yield None
    elif line := "".join(held).strip():
        yield line


def is_lines(first: str) -> bool:
    line, ended, _rest = first.partition("\n")
    if not ended or not line.startswith("{"):
        return False
    try:
        return isinstance(value(line), dict)
    except Unreadable:
        return False
