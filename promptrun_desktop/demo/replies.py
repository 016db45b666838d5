"""Which sample reply answers which question. The replies are files in `resources/demo`."""

import re
from zlib import crc32

from promptrun_desktop.assets import resource
from promptrun_desktop.demo.ask import Ask

# The first whose words are all in the question.
_ABOUT = (
    (("venus",), "venus"),
    (("landlord",), "landlord"),
    (("letter", "tap"), "landlord"),
    (("compound", "interest"), "interest"),
)
# Kana before Han: Japanese is written in both.
_WRITTEN_IN = (
    (re.compile("[\u3040-\u30ff]"), "japanese"),
    (re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), "chinese"),
    (re.compile("[\u0600-\u06ff\u0750-\u077f]"), "arabic"),
)
GENERAL = ("bread", "spreadsheet", "trip", "files", "walking", "meeting")


def reply_to(ask: Ask) -> str:
    """The same question always gets the same reply."""
    return read(_name(ask))


def _name(ask: Ask) -> str:
    question = ask.question.casefold()
    if ask.shows_picture:
        return "picture"
    for words, name in _ABOUT:
        if all(word in question for word in words):
            return name
    for letters, name in _WRITTEN_IN:
        if letters.search(question):
            return name
    return GENERAL[crc32(question.encode(errors="replace")) % len(GENERAL)]


def read(name: str) -> str:
    return resource("demo", f"{name}.md").read_text(encoding="utf-8").strip()
