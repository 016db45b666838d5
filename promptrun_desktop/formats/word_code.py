"""Code for a Word file: one paragraph a line, coloured by character styles."""

from collections.abc import Iterator

from promptrun_desktop.formats.word_text import runs
from promptrun_desktop.text.highlight import highlight


def code_lines(language: str, code: str) -> Iterator[str]:
    """The runs of each line."""
    line: list[str] = []
    for text, style in _pieces(language, code):
        first, *others = text.split("\n")
        line.append(runs(first, style=style))
        for other in others:
            yield "".join(line)
            line = [runs(other, style=style)]
    yield "".join(line)


def _pieces(language: str, code: str) -> Iterator[tuple[str, str]]:
    position = 0
    for start, end, token in highlight(language, code):
        yield code[position:start], ""
        yield code[start:end], f"Code{token.capitalize()}"
        position = end
    yield code[position:], ""
