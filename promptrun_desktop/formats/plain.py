r"""A conversation as plain text, to be read in any editor: no marks but those people write.

Lines end in "\n", which every editor of today reads, so that one chat is the same file on every
system; nothing is wrapped, for editors do it as wide as they are. Control characters are shown as
their pictures: in a terminal they would be commands.
"""

import re
from collections.abc import Iterator

from promptrun_desktop.domain.message import Role
from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.plain_blocks import plain_of, width_of
from promptrun_desktop.text.blocks import parse

_WIDEST = 72
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render(content: Content, labels: Labels, _draw: Draw) -> bytes:
    """Answers as they are read, questions as they were typed."""
    parts = [
        *_head(content, labels),
        *(part for entry in content.entries for part in _message(entry, labels)),
    ]
    return _CONTROL.sub(_picture, "\n\n".join(filter(None, parts)) + "\n").encode()


def _head(content: Content, labels: Labels) -> Iterator[str]:
    yield underlined(content.title, "=")
    yield "\n".join(f"{name}: {value}" for name, value in content.facts)
    if content.instructions:
        yield f"{labels.instructions}:"
        yield _quoted(content.instructions)


def _message(entry: Entry, labels: Labels) -> Iterator[str]:
    about = " · ".join(filter(None, (entry.author, entry.time, entry.model)))
    yield f"{'-' * _WIDEST}\n{about}"
    if entry.thinking:
        yield f"{labels.thinking}:"
        yield _quoted(entry.thinking)
    if entry.message.role is Role.ASSISTANT:
        yield plain_of(parse(entry.text))
    else:
        yield _lines(entry.text).strip("\n")
    if entry.ending:
        yield f"[{entry.ending}]"


def underlined(text: str, sign: str) -> str:
    return f"{text}\n{sign * min(width_of(text), _WIDEST)}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _lines(text).strip("\n").split("\n"))


def _lines(text: str) -> str:
    return _LINE_END.sub("\n", text)


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
