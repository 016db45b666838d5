"""A conversation as one web page that needs nothing else: no script, no picture, no address."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from promptrun_desktop.domain.message import Role
from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.html_blocks import html_of
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.page_style import STYLE
from promptrun_desktop.text.blocks import parse

# Were something to slip through, a browser would still load and run nothing, and take no style but
# the one of which this is the sum.
_SUM = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_SUM}'; base-uri 'none'; form-action 'none'"


def render(content: Content, labels: Labels, draw: Draw) -> bytes:
    """Answers are drawn from Markdown, questions as they were typed, as in the window."""
    main = main_of(content, labels, draw)
    return "\n".join((*_head(content, labels), main, "</body>\n</html>\n")).encode()


def main_of(content: Content, labels: Labels, draw: Draw, *, anchors: bool = False) -> str:
    """All that is said, as `<main>`; with `anchors` the messages are #m1, #m2, …, and the
    instructions #m0.

    `page_style.STYLE` is how it looks.
    """
    lines = ["<main>", *_introduction(content, labels, ' id="m0"' if anchors else "")]
    for number, entry in enumerate(content.entries, 1):
        lines += _article(entry, labels, draw, f' id="m{number}"' if anchors else "")
    return "\n".join((*lines, "</main>"))


def _head(content: Content, labels: Labels) -> Iterator[str]:
    direction = "rtl" if labels.rtl else "ltr"
    yield f'<!DOCTYPE html>\n<html lang="{escape(labels.language)}" dir="{direction}">\n<head>'
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(content.title)}</title>"
    yield f"<style>{STYLE}</style>\n</head>\n<body>"


def _introduction(content: Content, labels: Labels, anchor: str) -> Iterator[str]:
    facts = [f"<dt>{escape(name)}</dt><dd><bdi>{escape(v)}</bdi></dd>" for name, v in content.facts]
    yield f'<header>\n<h1 dir="auto">{escape(content.title)}</h1>'
    yield "\n".join(("<dl>", *facts, "</dl>\n</header>") if facts else ("</header>",))
    if content.instructions:
        yield f"<section{anchor}>\n<h2>{escape(labels.instructions)}</h2>"
        yield f"{_plain(content.instructions)}\n</section>"


def _article(entry: Entry, labels: Labels, draw: Draw, anchor: str) -> Iterator[str]:
    yield f'<article class="{entry.message.role}"{anchor}>'
    moment = escape(entry.message.created_at.isoformat())
    time = f'<time dir="ltr" datetime="{moment}">{escape(entry.time)}</time>' if entry.time else ""
    model = f"<bdi>{escape(entry.model)}</bdi>" if entry.model else ""
    yield f"<h2>{escape(entry.author)}</h2>"
    if time or model:
        yield f'<div class="about">{" · ".join(filter(None, (time, model)))}</div>'
    if entry.thinking:
        yield f"<details>\n<summary>{escape(labels.thinking)}</summary>"
        yield f"{_plain(entry.thinking)}\n</details>"
    drawn = entry.message.role is Role.ASSISTANT
    yield html_of(parse(entry.text), draw, rtl=labels.rtl) if drawn else _plain(entry.text)
    if entry.ending:
        yield f'<p class="ending">{escape(entry.ending)}</p>'
    yield "</article>"


def _plain(text: str) -> str:
    return f'<p dir="auto" class="plain">{escape(text)}</p>'
