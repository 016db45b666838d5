import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.formats.word_links import Links
from promptrun_desktop.text.links import is_safe
from tests.text.fragments import markdown

from .chats import MESSAGES, PEOPLE, THEN, rendered
from .word_files import GOLDEN_FILE, Document, M, R, W, parts, readable, reply, written

TORTUROUS = Document(rendered("word"))
ANYTHING = st.text(st.characters(), max_size=60)


def test_a_torturous_chat_is_written_as_it_always_was():
    assert readable(rendered("word")) == GOLDEN_FILE.read_bytes().decode()


def test_the_same_chat_is_the_same_file_at_any_time_and_on_any_system():
    assert rendered("word") == rendered("word")
    with ZipFile(BytesIO(rendered("word"))) as archive:
        for each in archive.infolist():
            assert each.date_time == (1980, 1, 1, 0, 0, 0)
            assert each.create_system == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown | ANYTHING, st.sampled_from([Role.USER, Role.ASSISTANT]))
def test_any_text_anywhere_makes_well_formed_parts(text, role):
    chat = Conversation(title=text, model=text, instructions=text)
    labels = Labels(you=text, thinking=text, language=text or "en")
    document = Document(
        written(Message(role, text, model=text, reasoning=text), chat=chat, labels=labels)
    )
    assert {each.text for each in document.paragraphs("Title")}


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_what_a_person_typed_is_there_to_the_last_character(text):
    document = Document(written(Message(Role.USER, text)))
    seen = re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert document.texts("Question") == re.split("\r\n|\r|\n", seen)


def test_python_docx_reads_the_same():
    document = docx.Document(BytesIO(rendered("word")))
    read = [(each.style.name, each.text) for each in document.paragraphs]
    assert ("Heading 2", "Plan & <purpose>") in read
    assert ("Code", "let a = `cut") in read
    assert [each.cell(0, 0).text for each in document.tables][:2] == ["left", ""]
    assert document.core_properties.title == "<b>Tortu rous</b> \u202echat & # *all*"
    assert document.core_properties.author == ""
    assert document.core_properties.created.replace(tzinfo=THEN.tzinfo) == THEN
    assert document.core_properties.language == "en"


def test_nothing_leads_anywhere_but_to_safe_addresses():
    for name, text in parts(rendered("word")).items():
        if not name.endswith(".rels"):
            continue
        for target, mode in re.findall(r'Target="([^"]*)"( TargetMode="External")?', text):
            assert is_safe(target) if mode else re.fullmatch(r"(word/|docProps/)?\w+\.xml", target)


def test_it_holds_no_picture_no_object_and_no_field_that_fetches():
    text = readable(rendered("word"))
    assert not re.search(
        "<w:(drawing|pict|object|instrText|altChunk|subDoc|attachedTemplate)", text
    )
    assert re.findall(r'w:instr="([^"]*)"', text) == [" PAGE "]
    names = set(parts(rendered("word")))
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/numbering.xml", "word/styles.xml",
        "word/settings.xml", "word/footer.xml",
    }  # fmt: skip


def test_every_style_list_and_link_that_is_named_exists():
    text = readable(rendered("word"))
    known = set(re.findall(r'w:styleId="(\w+)"', text))
    assert set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', text)) <= known
    lists = set(re.findall(r'<w:num w:numId="(\d+)"', text))
    assert set(re.findall(r'<w:numId w:val="(\d+)"', text)) <= lists
    assert set(re.findall(r'r:id="(\w+)"', text)) <= set(TORTUROUS.targets)


def test_the_outline_is_that_of_the_chat():
    styles = [f"Heading{level}" for level in range(1, 8)]
    found = [(each.style, each.text) for each in TORTUROUS.paragraphs("Title", *styles)]
    assert found[:4] == [
        ("Title", "<b>Tortu rous</b> \u202echat & # *all*"),
        ("Heading1", "Instructions for this chat"),
        ("Heading1", "You"),
        ("Heading1", "Answer"),
    ]
    assert ("Heading2", "Plan & <purpose>") in found
    authors = [text for style, text in found if style == "Heading1"]
    assert len(authors) == 1 + sum(not each.deleted for each in MESSAGES)


def test_headings_of_answers_stand_below_their_author():
    document = Document(written("# a\n\n###### b"))
    assert [each.style for each in document.answer()] == ["Heading2", "Heading7"]


