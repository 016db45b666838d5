"""What a Word document holds, from its title to the last answer."""

import re
from collections.abc import Iterator
from datetime import datetime

from promptrun_desktop.domain.message import Role
from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.word_blocks import Blocks
from promptrun_desktop.formats.word_inline import Inline
from promptrun_desktop.formats.word_links import Links
from promptrun_desktop.formats.word_numbering import Numbering
from promptrun_desktop.formats.word_package import core_properties, package, relationships
from promptrun_desktop.formats.word_page import footer, page, settings
from promptrun_desktop.formats.word_paragraph import paragraph
from promptrun_desktop.formats.word_styles import NAMESPACES, styles
from promptrun_desktop.formats.word_text import runs
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.direction import is_rtl

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_KANA, _HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")


def document(content: Content, labels: Labels) -> bytes:
    """Answers are drawn from Markdown, questions as they were typed, as in the window."""
    links, numbering = Links(), Numbering()
    language = labels.language if _LANGUAGE.fullmatch(labels.language) else "en"
    right_to_left = language if labels.rtl else "ar-SA"
    # In the order in which they come to know what they must hold.
    return package(
        {
            "word/document.xml": _document(content, labels, Blocks(Inline(links), numbering)),
            "word/_rels/document.xml.rels": relationships(links),
            "word/numbering.xml": numbering.part(),
            "word/styles.xml": styles(language, _east_asian(content, language), right_to_left),
            "word/settings.xml": settings(),
            "word/footer.xml": footer(),
            "docProps/core.xml": core_properties(content.title, language, _beginning(content)),
        }
    )


def _document(content: Content, labels: Labels, blocks: Blocks) -> Iterator[str]:
    yield f"<w:document {NAMESPACES}>\n<w:body>\n"
    yield _line("Title", content.title)
    for name, value in content.facts:
        rtl = is_rtl(name)
        # Behind letters of Arabic the parts of a date would change places.
        apart = "\t\N{LEFT-TO-RIGHT MARK}" if rtl and not is_rtl(value) else "\t"
        about = runs(name, style="FactName", rtl=rtl) + runs(f"{apart}{value}")
        yield paragraph("Facts", about, rtl=rtl)
    if content.instructions:
        yield _line("Heading1", labels.instructions)
        yield from _lines("Question", content.instructions)
    for entry in content.entries:
        yield from _entry(entry, labels, blocks)
    yield page(rtl=labels.rtl)
    yield "</w:body>\n</w:document>\n"


def _entry(entry: Entry, labels: Labels, blocks: Blocks) -> Iterator[str]:
    yield _line("Heading1", entry.author)
    about = " · ".join(filter(None, (entry.time, entry.model)))
    if about:
        yield paragraph("Details", runs(about), side="right" if labels.rtl else "")
    if entry.thinking:
        yield _line("ThinkingTitle", labels.thinking)
        yield from _lines("Thinking", entry.thinking)
    if entry.message.role is Role.ASSISTANT:
        yield from blocks.written(parse(entry.text))
    else:
        yield from _lines("Question", entry.text)
    if entry.ending:
        yield _line("Ending", entry.ending)


def _lines(style: str, text: str) -> Iterator[str]:
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield _line(style, line)


def _line(style: str, text: str) -> str:
    rtl = is_rtl(text)
    return paragraph(style, runs(text, rtl=rtl), rtl=rtl)


def _beginning(content: Content) -> datetime | None:
    """Only where times are wanted at all."""
    first = next((entry for entry in content.entries if entry.time), None)
    return first.message.created_at if first else None


def _east_asian(content: Content, language: str) -> str:
    """In which language signs of the Han are to be taken: each writes some of them otherwise."""
    for tag in ("ja", "ko", "zh"):
        if language.partition("-")[0] == tag:
            return language
    texts = [content.title, *(entry.text for entry in content.entries)]
    for letters, tag in ((_KANA, "ja-JP"), (_HANGUL, "ko-KR")):
        if any(not text.isascii() and letters.search(text) for text in texts):
            return tag
    return "zh-CN"
