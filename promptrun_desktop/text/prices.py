"""Tells prices from formulas before parsing: `$5 and **$6**` has no formula in it."""

import re
from typing import Any

# Stands for a dollar sign that opens no formula: one byte, so that places stay what they are, and
# one that no cleaned text of a person or a model holds.
MASK = "\x1a"
_ADDRESS = re.compile(r"\]\([^)\s]{0,2000}+\)|<[^>\s]{0,2000}+>|https?://[^\s)]{0,2000}+")


def masked(text: str) -> str:
    """The text with MASK for each dollar sign that only a price could be behind.

    The parser closes a formula at any `$` that follows a character; a price behind it is swallowed
    then, with the emphasis between. As elsewhere, a closing `$` has no digit behind it. Looks at
    one line at a time, so that a text streamed in pieces comes out the same.
    """
    if "$" not in text or MASK in text:
        return text
    return "\n".join(_line(line) if line.count("$") > 1 else line for line in text.split("\n"))


def restored(event: Any) -> Any:
    """A parser's event with its dollar signs back, in whatever part of it they are."""
    if isinstance(event, str):
        return event.replace(MASK, "$")
    if isinstance(event, dict):
        return {key: restored(value) for key, value in event.items()}
    return event


def _line(line: str) -> str:
    if "$$" in line:
        return line
    places = [place for place, char in enumerate(line) if char == "$" and not _escaped(line, place)]
    prices: list[int] = []
    waiting: list[int] = []  # those that may open a formula
    for place in places:
        before, behind = line[place - 1 : place], line[place + 1 : place + 2]
        if waiting and before.strip():
            if behind.isdigit():
                prices += waiting
                waiting = [place]
            else:
                waiting.clear()
        elif behind.strip():
            waiting.append(place)
    if not prices:
        return line
    chars = list(line)
    # An address may hold no control character.
    addresses = [match.span() for match in _ADDRESS.finditer(line)]
    for place in prices:
        if not any(start <= place < end for start, end in addresses):
            chars[place] = MASK
    return "".join(chars)


def _escaped(line: str, place: int) -> bool:
    first = place
    while first > 0 and line[first - 1] == "\\":
        first -= 1
    return (place - first) % 2 == 1
