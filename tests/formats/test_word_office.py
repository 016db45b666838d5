"""Word documents as LibreOffice understands them: what it reads is what was said."""

from typing import NamedTuple

import pytest

from .chats import rendered
from .office import Understood, convert
from .word_files import Document, text_of

# By their names in our files; those in LibreOffice, where it has others.
_ITS_OWN = {"Body Text": "Text body"}


class Opened(NamedTuple):
    document: Understood
    lines: list[str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The torturous chat; this takes seconds, so that it is done once."""
    file = tmp_path_factory.mktemp("office") / "chat.docx"
    file.write_bytes(rendered("word"))
    document, text = convert(file, "fodt", "txt:Text (encoded):UTF8")
    return Opened(Understood(document), text.read_text("utf-8-sig").split("\n"))


def test_every_paragraph_arrives_in_order_with_its_style_and_all_its_text(opened):
    ours = Document(rendered("word"))
    names = ours.style_names()
    said = []
    for each in ours.paragraphs():
        name = names[each.style].replace("heading", "Heading")
        said.append((_ITS_OWN.get(name, name), text_of(each.element, formulas=False)))
    assert opened.document.paragraphs() == said


def test_headings_have_their_levels(opened):
    found = opened.document.headings()
    assert found[:4] == [
        (1, "Instructions for this chat"),
        (1, "You"),
        (1, "Answer"),
        (2, "Plan & <purpose>"),
    ]
    assert (3, "שלום, עולם") in found


def test_lists_are_nested_and_counted_as_they_were_written(opened):
    assert opened.document.items() == [
        (1, "First"),
        (2, "nested bold both"),
        (3, "deeper"),
        (4, "in a list"),
        (3, "next"),
        (2, "☑\tdone"),
        (2, "☐\topen"),
        (1, ""),
        (1, "Seventh"),
        (1, "bold "),
        (1, ""),
        (1, "ראשון"),
        (2, "English in it"),
        (1, "שני code()"),
    ]
    lines = [line.strip() for line in opened.lines]
    for line in ("1. First", "1. deeper", "2. next", "7. Seventh", "1. ראשון", "2. שני code()"):
        assert line in lines
    assert any(line.endswith("nested bold both") and line[0] in "◦o" for line in lines if line)


def test_tables_have_their_cells_and_heads(opened):
    tables = opened.document.tables()
    assert tables[0] == [["left", "right", ""], ["a|b", "漢字", "שלום"], ["<b>short</b>", "", ""]]
    assert tables[2] == [["עמודה", "שנייה", "three"], ["1", "שתיים", "left"]]
    assert opened.document.heads() == [1] * len(tables)


def test_code_keeps_every_line_and_blank(opened):
    code = [text for style, text in opened.document.paragraphs() if style == "Code"]
    assert code[:6] == [
        "```python",
        'print("</code></pre><script>alert(1)</script>")',
        "```",
        "def f(x):  # <comment>",
        "    return \"é😀\u2028\" + '&amp;'",
        "indented <code>",
    ]


def test_it_leads_where_ours_leads_and_nowhere_else(opened):
    external = [each for each in Document(rendered("word")).targets.values() if ":" in each]
    assert list(dict.fromkeys(opened.document.links)) == external
