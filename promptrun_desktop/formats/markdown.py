r"""A conversation as Markdown: readable anywhere, and every message can be had back exactly.

The form, version 2. Lines end in "\n"; counts are code points; `frames.py` says what a frame is.

    <!-- chat version=2 id=I title=T model=M created=C updated=C temperature=X top_p=X leaf=I -->
    # Title
    - Model: …                                        facts, as far as they are known
    ## Instructions for this chat                     where there are some
    <!-- instructions chars=N -->
    exactly N characters, as stored
    ## You                                            for each message
    *2026-01-31 12:00 UTC · model*
    *Thinking*                                        where there is some
    <!-- thinking chars=N -->
    > exactly N characters, "> " before each line
    <!-- message id=I parent=I role=R state=S created=C model=M chars=N -->
    exactly N characters, as stored
    *Stopped by you.*                                 where it is not complete

What is not known or not wanted is left out of a frame. Times (C) are ISO 8601 in UTC. `parent=`
without a value begins a conversation; without `parent` a message follows the one before it. A
reader passes over names it does not know. Version 1, still read, had no more than `id`, `role`,
`state` and `chars`, and a thinking only in a quote.

All other text from outside has its signs escaped. If a text ends inside a fence or a comment, a
line that closes it follows, outside the frame, so that the rest reads as it should.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.frames import framed, frames, head
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.text.block import Heading
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.unicode import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&!])")
# Only in a fence and in some HTML does a text go on behind an empty line and a heading.
_OPENS = re.compile("```|~~~|<")
_CLOSINGS = (
    *(mark * length for length in range(3, 13) for mark in "`~"),
    *("-->", "</script>", "</style>", "</pre>", "</textarea>", "?>", "]]>", ">"),
)


def render(content: Content, labels: Labels, _draw: Draw) -> bytes:
    """See the module for the form, `frames.frames` for the way back."""
    known = {entry.message.id for entry in content.entries}
    parts = [*_head(content, labels, known)]
    parts += (_message(entry, labels, known, content.options) for entry in content.entries)
    return "\n".join(parts).encode()


def extract_texts(document: str) -> list[str]:
    """The texts of the messages, in order, as they were stored. See `frames` for what it raises."""
    return [frame.text for frame in frames(document) if frame.kind == "message"]


def _head(content: Content, labels: Labels, known: set[str]) -> Iterator[str]:
    yield f"{head('chat', _chat_fields(content, known))}# {_escaped(content.title)}\n"
    yield "".join(f"- {_escaped(name)}: {_escaped(value)}\n" for name, value in content.facts)
    if content.instructions:
        yield f"## {_escaped(labels.instructions)}\n"
        yield _framed("instructions", {}, content.instructions)


def _chat_fields(content: Content, known: set[str]) -> dict[str, str]:
    chat, options = content.conversation, content.options
    parameters = chat.parameters
    return _given(
        version="2",
        id=chat.id,
        title=chat.title,
        model=chat.model if options.models else "",
        created=_moment(chat.created_at) if options.times else "",
        updated=_moment(chat.updated_at) if options.times else "",
        temperature="" if parameters.temperature is None else repr(parameters.temperature),
        top_p="" if parameters.top_p is None else repr(parameters.top_p),
        leaf=chat.leaf_id if chat.leaf_id in known else "",
    )


def _message(entry: Entry, labels: Labels, known: set[str], options: Options) -> str:
    message = entry.message
    about = " · ".join(filter(None, (entry.time, _escaped(entry.model))))
    parts = [f"## {_escaped(entry.author)}\n", *([f"*{about}*\n"] if about else [])]
    if entry.thinking:
        parts.append(f"*{_escaped(labels.thinking)}*\n")
        parts.append(framed("thinking", {}, entry.thinking))
    fields = _given(id=message.id)
    if message.parent_id is None:
        fields["parent"] = ""
    elif message.parent_id in known:
        fields |= _given(parent=message.parent_id)
    fields |= _given(
        role=message.role,
        state=message.state,
        created=_moment(message.created_at) if options.times else "",
        model=message.model if options.models else "",
    )
    parts.append(_framed("message", fields, entry.text))
    if entry.ending:
        parts.append(f"*{_escaped(entry.ending)}*\n")
    return "\n".join(parts)


def _given(**fields: str | None) -> dict[str, str]:
    return {name: clean(value) for name, value in fields.items() if value}


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _framed(kind: str, fields: dict[str, str], text: str) -> str:
    closing = _closing(text)
    return framed(kind, fields, text) + (f"{closing}\n" if closing else "")


def _closing(text: str) -> str:
    """The line that ends what the text leaves open; empty if nothing, or nothing helps."""
    if not _OPENS.search(text) or not _swallows(text):
        return ""
    return next((each for each in _CLOSINGS if not _swallows(f"{text}\n{each}")), "")


def _swallows(text: str) -> bool:
    """Whether a heading after the text would be taken for a part of it."""
    last = parse(f"{text}\n\n# x")[-1]
    return not isinstance(last, Heading) or bool(last.path)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
