r"""Texts between other text, counted: whatever they hold, they are had back exactly.

    <!-- kind name=value name=value chars=N -->
    N characters
                                                      then a line break

Of a value, blanks, "%", "<", ">" and what nobody sees are written as in web addresses ("%20").
Read from the top, skip what a frame holds, and no text can pass itself off as a frame. The text of
a "thinking" frame stands in a quote: "> " begins each of its lines, and is counted.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

_HEAD = re.compile(r"\ufeff?<!-- chat (version=[^\n]*) -->\n")
_FRAME = re.compile(
    r"^<!-- (message|thinking|instructions) (?:([^\n]*) )?chars=(\d{1,12}) -->\n", re.MULTILINE
)
_LINE_END = re.compile(r"\r\n?|\n")
_QUOTED_LINE_END = re.compile(r"(\r\n?|\n)> ")


class Frame(NamedTuple):
    """`kind` is "chat" (only at the top, without a text), "instructions", "thinking" or "message".

    A thinking belongs to the message that follows it.
    """

    kind: str
    fields: Mapping[str, str]
    text: str


def head(kind: str, fields: Mapping[str, str]) -> str:
    """A line that is read back as `Frame(kind, fields, "")`."""
    return f"<!-- {' '.join((kind, *_written(fields)))} -->\n"


def framed(kind: str, fields: Mapping[str, str], text: str) -> str:
    if kind == "thinking":
        text = quoted(text)
    return f"{head(kind, {**fields, 'chars': str(len(text))})}{text}\n"


def frames(document: str) -> Iterator[Frame]:
    """In the order of the document, which must have been read without changing line ends.

    One in which an editor changed all of them is read as if it had not. Raises ValueError where the
    document ends before a frame does, or where a frame was changed by hand.
    """
    if "-->\r\n" in document.partition("\n")[0] + "\n":
        document = document.replace("\r\n", "\n")
    position = 0
    if found := _HEAD.match(document):
        yield Frame("chat", _read(found[1]), "")
        position = found.end()
    while found := _FRAME.search(document, position):
        position = found.end() + int(found[3])
        if position > len(document):
            raise ValueError("the document ends before its last message")
        if document[position : position + 1] != "\n":
            raise ValueError("a message was changed by hand")
        text = document[found.end() : position]
        yield Frame(found[1], _read(found[2]), unquoted(text) if found[1] == "thinking" else text)


def quoted(text: str) -> str:
    """Each line as a line of a quote."""
    return "> " + _LINE_END.sub(r"\g<0>> ", text)


def unquoted(text: str) -> str:
    return _QUOTED_LINE_END.sub(r"\1", text.removeprefix("> "))


def _written(fields: Mapping[str, str]) -> Iterator[str]:
    for name, value in fields.items():
        written = "".join(map(_character, value))
        yield f"{name}={written}"


def _character(char: str) -> str:
    return char if char.isprintable() and char not in " %<>" else quote(char, safe="")


def _read(fields: str | None) -> dict[str, str]:
    pairs = (each.partition("=") for each in (fields or "").split(" "))
    return {name: unquote(value) for name, sign, value in pairs if sign}
