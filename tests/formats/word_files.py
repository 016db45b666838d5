"""Word documents taken apart, and what they say read back out of their XML."""

from datetime import UTC, datetime
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.content import content_of
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.formats.word import render

from .chats import GOLDEN, rendered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
GOLDEN_FILE = GOLDEN / "torturous.docx.golden"
ENGLISH = Labels()
THEN = datetime(2026, 1, 31, 23, 59, 30, tzinfo=UTC)


def reply(text, **fields):
    return Message(Role.ASSISTANT, text, created_at=THEN, **fields)


def written(*messages, chat=None, labels=ENGLISH, options=ALL):
    """The bytes of a file; a text stands for an answer."""
    chat = chat or Conversation(title="A chat", created_at=THEN)
    messages = [reply(each) if isinstance(each, str) else each for each in messages]
    return render(content_of(chat, messages, labels, THEN, options), labels, undrawn)


def parts(file):
    """Every part by its name, as text."""
    with ZipFile(BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def readable(file):
    """All parts one behind the other; most paragraphs have a line of their own."""
    return "".join(f"=== {name}\n{text}" for name, text in parts(file).items())


class Document:
    """Every part of it is well-formed, or this raises."""

    def __init__(self, file):
        self.parts = {name: fromstring(text) for name, text in parts(file).items()}
        self.body = self.parts["word/document.xml"][0]
        self.targets = {
            each.get("Id"): each.get("Target")
            for each in self.parts["word/_rels/document.xml.rels"]
        }

    def paragraphs(self, *styles):
        """Those anywhere, in order; all of them where no style is named."""
        found = map(Read, self.body.iter(f"{W}p"))
        return [each for each in found if not styles or each.style in styles]

    def texts(self, *styles):
        return [each.text for each in self.paragraphs(*styles)]

    def answer(self):
        """What stands behind the line about the last message."""
        every = self.paragraphs()
        last = max(place for place, each in enumerate(every) if each.style == "Details")
        return every[last + 1 :]

    def style_names(self):
        """As a person reads them, by their ids."""
        styles = self.parts["word/styles.xml"].iter(f"{W}style")
        return {each.get(f"{W}styleId"): each.find(f"{W}name").get(f"{W}val") for each in styles}

    def numbers(self):
        """The list of each item, and the level and the first number of each list."""
        numbering = self.parts["word/numbering.xml"]
        starts = {}
        for each in numbering.iter(f"{W}num"):
            for override in each.iter(f"{W}lvlOverride"):
                start = int(override.find(f"{W}startOverride").get(f"{W}val"))
                starts[each.get(f"{W}numId")] = (int(override.get(f"{W}ilvl")), start)
        return starts


class Read:
    """One paragraph."""

    def __init__(self, element):
        self.element = element
        properties = element.find(f"{W}pPr")
        self.style = properties.find(f"{W}pStyle").get(f"{W}val")
        self.rtl = properties.find(f"{W}bidi") is not None
        self.text = text_of(element)
        self.list = self.level = None
        numbered = properties.find(f"{W}numPr")
        if numbered is not None:
            self.level = int(numbered.find(f"{W}ilvl").get(f"{W}val"))
            self.list = numbered.find(f"{W}numId").get(f"{W}val")
        self.side = self.value("jc")
        indent = properties.find(f"{W}ind")
        self.indent = None if indent is None else int(indent.get(f"{W}left"))
        self.bar = properties.find(f"{W}pBdr") is not None

    def value(self, name):
        found = self.element.find(f"{W}pPr/{W}{name}")
        return None if found is None else found.get(f"{W}val")

    def runs(self):
        """Text and the names of what is said of it, with its style."""
        found = []
        for run in self.element.iter(f"{W}r"):
            looks = run.find(f"{W}rPr")
            names = set()
            for each in looks if looks is not None else ():
                name = each.tag.removeprefix(W)
                names.add(each.get(f"{W}val") if name == "rStyle" else name)
            found.append((text_of(run), names))
        return found


def text_of(element, *, formulas=True):
    said = {f"{W}br": "\n", f"{W}tab": "\t"}
    pieces = []
    for each in element.iter():
        if each.tag == f"{W}t" or (formulas and each.tag == f"{M}t"):
            pieces.append(each.text or "")
        elif each.tag == f"{W}tab" and f"{W}pos" in each.attrib:
            continue
        else:
            pieces.append(said.get(each.tag, ""))
    return "".join(pieces)


if __name__ == "__main__":  # python -m tests.formats.word_files, then read what changed
    GOLDEN_FILE.write_text(readable(rendered("word")), encoding="utf-8", newline="")
