"""Files in which every line is a value of its own (JSON Lines)."""

from collections.abc import Iterable, Iterator

from promptrun_desktop.formats.foreign.pieces import MOST_CHARS


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


def is_lines(beginning: str) -> bool:
    """Whether a second line begins where the first has ended; one of both may be damaged."""
    line, _, rest = beginning.partition("\n")
    return line[:1] == "{" and line.rstrip()[-1:] == "}" and rest.lstrip()[:1] == "{"