def test_thinking_model_time_and_ending_are_said():
    message = reply("So.", model="big", reasoning="Hm.\n\nYes", state=State.STOPPED)
    found = [(each.style, each.text) for each in Document(written(message)).paragraphs()]
    assert found[-8:] == [
        ("Heading1", "Answer"),
        ("Details", "2026-01-31 23:59 UTC · big"),
        ("ThinkingTitle", "Thinking"),
        ("Thinking", "Hm."),
        ("Thinking", ""),
        ("Thinking", "Yes"),
        ("BodyText", "So."),
        ("Ending", "Stopped by you."),
    ]


def test_what_is_not_wanted_is_nowhere_not_even_in_the_properties():
    message = reply("So.", model="big", reasoning="Hm.")
    file = written(message, options=Options(thinking=False, models=False, times=False))
    text = readable(file)
    assert "2026" not in text and "big" not in text and "Hm." not in text
    assert not Document(file).paragraphs("Details", "Thinking", "ThinkingTitle")


def test_no_author_and_no_system_is_noted():
    text = parts(rendered("word"))["docProps/core.xml"]
    names = re.findall(r"<(?:dc|dcterms|cp):(\w+)[ >]", text)
    assert names == ["coreProperties", "title", "language", "created"]


def test_every_list_is_one_of_its_own_and_begins_with_its_number():
    document = Document(
        written("1. a\n2. b\n   1. c\n   2. d\n3. e\n\ntext\n\n1. f\n\ntext\n\n7. g")
    )
    items = [each for each in document.answer() if each.list]
    assert [(each.text, each.level) for each in items] == [
        ("a", 0), ("b", 0), ("c", 1), ("d", 1), ("e", 0), ("f", 0), ("g", 0)
    ]  # fmt: skip
    lists = [each.list for each in items]
    assert lists[0] == lists[1] == lists[4] and lists[2] == lists[3]
    assert len(set(lists)) == 4
    starts = [document.numbers()[number] for number in dict.fromkeys(lists)]
    assert starts == [(0, 1), (1, 1), (0, 1), (0, 7)]


def test_between_two_lists_there_is_room_and_within_them_none():
    items = Document(written("- a\n- b\n\n1. c\n2. d")).answer()
    room = [each.element.find(f"{W}pPr/{W}contextualSpacing") is None for each in items]
    assert room == [False, False, True, False]


def test_lists_of_two_messages_are_two():
    items = [each for each in Document(written("1. a", "1. b")).paragraphs() if each.list]
    assert len({each.list for each in items}) == 2


def test_a_number_too_large_for_word_is_written_out():
    item = Document(written("40000. a\n40001. b")).answer()
    assert [each.text for each in item] == ["40000.\ta", "40001.\tb"]


def test_wide_numbers_have_room():
    few, many = (Document(written(f"{first}. a")).answer()[0] for first in (98, 9999))
    assert few.indent is None
    assert many.indent == 600


def test_boxes_of_tasks_stand_in_the_text():
    assert [each.text for each in Document(written("- [x] a\n- [ ] b\n\n1. [x] c")).answer()] == [
        "☑\ta",
        "☐\tb",
        "☑ c",
    ]


def test_what_an_item_begins_with_has_its_mark_also_where_that_is_no_text():
    document = Document(written("- - a\n- ```\n  b\n  ```\n- > c\n-"))
    found = [(each.style, each.level, each.text) for each in document.answer()]
    assert found == [
        ("ListParagraph", 0, ""),
        ("ListParagraph", 1, "a"),
        ("ListParagraph", 0, ""),
        ("Code", None, "b"),
        ("ListParagraph", 0, ""),
        ("Quote", None, "c"),
        ("ListParagraph", 0, ""),
    ]


def test_lists_deeper_than_words_are_moved_in_farther():
    items = Document(
        written("".join("  " * depth + f"- {depth}\n" for depth in range(30)))
    ).answer()
    assert [each.level for each in items[:10]] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert [each.indent for each in items[8:12]] == [None, 4000, 4400, 4800]
    assert [each.text for each in items] == [str(depth) for depth in range(30)]


def test_quotes_are_moved_in_and_so_is_what_stands_in_them():
    document = Document(written("> a\n>\n> > b\n>\n> - c\n>\n> ```\n> d\n> ```"))
    assert [(each.style, each.indent, each.bar) for each in document.answer()] == [
        ("Quote", None, False),
        ("Quote", 800, False),
        ("ListParagraph", 800, True),
        ("Code", 500, True),
    ]


