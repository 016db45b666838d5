r"""A conversation as Markdown: readable anywhere, and every message can be had back exactly.

The form, version 1. Lines end in "\n"; counts are code points.

    <!-- chat version=1 -->
    # Title
    - Model: …                                        facts, as far as they are known
    ## Instructions for this chat                     where there are some
    <!-- instructions chars=N -->
    exactly N characters, as stored
    ## You                                            for each message
    *2026-01-31 12:00 UTC · model*
    > thinking                                        where there is some
    <!-- message id=I role=R state=S chars=N -->
    exactly N characters, as stored
    *Stopped by you.*                                 where it is not complete

A frame is its line, then its N characters, whatever they are: read from the top, skip what a
frame holds, and no text can pass itself off as a frame. All other text from outside stands on
lines that begin with ">" or has its "<" escaped. If a text ends inside a fence or a
comment, a line that closes it follows, outside the frame, so that the rest reads as it should.
"""

import re
from collections.abc import Iterator

from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.text.block import Heading
from promptrun_desktop.text.blocks import parse

_FRAME = re.compile(r"^<!-- (message|instructions) ([^\n]*\s)?chars=(\d{1,12}) -->\n", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&!])")
_CLOSINGS = (
    *(mark * length for length in range(3, 13) for mark in "`~"),
    *("-->", "</script>", "</style>", "</pre>", "</textarea>", "?>", "]]>", ">"),
)


def render(content: Content, labels: Labels, _draw: Draw) -> bytes:
    """See the module for the form, extract_texts for the way back."""
    parts = [*_head(content, labels), *(_message(entry) for entry in content.entries)]
    return "\n".join(parts).encode()


def extract_texts(document: str) -> list[str]:
    """The texts of the messages, in order, as they were stored.

    The document must have been read without changing line ends (`newline=""`). Raises ValueError
    where it ends before a message does.
    """
    return [text for kind, text in _frames(document) if kind == "message"]


def _frames(document: str) -> Iterator[tuple[str, str]]:
    position = 0
    while frame := _FRAME.search(document, position):
        position = frame.end() + int(frame[3])
        if position > len(document):
            raise ValueError("the document ends before its last message")
        yield frame[1], document[frame.end() : position]


def _head(content: Content, labels: Labels) -> Iterator[str]:
    yield f"<!-- chat version=1 -->\n# {_escaped(content.title)}\n"
    yield "".join(f"- {_escaped(name)}: {_escaped(value)}\n" for name, value in content.facts)
    if content.instructions:
        yield f"## {_escaped(labels.instructions)}\n"
        yield _framed("instructions", content.instructions)


def _message(entry: Entry) -> str:
    message = entry.message
    name = re.sub(r"[^\w.-]", "", message.id, flags=re.ASCII)[:64] or "-"
    about = " · ".join(filter(None, (entry.time, _escaped(entry.model))))
    parts = [f"## {_escaped(entry.author)}\n", *([f"*{about}*\n"] if about else [])]
    if entry.thinking:
        parts.append("".join(f"> {line}\n" for line in entry.thinking.split("\n")))
    parts.append(
        _framed(f"message id={name} role={message.role} state={message.state}", entry.text)
    )
    if entry.ending:
        parts.append(f"*{_escaped(entry.ending)}*\n")
    return "\n".join(parts)


def _framed(name: str, text: str) -> str:
    closing = _closing(text)
    after = f"{closing}\n" if closing else ""
    return f"<!-- {name} chars={len(text)} -->\n{text}\n{after}"


def _closing(text: str) -> str:
    """The line that ends what the text leaves open; empty if nothing, or nothing helps."""
    if not _swallows(text):
        return ""
    return next((each for each in _CLOSINGS if not _swallows(f"{text}\n{each}")), "")


def _swallows(text: str) -> bool:
    """Whether a heading after the text would be taken for a part of it."""
    last = parse(f"{text}\n\n# x")[-1]
    return not isinstance(last, Heading) or bool(last.path)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
