import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.page_style import STYLE
from promptrun_desktop.formats.webpage import render
from tests.text.fragments import markdown

from .chats import CHAT, HOSTILE, MESSAGES, PEOPLE, as_text, rendered

VOID = {"meta", "br", "hr"}
TAGS = {*VOID, "html", "head", "title", "style", "body", "main", "header", "section", "article",
        "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "bdi", "div", "time", "details",
        "summary", "p", "ul", "ol", "li", "blockquote", "pre", "code", "a", "strong", "em", "s",
        "var", "span", "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "start",
              "datetime", "href", "title", "rel"}  # fmt: skip
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
        raise AssertionError(f"<{tag}/>")

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
    assert Checked(rendered("webpage").decode()).links == [
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
    assert "default-src 'none'; style-src 'unsafe-inline'" in written
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
    written = body("1. a\n   - b\n   - c\n\n3. d\n\n> e")
    assert (
        re.sub(r"\s*\n\s*", "", written)
        .partition("</div>")[2]
        .startswith(
            '<ol dir="auto" start="1"><li><p dir="auto">a</p>'
            '<ul dir="auto"><li class="tight"><p dir="auto">b</p></li>'
            '<li class="tight"><p dir="auto">c</p></li></ul></li>'
            '<li><p dir="auto">d</p></li></ol>'
            '<blockquote dir="auto"><p dir="auto">e</p></blockquote></article>'
        )
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


def test_every_paragraph_finds_its_own_direction():
    written = page(reply(PEOPLE), Message(Role.USER, PEOPLE))
    assert "<p>" not in written
    assert written.count('<p dir="auto"') >= 4


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
