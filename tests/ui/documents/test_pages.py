"""A conversation on pages: what stands together, what is repeated, how much is held."""

import weakref

import pytest
from PySide6.QtGui import QFontMetricsF

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.services.documents import Labels, Options, content_of, undrawn
from promptrun_desktop.text.formula import Outline
from promptrun_desktop.ui.documents import lines as lines_module
from promptrun_desktop.ui.documents.lines import Lines
from promptrun_desktop.ui.documents.pages import MOST_SOURCE, lay_out, lay_out_text
from promptrun_desktop.ui.documents.paper import A4, LETTER, PageSize
from promptrun_desktop.ui.documents.typefaces import plain_font
from tests.ui.documents.made import (
    THEN,
    answer,
    content,
    pages_of,
    picture,
    squares,
    texts,
    written,
)

pytestmark = pytest.mark.usefixtures("qapp")

SMALL = PageSize(3000, 3000)
WORDS = "Some words that make a line of text which is long enough to be wrapped. " * 4


def test_an_empty_chat_is_a_page_with_its_title():
    (page,) = pages_of(content(title="Nothing was said"))
    assert texts(page)[0] == "Nothing was said"
    assert page.number == 1


def test_everything_lies_between_the_margins():
    for page in pages_of(answer((WORDS + "\n\n") * 40)):
        for text, x, y in written(page):
            assert A4.left <= x < A4.right, text
            assert A4.top <= y < A4.bottom, text


def test_pages_say_to_the_foot_which_of_how_many_they_are():
    (page,) = pages_of(answer("short"))
    assert picture(page, total=7) != picture(page)
    assert picture(page, total=7) == picture(page, total=7)


def test_no_line_of_a_paragraph_stands_alone_on_a_page():
    """Whatever stands above it, two lines at least are on each side of the break."""
    for above in range(12):
        made = answer("x\n\n" * above + " ".join(f"word{n}" for n in range(120)))
        split = [
            [each for each in texts(page) if each.startswith("word")]
            for page in pages_of(made, paper=SMALL)
        ]
        assert all(len(part) != 1 for part in split), above


def test_a_heading_stands_on_the_page_of_what_it_is_above():
    for above in range(12):
        made = answer("x\n\n" * above + "# Heading\n\n" + WORDS)
        for page in pages_of(made, paper=SMALL):
            assert texts(page)[-1] != "Heading", above


def test_the_name_of_a_language_stands_on_the_page_of_its_code():
    for above in range(12):
        made = answer("x\n\n" * above + "```python\n" + "pass\n" * 9 + "```")
        for page in pages_of(made, paper=SMALL):
            assert texts(page)[-1] != "python", above


def test_code_goes_on_on_the_next_page_on_its_ground():
    made = answer("```\n" + "\n".join(f"line {n}" for n in range(100)) + "\n```")
    first, second, *_ = pages_of(made)
    one, other = first._stretches[-1], second._stretches[-1]
    assert one.band is other.band
    assert (one.begins, one.ends, other.begins) == (True, False, False)
    assert one.bottom <= A4.bottom
    assert other.top == A4.top
    assert [text for page in pages_of(made) for text in texts(page)][-100:] == [
        f"line {n}" for n in range(100)
    ]


def test_a_long_line_of_code_is_wrapped_and_goes_in():
    (page,) = pages_of(answer("```\n" + "x" * 200 + "\nnext\n```"))
    code = [each for each in written(page) if set(each[0]) in ({"x"}, set("next"))]
    assert "".join(text for text, *_ in code) == "x" * 200 + "next"
    assert len(code) > 2


def test_the_head_of_a_table_stands_on_each_of_its_pages():
    rows = "".join(f"| row {n} | {n} |\n" for n in range(120))
    pages = pages_of(answer(f"| name | count |\n|--|--:|\n{rows}"))
    assert len(pages) > 2
    for page in pages:
        assert texts(page).count("name") == 1
    found = [text for page in pages for text in texts(page) if text.startswith("row")]
    assert found == [f"row {n}" for n in range(120)]


def test_a_cell_higher_than_a_page_is_cut_between_its_lines():
    many = " ".join(f"word{n}" for n in range(400))
    pages = pages_of(answer(f"| a | b |\n|--|--|\n| {many} | {many} |"), paper=SMALL)
    found = " ".join(text.strip() for page in pages for text in texts(page))
    assert all(found.count(f"word{n} ") + found.endswith(f"word{n}") == 2 for n in range(400))
    for page in pages:
        assert all(y < SMALL.bottom for _text, _x, y in written(page))


def test_many_columns_are_several_tables_none_wider_than_the_page():
    row = "|" + "|".join(f"column{n}" for n in range(40)) + "|\n"
    (page, *_) = pages_of(answer(row + "|-" * 40 + "|\n" + row.replace("column", "cell")))
    found = [(text, x) for text, x, _y in written(page) if text.startswith("column")]
    assert {text for text, _x in found} == {f"column{n}" for n in range(40)}
    assert all(x < A4.right - 100 for _text, x in found)
    # The first column says in each part what the rows are.
    assert [text for text, _x in found].count("column0") > 1


def test_a_rule_is_not_drawn_at_the_top_of_a_page():
    for above in range(40):
        for page in pages_of(answer("x\n\n" * above + "---\n\ny"), paper=SMALL)[1:]:
            assert not type(page._strips[0][0]).__name__.startswith("Rule")