def test_code_keeps_its_lines_and_blanks_and_is_coloured():
    document = Document(written('```python\ndef f(x):\n\n\treturn  "é😀"  # <1>\n```'))
    language, *lines = document.answer()
    assert (language.style, language.text) == ("CodeLanguage", "python")
    assert [each.text for each in lines] == ["def f(x):", "", '\treturn  "é😀"  # <1>']
    assert {each.style for each in lines} == {"Code"}
    assert ("def", {"CodeKeyword"}) in lines[0].runs()
    assert ("# <1>", {"CodeComment"}) in lines[2].runs()


def test_two_pieces_of_code_do_not_run_together():
    styles = [each.style for each in Document(written("```\na\n```\n```\nb\n```")).answer()]
    assert styles == ["Code", "Gap", "Code"]


def test_nobody_checks_the_spelling_of_code():
    styles = parts(written("a"))["word/styles.xml"]
    for name in ("Code", "InlineCode", "Formula"):
        (style,) = re.findall(rf'w:styleId="{name}">.*?</w:style>', styles)
        assert "<w:noProof/>" in style


def test_styles_of_characters():
    (line,) = Document(written("**a** *b* ~~c~~ `d` ***e***")).answer()
    assert [(text, looks) for text, looks in line.runs() if text != " "] == [
        ("a", {"b", "bCs"}),
        ("b", {"i", "iCs"}),
        ("c", {"strike"}),
        ("d", {"InlineCode"}),
        ("e", {"b", "bCs", "i", "iCs"}),
    ]


def test_links_lead_on_only_where_that_is_safe():
    document = Document(written("[**a** b](https://fine.example/?q=ü|#x) [c](file:///C:/x)"))
    (line,) = document.answer()
    (link,) = line.element.iter(f"{W}hyperlink")
    assert document.targets[link.get(f"{R}id")] == "https://fine.example/?q=%C3%BC%7C#x"
    assert line.text == "a b c (file:///C:/x)"


