"""The PDF, read back by programs that others wrote."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from promptrun_desktop.domain.message import Role
from promptrun_desktop.services.documents import Labels, undrawn
from promptrun_desktop.text.block import CodeBlock, RawHtml, Rule, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.direction import is_rtl
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.ui.documents import pdf, pdf_binding
from promptrun_desktop.ui.documents.paper import A4, LETTER, local_paper
from tests.formats.chats import CONTENT
from tests.ui.documents.made import answer, bare, content, page_texts, reader, squares

pytestmark = pytest.mark.usefixtures("qapp")


def words_of(block):
    """What of a block is text, as words; of scripts without blanks each sign."""
    match block:
        case CodeBlock(language=language, code=code):
            found = [language, *code.split()]
        case RawHtml(text=text):
            found = text.split()
        case Rule():
            found = []
        case Table(head=head, rows=rows):
            found = [word for row in (head, *rows) for cell in row for word in shown(cell)]
        case _:
            found = shown(block.spans)
    for word in map(bare, found):
        yield from word if any("\u2e80" < each < "\ua000" for each in word) else [word]


def shown(spans):
    for span in spans:
        yield from span.text.split()
        if span.href and not is_safe(span.href):
            yield from span.href.split()


def is_turned(text):
    """Whether its order on paper is not the one in which it is written."""
    return any(each in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for each in text)


def test_every_text_of_a_torturous_chat_is_in_it_in_order():
    text = "".join(page_texts(pdf.render(CONTENT, Labels(), undrawn)))
    place = 0

    def seek(words, where):
        """All of them behind the place; the first of them is the next place."""
        nonlocal place
        # Where the direction turns, the comma between two of them stands elsewhere.
        words = [word.strip(",") if is_rtl(word) else word for word in words if word]
        found = [text.find(word, place) for word in words]
        assert -1 not in found, (where, words, text[place : place + 200])
        place = max(place, min(found, default=place))

    for name, value in CONTENT.facts:
        seek([bare(name), bare(value)], "facts")
    seek(map(bare, CONTENT.instructions.split()), "instructions")
    for entry in CONTENT.entries:
        seek([bare(entry.author)], "author")
        seek([bare(entry.time), bare(entry.model)], "about")
        seek(map(bare, entry.thinking.split()), "thinking")
        if entry.message.role is not Role.ASSISTANT:
            seek(map(bare, entry.text.split()), "as typed")
        for block in parse(entry.text) if entry.message.role is Role.ASSISTANT else ():
            if not is_turned(str(block)):
                seek(words_of(block), block)
        seek([bare(entry.ending)], "ending")


@pytest.mark.parametrize(
    "text",
    [
        "fine office affluent",
        "emoji 😀 and 👩\u200d👩\u200d👧 joined ✅",
        "हिन्दी में लिखा",
        "ภาษาไทย",
        "한국어 漢字かな",
        "\u00ad한국어 \u200b漢字😀",
        "مرحبا بالعالم",
        "turned \u202eround\u202c back",
        "𝒜 letters 𝔸 beyond",
    ],
)
def test_what_was_written_can_be_copied_whatever_fonts_there_are(text):
    """Signs of several characters, of other planes, and those that no font here has."""
    (page,) = page_texts(pdf.render(answer(text), Labels(), undrawn))
    for word in text.split():
        assert bare(word) in page


def test_what_is_struck_out_beside_an_emoji_is_struck_out_itself():
    """Qt draws the line elsewhere where a line of text is drawn in parts."""
    (page,) = reader(answer("😀 kept ~~gone~~")).pages
    (left,) = re.findall(rb"(\d[\d.]*) [\d.]+ [\d.]+ 6\.56\d* re", page.get_contents().get_data())
    assert float(left) > A4.left + 200


def test_an_emoji_is_one_picture_however_often_it_is_there():
    few, many = (len(pdf.render(answer("😀 " * n), Labels(), undrawn)) for n in (1, 100))
    assert many < few + 4000


def test_formulas_are_copied_as_they_are_written():
    made = answer("where $x^2$ stands\n\n$$\\frac{a}{b}$$")
    (page,) = page_texts(pdf.render(made, Labels(), squares))
    assert "where$x^2$stands$\\frac{a}{b}$" in page


def test_the_boxes_of_tasks_are_copied():
    (page,) = page_texts(pdf.render(answer("- [x] done\n- [ ] open"), Labels(), undrawn))
    assert "☑done☐open" in page


def test_the_outline_leads_to_questions_and_to_the_headings_under_them():
    found = reader(content("First?", "# One\n\n## Two\n\n# Three", "Second?", "no heading"))
    first, under_first, second = found.outline
    one, under_one, three = under_first
    assert [each["/Title"] for each in (first, one, *under_one, three, second)] == [
        "First?",
        "One",
        "Two",
        "Three",
        "Second?",
    ]
    assert {found.get_destination_page_number(each) for each in (first, one, second)} == {0}
    assert first["/Top"] > one["/Top"] > three["/Top"] > second["/Top"]


def test_the_outline_has_the_first_words_of_a_question():
    (entry,) = reader(content("word \u202e" * 100, "x")).outline
    assert entry["/Title"].endswith("word…")
    assert len(entry["/Title"]) < 90
    assert "\u202e" not in entry["/Title"]


def test_an_outline_leads_to_the_page():
    found = reader(content(*(f"{kind} {n}" for n in range(40) for kind in ("question", "answer"))))
    assert len(found.pages) > 2
    last = found.outline[-1]
    assert last["/Title"] == "question 39"
    assert found.get_destination_page_number(last) == len(found.pages) - 1


def test_pages_are_numbered_and_say_how_many_there_are():
    found = reader(answer("word\n\n" * 100))
    count = len(found.pages)
    assert count > 2
    assert found.page_labels == [str(number + 1) for number in range(count)]
    forms = [page["/Resources"]["/XObject"]["/Foot"].get_data() for page in found.pages]
    assert len(set(forms)) == count


def test_every_font_is_in_the_file():
    found = reader(CONTENT)
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in found.pages
        for resources in (page["/Resources"], page["/Resources"]["/XObject"]["/Foot"]["/Resources"])
        for font in resources["/Font"].values()
    }
    assert len(fonts) > 2
    for name, font in fonts.items():
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), name
        assert "/ToUnicode" in font, name


def test_nothing_leads_anywhere_but_safe_links():
    found = reader(CONTENT)
    addresses = []
    for page in found.pages:
        assert "/AA" not in page
        for each in page.get("/Annots", ()):
            note = each.get_object()
            assert (note["/Subtype"], note["/A"]["/S"]) == ("/Link", "/URI")
            addresses.append(note["/A"]["/URI"])
    assert "https://fine.example/a?b=c&d='e'" in addresses
    assert all(map(is_safe, addresses))
    root = found.trailer["/Root"]
    assert "/OpenAction" not in root
    assert "/AA" not in root
    assert "/JavaScript" not in root.get("/Names", {})


def test_letters_beyond_ascii_in_an_address_are_written_as_browsers_do():
    (note,) = reader(answer("[x](https://a.example/ä?q=ß%20#é)")).pages[0]["/Annots"]
    assert note.get_object()["/A"]["/URI"] == "https://a.example/%C3%A4?q=%C3%9F%20#%C3%A9"


def test_it_says_its_title_and_its_language_and_names_nobody():
    labels = Labels(language="ar", rtl=True)
    found = reader(content("a", title="A & <b>"), labels=labels)
    root = found.trailer["/Root"]
    assert found.metadata.title == "A & <b>"
    assert not found.metadata.author
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_pages_have_the_size_of_the_paper(paper):
    stream = BytesIO()
    pdf.write(stream, answer("text"), Labels(), undrawn, paper=paper)
    (page,) = PdfReader(stream).pages
    assert float(page.mediabox.width) == pytest.approx(paper.width / 10, abs=1)
    assert float(page.mediabox.height) == pytest.approx(paper.height / 10, abs=1)
    assert local_paper() in (A4, LETTER)


def test_progress_goes_up_to_the_end():
    told = []
    count = pdf.write(BytesIO(), content(*"abcdefgh"), Labels(), undrawn, progress=told.append)
    assert count == 1
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_what_progress_raises_ends_the_work_with_nothing_written():
    class EndedError(Exception):
        pass

    def end(_share):
        raise EndedError

    stream = BytesIO()
    with pytest.raises(EndedError):
        pdf.write(stream, content("a", "b"), Labels(), undrawn, progress=end)
    assert stream.getvalue() == b""


def test_a_mark_that_qt_did_not_write_leaves_the_page_as_it_is(monkeypatch):
    monkeypatch.setattr(pdf_binding, "marked", lambda content, _said: pdf_binding_marked(content))
    from promptrun_desktop.ui.documents.pdf_ink import Said, marked

    def pdf_binding_marked(data):
        return marked(data, [Said("one more than there is", False)] * 9)

    (page,) = page_texts(pdf.render(answer("stays 😀"), Labels(), undrawn))
    assert "stays" in page


_CHILD = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from promptrun_desktop.services.documents import Labels, undrawn
from promptrun_desktop.ui.documents import pdf
from tests.ui.documents.made import answer
print(len(pdf.render(answer("# In a process without windows"), Labels(), undrawn)))
"""


def test_it_is_made_in_a_process_without_windows():
    told = subprocess.run(
        [sys.executable, "-c", _CHILD],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert int(told.stdout) > 5000