def test_headings_and_questions_are_the_outline():
    (page,) = pages_of(
        content("What *is* it?\nTell me", "# One\n\ntext\n\n### Two `x`", "More", "ok")
    )
    assert [(each.title, each.level) for each in page.headings] == [
        ("What *is* it? Tell me", 0),
        ("One", 1),
        ("Two x", 3),
        ("More", 0),
    ]
    places = [each.y for each in page.headings]
    assert places == sorted(places)


def test_only_safe_addresses_are_links_and_the_others_are_shown():
    (page,) = pages_of(
        answer("[good](https://good.example/a) [bad](javascript:alert(1)) [file](file:///etc/x)")
    )
    assert [each.href for each in page.links] == ["https://good.example/a"]
    (line,) = [text for text in texts(page) if text.startswith("good")]
    assert line == "good bad (javascript:alert(1)) file (file:///etc/x)"


def test_a_link_on_two_lines_has_two_places():
    (page,) = pages_of(answer(f"{'word ' * 15}[{'link ' * 12}](https://good.example)"))
    assert len(page.links) == 2
    assert page.links[0].rect.bottom() <= page.links[1].rect.top() + 1


def test_formulas_are_drawn_and_their_source_is_shown_where_they_cannot_be():
    made = answer("In $a+b$ line\n\n$$c+d$$")
    (drawn,), (source,) = pages_of(made, squares), pages_of(made)
    assert [each for each in texts(source) if "c+d" in each or "a+b" in each] == [
        "In a+b line",
        "c+d",
    ]
    assert not any("c+d" in each or "a+b" in each for each in texts(drawn))
    assert picture(drawn) != picture(source)


def test_a_formula_is_never_larger_than_the_page():
    def tower(_latex, _display):
        return Outline(400.0, 300.0, 200.0, "MLZ", (0, 0, 400, -300, 400, 200))

    pages = pages_of(answer("$$a$$\n\nin $b$ line\n\n|$c$|\n|-|\n|d|"), tower)
    for page in pages:
        assert all(y + strip.height <= A4.bottom + 1 for strip, y in page._strips)


def test_who_asked_stands_alone_where_times_and_models_are_not_wanted():
    chat = Conversation(id="c", title="", created_at=THEN)
    message = Message(Role.USER, "text", created_at=THEN)
    options = Options(thinking=False, models=False, times=False)
    (page,) = pages_of(content_of(chat, [message], Labels(), THEN, options))
    assert texts(page) == ["Chat", "You", "", "text"]


def test_names_without_end_are_wrapped():
    chat = Conversation(id="c", title="t" * 900, model="m" * 900, created_at=THEN)
    message = Message(Role.ASSISTANT, "text", model="m" * 900, created_at=THEN)
    pages = pages_of(content_of(chat, [message], Labels(), THEN), paper=SMALL)
    assert sum(text.count("m") for page in pages for text in texts(page)) >= 1800


def test_where_the_direction_turns_a_link_is_where_its_letters_are():
    made = answer("שלום [code](https://a.example) [`f()`](https://b.example) עולם")
    (page,) = pages_of(made)
    metrics = QFontMetricsF(plain_font(105))
    first, second = page.links
    assert first.rect.width() == pytest.approx(metrics.horizontalAdvance("code"), rel=0.05)
    assert second.rect.right() < first.rect.left()
    assert second.rect.width() > 100


def test_what_runs_from_right_to_left_begins_at_the_right():
    (page,) = pages_of(answer("- שלום\n\n> ציטוט\n\nEnglish"))
    strips = {
        lines.text: lines.rtl
        for strip, _y in page._strips
        if (lines := getattr(strip, "_lines", None))
    }
    assert strips["שלום"] and strips["ציטוט"] and not strips["English"]
    (bar,) = [each.band for each in page._stretches if each.band.width < 50]
    assert bar.x > A4.width / 2


def test_a_document_of_another_size_of_paper_has_lines_of_that_width():
    (a4,), (letter,) = pages_of(answer(WORDS)), pages_of(answer(WORDS), paper=LETTER)
    assert texts(a4) != texts(letter)


def test_a_long_answer_is_laid_out_in_bounded_memory(monkeypatch):
    """200 KB: at no time more than a few pages' texts are held, however many there were."""
    alive, most, made = weakref.WeakSet(), 0, 0
    begin = Lines.__init__

    def counted(self, *args, **kwargs):
        nonlocal made
        begin(self, *args, **kwargs)
        alive.add(self)
        made += 1

    monkeypatch.setattr(lines_module.Lines, "__init__", counted)
    pages = 0
    for page in lay_out(answer((WORDS + "\n\n") * 700), Labels(), undrawn, A4):
        pages += page is not None
        most = max(most, len(alive))
    assert pages > 50
    assert made > 700
    assert most < 60


def test_steps_are_many_and_pages_come_while_there_is_more():
    steps = list(lay_out(answer((WORDS + "\n\n") * 200), Labels(), undrawn, A4))
    assert steps.count(None) > 200
    assert steps.index(next(filter(None, steps))) < len(steps) / 4


def test_progress_tells_of_the_whole():
    told = []
    list(lay_out(content("a", "b", "c", "d"), Labels(), undrawn, A4, told.append))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_file_of_text_is_shown_as_its_characters_and_only_its_beginning():
    pages = [page for page in lay_out_text("# a\n  *b*\n" * 9000, A4) if page is not None]
    assert texts(pages[0])[:2] == ["# a", "  *b*"]
    shown = sum(len(text) + 1 for page in pages for text in texts(page))
    assert shown <= MOST_SOURCE + 2
    assert texts(pages[-1])[-1].endswith("…")
