"""Whatever an answer is made of, each of its characters is written, between the margins."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.services.documents import Labels
from promptrun_desktop.text.block import CodeBlock, RawHtml, Rule, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.ui.documents.paper import A4, PageSize
from tests.ui.documents.made import bare, content, pages_of, texts, written

PARTS = (
    "# h\n", "## שלום\n", "- a\n", "  - b\n", "1. x\n", "999999. y\n", "> q\n", "> > r\n", "\n",
    "\n\n", "```py\n", "```\n", "    code\n", "|a|b|\n|-|-|\n", "|1|2|\n", f"|{'x' * 200}|y|\n",
    "***\n", "$$\\frac{a}{b}$$\n", "text $x$ ", "`code` ", "**b** ", "~~s~~ ",
    "[l](https://a.example) ", "[u](javascript:x) ", "😀", "👩\u200d👩\u200d👧", "漢字", "مرحبا ",
    "\u202e", "\u2066", "हिन्दी ", "한국어 ", "\x1b", "\u2028", "\t", "w" * 300, "word " * 60,
    "- [x] t\n", "- [ ] u\n", "<b>\n", "\u00ad", "\u200b", "\U000e0041", "\ue000", "1\ufe0f\u20e3",
    "e\u0301\u0301", "a\\\nb\n", f"|{'c|' * 30}\n|{'-|' * 30}\n",
)  # fmt: skip
PAPERS = (A4, PageSize(3000, 2500), PageSize(1200, 1500))


def texts_of(block):
    match block:
        case CodeBlock(language=language, code=code):
            return [language, code]
        case RawHtml(text=text):
            return [text]
        case Table(head=head, rows=rows):
            return [span.text for row in (head, *rows) for cell in row for span in cell]
        case Rule():
            return []
        case _:
            return [span.text for span in block.spans]


@pytest.mark.usefixtures("qapp")
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=40).map("".join),
    st.sampled_from(PAPERS),
    st.booleans(),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_character_is_written_between_the_margins(text, paper, rtl):
    pages = pages_of(content(text[:200], text), paper=paper, labels=Labels(rtl=rtl))
    seen = Counter(bare("".join(line for page in pages for line in texts(page))))
    asked = Counter(bare("".join(part for block in parse(text) for part in texts_of(block))))
    assert not asked - seen
    for page in pages:
        for _line, _x, y in written(page):
            assert paper.top <= y < paper.bottom
        assert all(link.href == "https://a.example" for link in page.links)
