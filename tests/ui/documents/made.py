"""Chats made into documents, and what stands on their pages."""

import os
import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage, QPainter

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.services.documents import Labels, content_of, undrawn
from promptrun_desktop.text.formula import Outline
from promptrun_desktop.ui.documents import pdf
from promptrun_desktop.ui.documents.ink import Ink
from promptrun_desktop.ui.documents.pages import lay_out
from promptrun_desktop.ui.documents.paper import A4

THEN = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
# A square of one em on the baseline.
SQUARE = Outline(1.0, 1.0, 0.0, "MLLLZ", (0, 0, 1, 0, 1, -1, 0, -1))
_FOOT = re.compile(r"\d+ ?/ ?\d+$")


def squares(_latex, _display):
    return SQUARE


def content(*texts, title="A chat", **fields):
    """A question and its answer in turn."""
    roles = (Role.USER, Role.ASSISTANT)
    chat = Conversation(id="c", title=title, created_at=THEN, **fields)
    messages = [
        Message(roles[number % 2], text, id=f"m{number}", created_at=THEN)
        for number, text in enumerate(texts)
    ]
    return content_of(chat, messages, Labels(), THEN)


def answer(text):
    return content("Question?", text)


def pages_of(made, draw=undrawn, paper=A4, labels=None):
    return [page for page in lay_out(made, labels or Labels(), draw, paper) if page is not None]


class Record(Ink):
    """Notes what is written: lines as (text, x, y)."""

    def __init__(self, painter):
        super().__init__(painter)
        self.lines = []

    def line(self, lines, number, x, y):
        start, end = lines.source(number)
        units = lines.text.encode("utf-16-le")[2 * start : 2 * end]
        self.lines.append((units.decode("utf-16-le").rstrip("\u2028"), x, y))
        super().line(lines, number, x, y)


def written(page):
    """The lines of a page without its foot."""
    image = QImage(60, 84, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(0.01, 0.01)
    record = Record(painter)
    page.paint_body(record)
    painter.end()
    return record.lines


def texts(page):
    return [text for text, _x, _y in written(page)]


def picture(page, width=300, total=None):
    image = QImage(width, round(width * 1.414), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(width / page.paper.width, width / page.paper.width)
    page.paint(painter, total)
    painter.end()
    return image


def reader(made, draw=undrawn, labels=None):
    return PdfReader(BytesIO(pdf.render(made, labels or Labels(), draw)))


def page_texts(data):
    """What pdftotext reads on each page, without its foot and without blanks."""
    if shutil.which("pdftotext") is None:
        if os.environ.get("CI"):
            pytest.fail("pdftotext is not installed")
        pytest.skip("pdftotext (poppler-utils) is not installed")
    told = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"],
        input=data,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()
    return [_without_foot(page) for page in told.split("\f")[:-1]]


def _without_foot(page):
    *lines, foot = page.rstrip().split("\n")
    assert _FOOT.search(foot), foot
    return bare("\n".join(lines))


def bare(text):
    """Letters as they are compared: no blanks, nothing that is not seen, one spelling."""
    return "".join(
        each
        for each in unicodedata.normalize("NFKC", text)
        if not each.isspace() and unicodedata.category(each) not in ("Cf", "Cc", "Cn", "Co", "Mn")
    )