def test_an_address_longer_than_word_bears_is_text():
    document = Document(written(f"[a](https://fine.example/{'x' * 2100})"))
    assert not list(document.body.iter(f"{W}hyperlink"))


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%C3%BC#a#b", "https://a.example/%C3%BC#a%23b"),
        ("https://a.example:8080/[x]", "https://a.example:8080/%5Bx%5D"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://a.example:99999/", None),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_addresses_are_such_that_word_opens_the_file(address, target):
    links = Links()
    name = links.name(address)
    assert dict(links.named()).get(name) == target


def test_the_same_address_is_noted_once():
    document = Document(written("[a](https://x.example) [b](https://x.example)"))
    assert list(document.targets.values()).count("https://x.example") == 1


def test_tables_have_a_head_that_is_repeated_and_sides():
    document = Document(written("|a|b|c|\n|:-|-:|:-:|\n|1|2|3|\n|4|"))
    (table,) = document.body.iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert heads == [True, False, False]
    cells = list(document.paragraphs("TableText"))
    assert [each.text for each in cells] == ["a", "b", "c", "1", "2", "3", "4", "", ""]
    assert [each.side for each in cells[:3]] == ["left", "right", "center"]
    assert document.answer()[-1].style == "Gap"


def test_columns_are_as_wide_as_they_need_and_no_table_is_wider_than_the_page():
    document = Document(written(f"|a|b|\n|-|-|\n|1|{'long ' * 60}|\n\n|a|b|\n|-|-|\n|1|2|"))
    widths = [
        [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        for table in document.body.iter(f"{W}tbl")
    ]
    assert widths[0][0] == widths[1][0] == widths[1][1]
    assert widths[0][1] > 10 * widths[0][0]
    assert sum(widths[0]) <= 9412


def test_a_table_with_more_columns_than_word_opens_becomes_several():
    row = "|" + "|".join(map(str, range(150))) + "|\n"
    document = Document(written(row + "|-" * 150 + "|\n" + row))
    tables = list(document.body.iter(f"{W}tbl"))
    assert [len(list(each.iter(f"{W}gridCol"))) for each in tables] == [63, 63, 24]
    texts = sorted(map(int, document.texts("TableText")))
    assert texts == sorted([*range(150)] * 2)


def test_what_runs_from_right_to_left_says_so_and_code_does_not():
    document = Document(written("שלום abc.\n\nabc שלום def\n\n```\nשלום\n```\n\nשלום `f()`"))
    first, second, code, last = document.answer()
    assert (first.rtl, second.rtl, code.rtl) == (True, False, False)
    assert first.runs() == [("שלום ", {"rtl"}), ("abc", set()), (".", {"rtl"})]
    assert second.runs() == [("abc ", set()), ("שלום", {"rtl"}), (" def", set())]
    assert ("f()", {"InlineCode"}) in last.runs()


def test_the_bar_of_a_quote_stands_where_its_lines_begin():
    document = Document(written(reply("> שלום\n>\n> abc", reasoning="שלום")))
    sides = [
        [each.tag.removeprefix(W) for each in quote.element.iterfind(f"{W}pPr/{W}pBdr/*")]
        for quote in document.paragraphs("Thinking", "Quote")
    ]
    # From left to right it is the style's.
    assert sides == [["left", "right"], ["left", "right"], []]


def test_a_table_whose_head_runs_from_right_to_left_is_mirrored():
    document = Document(written("|עמודה|b|\n|:-|-|\n|1|x|"))
    assert len(list(document.body.iter(f"{W}bidiVisual"))) == 1
    # Word takes left for the side where lines begin.
    assert [(each.rtl, each.side) for each in document.paragraphs("TableText")] == [
        (True, "right"), (False, None), (True, "right"), (False, None)
    ]  # fmt: skip


def test_signs_of_east_asia_say_so():
    (line,) = Document(written("a “漢字” b한 カ")).answer()
    asian = [text for text, looks in line.runs() if "rFonts" in looks]
    assert asian == ["“漢字”", "한", "カ"]


@pytest.mark.parametrize(
    ("text", "language", "font"),
    [("漢字", "zh-CN", "Microsoft YaHei"), ("漢字かな", "ja-JP", "Yu Gothic"),
     ("한국어 漢字", "ko-KR", "Malgun Gothic")],
)  # fmt: skip
def test_east_asian_signs_are_written_as_their_language_writes_them(text, language, font):
    styles = parts(written(text))["word/styles.xml"]
    assert f'w:eastAsia="{font}"' in styles and f'w:eastAsia="{language}"' in styles


def test_joined_emoji_stay_in_one_piece():
    family = "👩\u200d👩\u200d👧"
    for text in (f"a {family} b", f"שלום {family} b"):
        (line,) = Document(written(text)).answer()
        assert any(family in run for run, _ in line.runs())


def test_characters_that_no_document_can_hold_are_seen_as_lost():
    document = Document(written("a\x1b[0m b\ufffe\x07"))
    assert document.answer()[0].text == "a\ufffd[0m b\ufffd\ufffd"


def test_people_of_all_scripts_are_quoted_in_full():
    document = Document(written(Message(Role.USER, PEOPLE)))
    assert "\n".join(document.texts("Question")) == PEOPLE.replace("\x0b", "\ufffd").replace(
        "\x0c", "\ufffd"
    )


def test_a_formula_is_a_formula_in_a_line_and_on_its_own():
    document = Document(written("so $x^2$ is\n$$\\frac{a}{b}$$\nthen"))
    first, second, third = document.answer()
    assert first.text == "so x2 is" and len(list(first.element.iter(f"{M}sSup"))) == 1
    assert len(list(second.element.iter(f"{M}oMathPara"))) == 1
    assert third.text == "then"


def test_what_cannot_be_drawn_is_shown_as_it_was_written():
    (line,) = Document(written(r"a $\undrawable{x}$ b")).answer()
    assert ("\\undrawable{x}", {"Formula"}) in line.runs()


def test_a_formula_that_begins_an_item_stands_behind_its_mark():
    (item,) = Document(written("- $$n$$")).answer()
    assert item.level == 0
    assert not list(item.element.iter(f"{M}oMathPara"))


def test_html_is_shown_as_its_characters():
    lines = Document(written("<div onclick='x'>\n<b>a</b>\n</div>")).answer()
    assert [each.text for each in lines] == ["<div onclick='x'>", "<b>a</b>", "</div>"]


def test_very_long_texts_are_cut_into_pieces_that_every_reader_bears():
    document = Document(written("x" * 250_000))
    (line,) = document.answer()
    assert line.text == "x" * 250_000
    assert max(len(each.text) for each in line.element.iter(f"{W}t")) <= 100_000


def test_words_language_and_side_are_those_of_the_labels():
    labels = Labels(language="ar", rtl=True, assistant="إجابة")
    file = written("a", labels=labels)
    document = Document(file)
    (author,) = document.paragraphs("Heading1")
    assert author.text == "إجابة" and author.rtl
    assert 'w:bidi="ar"' in parts(file)["word/styles.xml"]
    assert document.body.find(f"{W}sectPr/{W}bidi") is not None
    assert "<dc:language>ar</dc:language>" in parts(file)["docProps/core.xml"]


def test_word_opens_it_as_one_of_its_own_time():
    assert 'w:name="compatibilityMode" w:val="15"' in parts(written("a"))["word/settings.xml"]
