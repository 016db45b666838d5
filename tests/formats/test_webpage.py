import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.html_formula import svg
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options
from promptrun_desktop.formats.page_style import STYLE
from promptrun_desktop.formats.webpage import render
from promptrun_desktop.text.formula import Outline
from tests.text.fragments import markdown

from .chats import CHAT, HOSTILE, MESSAGES, THEN, as_text, rendered

VOID = {"meta", "br", "hr"}
TAGS = {*VOID, "html", "head", "title", "style", "body", "main", "header", "section", "article",
        "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "bdi", "div", "time", "details",
        "summary", "p", "ul", "ol", "li", "blockquote", "pre", "code", "a", "strong", "em", "s",
        "var", "span", "table", "thead", "tbody", "tr", "th", "td", "svg", "path"}  # fmt: skip
ATTRIBUTES = {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "start",
              "datetime", "href", "title", "rel", "align", "role", "aria-label", "width", "height",
              "viewbox", "d"}  # fmt: skip
CHAT_OF_ONE = Conversation(title="T")
ENGLISH = Labels()


class Checked(HTMLParser):
    """Fails on what an exported page must never hold; collects what it says and links to."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.links, self.classes, self.text, self.tags = [], [], set(), [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, _ in attrs:
            assert name in ATTRIBUTES, name
            assert name != "href" or tag == "a"
        values = dict(attrs)
        assert len(values) == len(attrs)
        self.classes |= set(values.get("class", "").split())
        if tag == "a":
            assert re.match(r"(https?://|mailto:)[^\s\\]+\Z", values["href"])
            assert values["rel"] == "noreferrer noopener"
            self.links.append(values["href"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        assert tag == "path"
        (name, places), *others = attrs
        assert name == "d" and others == []
        assert re.fullmatch(r"(?:[MLQCZ](?:-?\d+ ?)*)+", places)

    def handle_comment(self, data):
        raise AssertionError(data)

    def unknown_decl(self, data):
        raise AssertionError(data)

    def handle_pi(self, data):
        raise AssertionError(data)

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def page(*messages, chat=CHAT_OF_ONE, labels=ENGLISH):
    return as_text(render, chat, messages, labels)


def reply(text):
    return Message(Role.ASSISTANT, text)


def shown(text):
    return "".join(Checked(page(reply(text))).text)


def body(text):
    return page(reply(text)).partition("<article")[2]


def test_a_torturous_page_holds_only_our_own_tags_all_of_them_closed():
    checked = Checked(rendered("webpage").decode())
    assert {"ul", "ol", "table", "blockquote", "pre", "details", "a"} <= set(checked.tags)


def test_a_torturous_page_links_only_where_links_may_lead():
    links = Checked(page(reply(HOSTILE))).links
    assert links == [
        "https://evil.example/frame",
        "https://evil.example",
        "https://evil.example/p.png?q=secret",
        "https://l.example",
        "https://fine.example/a?b=c&d='e'",
        "mailto:mail@fine.example",
        "https://empty.example",
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(markdown, st.sampled_from([Role.USER, Role.ASSISTANT]))
def test_no_text_gets_a_tag_or_an_attribute_into_the_page(text, role):
    chat = Conversation(title=text, model=text, instructions=text)
    Checked(page(Message(role, text, model=text, reasoning=text), chat=chat)).close()


def test_nothing_is_fetched_and_nothing_runs():
    written = rendered("webpage").decode()
    assert written.index("Content-Security-Policy") < written.index("<style>")
    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)[1]
    sum_of_it = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{sum_of_it}';" in written
    assert "unsafe" not in written.partition("</head>")[0]
    assert not re.search(r"url\(|@import|expression\(", STYLE)
    assert "</" not in STYLE


def test_what_is_no_link_shows_where_it_would_have_led():
    text = shown(HOSTILE)
    for address in ("javascript:alert(1)", "file:///C:/x", "https://bank.example@evil.example"):
        assert f"({address})" in text
    assert '<script>alert("chat")</script>' in text


def test_a_message_cannot_close_the_page():
    written = rendered("webpage").decode()
    for tag in ("</main>", "</body>", "</html>", "</style>"):
        assert written.count(tag) == 1


def test_what_a_person_typed_is_shown_as_it_was_typed():
    checked = Checked(page(Message(Role.USER, "  # no *heading*\n\n  <b>")))
    assert "  # no *heading*\n\n  <b>" in checked.text


def test_lists_are_nested_as_they_were():
    written = body("1. a\n   - b\n   - [ ] c\n\n3. d\n\n> e")
    assert re.sub(r"\s*\n\s*", "", written).endswith(
        '<ol><li><p>a</p><ul><li>b</li><li class="task">☐ c</li></ul></li>'
        "<li><p>d</p></li></ol><blockquote><p>e</p></blockquote></article></main></body></html>"
    )


def test_deep_nesting_stays_balanced():
    for source in ("> " * 500 + "a", "- " * 500 + "a\n\n- b", "- > " * 100 + "a\n- b\n\nc"):
        Checked(page(reply(source)))


def test_code_is_coloured_and_complete():
    code = 'def f(x):\n    return "<é😀>" # 1'
    checked = Checked(page(reply(f"```python\n{code}\n```")))
    assert {"keyword", "name", "string", "comment"} <= checked.classes
    assert code in "".join(checked.text)


def test_every_class_in_the_page_has_a_look():
    plain = {"assistant", "system"}
    for name in Checked(rendered("webpage").decode()).classes - plain:
        assert f".{name}" in STYLE


def test_what_runs_the_other_way_than_what_is_around_it_says_so():
    text = "שלום\n\nhello\n\n- א\n- b"
    assert re.findall(r"<(\w+) dir=\"(\w+)\"", body(text)) == [
        ("time", "ltr"), ("p", "rtl"), ("ul", "rtl"), ("li", "ltr")
    ]  # fmt: skip
    from_the_right = page(reply(text), labels=Labels(rtl=True)).partition("<article")[2]
    assert re.findall(r"<(\w+) dir=\"(\w+)\"", from_the_right) == [
        ("time", "ltr"), ("p", "ltr"), ("li", "ltr")
    ]  # fmt: skip


def test_a_formula_is_a_drawing_with_its_source_as_its_name():
    written = body("An $a<b$ c")
    assert 'role="img" aria-label="a&lt;b"' in written
    assert 'width="0.75em" height="1.0em" viewBox="0 -700 750 1000"' in written
    assert "$" not in written


def test_a_formula_stands_on_the_line_its_text_stands_on():
    lows = {0.0: "b0", 0.01: "b1", 0.25: "b3", 0.3: "b3", 3.9: "b39", 3.91: "middle", 9.0: "middle"}
    for low, name in lows.items():
        drawing = svg(Outline(1.0, 1.0, low, "MZ", (0.0, 0.0)), "x")
        assert f'class="{name}"' in drawing, low
        assert f".{name} {{ vertical-align: " in STYLE


def test_a_formula_that_cannot_be_drawn_is_its_source():
    written = body('\\[\\undrawable"<b>\\] and $\\undrawable$')
    assert '<span class="display"><var>\\undrawable&quot;&lt;b&gt;</var></span>' in written
    assert "<var>\\undrawable</var>" in written


def test_a_formula_on_its_own_lines_has_no_empty_ones_around_it():
    assert "<br>" not in body("a\n$$\nx\n$$\nb")


def test_thinking_is_folded_up():
    written = page(Message(Role.ASSISTANT, "a", reasoning="<hm>"))
    assert "<details>\n<summary>Thinking</summary>" in written
    assert "&lt;hm&gt;" in written


def test_what_is_not_wanted_is_not_in_it():
    options = Options(thinking=False, models=False, times=False)
    asked = Message(Role.ASSISTANT, "a", model="big", reasoning="hm", created_at=THEN)
    written = as_text(render, Conversation(title="T", model="big"), [asked], options=options)
    for unwanted in ("big", "hm", "Thinking", "2026", "<time", "<details", 'about">'):
        assert unwanted not in written.partition("</style>")[2], unwanted


def test_words_and_language_are_those_of_the_labels():
    labels = Labels(language="ar", rtl=True, you="<أنت>", stopped="x")
    written = page(Message(Role.USER, "a"), labels=labels)
    assert '<html lang="ar" dir="rtl">' in written
    assert "&lt;أنت&gt;" in written


def test_deleted_messages_are_not_in_it():
    assert "deleted question" not in as_text(render, CHAT, MESSAGES)


@pytest.mark.parametrize("character", ["\u202e", "\0", "\x1b", "\ud800"])
def test_odd_characters_can_be_written(character):
    Checked(page(reply(f"a{character}b")).encode().decode())
