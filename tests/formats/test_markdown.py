import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.frames import frames
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.markdown import extract_texts, render
from promptrun_desktop.formats.options import Options
from promptrun_desktop.text.block import (
    CodeBlock,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Span,
    Style,
)
from promptrun_desktop.text.blocks import parse
from tests.text.fragments import markdown

from .chats import CHAT, LATER, MESSAGES, THEN, as_text

FRAME = "<!-- message id=a role=user state=complete chars=4 -->\n"
ENGLISH = Labels()
AWKWARD = st.lists(
    st.sampled_from(["\n", "\r", "\u2028", FRAME, "<!-- ", "-->", "chars=1", "```", "> ", "é😀"])
    | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=5)
).map("".join)


def document(*messages, chat=CHAT, labels=ENGLISH):
    return as_text(render, chat, messages, labels)


def headings(text):
    return ["".join(s.text for s in b.spans) for b in parse(text) if isinstance(b, Heading)]


def test_the_texts_of_a_torturous_chat_come_back_byte_for_byte():
    written = document(*MESSAGES).encode()
    assert extract_texts(written.decode()) == [m.text for m in MESSAGES if not m.deleted]


@given(st.lists(AWKWARD, max_size=4), AWKWARD, AWKWARD, AWKWARD)
def test_any_texts_come_back_whatever_stands_around_them(texts, title, instructions, thinking):
    chat = Conversation(title=title, instructions=instructions, model=title)
    messages = [
        Message(Role.ASSISTANT, text, model=title, reasoning=thinking, id=title) for text in texts
    ]
    assert extract_texts(document(*messages, chat=chat)) == texts


TIMES = st.datetimes(timezones=st.just(UTC))
MESSAGE = st.builds(
    Message,
    st.sampled_from(Role),
    AWKWARD,
    id=st.uuids().map(str) | AWKWARD.filter(len),
    created_at=TIMES,
    state=st.sampled_from(State),
    model=AWKWARD,
    reasoning=AWKWARD,
)


@given(st.lists(MESSAGE, max_size=5, unique_by=lambda each: each.id), st.data())
def test_all_that_a_person_sees_of_a_chat_comes_back(messages, data):
    for number, each in enumerate(messages):
        parents = st.none() | st.sampled_from([other.id for other in messages[:number]] or [None])
        messages[number] = replace(each, parent_id=data.draw(parents))
    chat = data.draw(st.builds(replace, st.just(CHAT), title=AWKWARD, model=AWKWARD, id=AWKWARD))
    came_chat, came = brought_back(document(*messages, chat=chat))
    assert came == messages
    assert came_chat["title"] == chat.title
    assert came_chat.get("model", "") == chat.model
    assert datetime.fromisoformat(came_chat["created"]) == chat.created_at
    assert float(came_chat["temperature"]) == chat.parameters.temperature


def brought_back(text):
    """As whoever brings chats in reads it, here for documents that lack nothing."""
    (_, chat, _), *parts = [each for each in frames(text) if each.kind != "instructions"]
    messages, thinking = [], ""
    for kind, fields, inner in parts:
        if kind == "thinking":
            thinking = inner
            continue
        known = Message(
            Role(fields["role"]),
            inner,
            id=fields["id"],
            parent_id=fields["parent"] or None,
            created_at=datetime.fromisoformat(fields["created"]),
            state=State(fields["state"]),
            model=fields.get("model", ""),
            reasoning=thinking,
        )
        messages.append(known)
        thinking = ""
    return {"title": "", **chat}, messages


def test_what_follows_a_message_that_is_not_there_follows_the_one_before_it():
    first, _, last = MESSAGES[1:4]
    written = document(first, last)
    assert [each.fields.get("parent") for each in frames(written) if each.kind == "message"] == [
        None,
        None,
    ]
    assert list(frames(document(MESSAGES[0])))[-1].fields["parent"] == ""


def test_what_is_not_wanted_is_not_in_it():
    options = Options(thinking=False, models=False, times=False)
    chat = replace(CHAT, title="T", model="big")
    asked = Message(Role.ASSISTANT, "a", model="big", reasoning="hm", created_at=THEN)
    written = as_text(render, chat, [asked], options=options)
    for unwanted in ("big", "hm", "hinking", "2026", "created"):
        assert unwanted not in written, unwanted
    assert extract_texts(written) == ["a"]


# Of our own, not of those that the texts forge.
_FRAME_LINE = re.compile(r"<!-- message id=(?:m\d+|[0-9a-f]{32}) .*chars=\d+ -->")
ENDINGS = (ENGLISH.stopped, ENGLISH.cut_off, ENGLISH.failed, ENGLISH.writing)
# Definitions of links hold for a whole document, wherever they stand.
_ALONE = markdown.map(lambda text: re.sub(r"[\r\0\ud83d\ude00]|\[r\]|\[\^1\]", "", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(_ALONE, min_size=1, max_size=3))
def test_the_document_parsed_shows_the_blocks_of_each_message(texts):
    shows_the_blocks_of(*(Message(Role.ASSISTANT, text) for text in texts))


def test_the_torturous_document_parsed_shows_the_blocks_of_each_message():
    shows_the_blocks_of(*(each for each in MESSAGES if not each.deleted))


def shows_the_blocks_of(*messages):
    written = document(*messages, chat=Conversation(title="T"))
    parts = []
    for block in parse(written):
        if isinstance(block, RawHtml) and not block.path and _FRAME_LINE.fullmatch(block.text):
            parts.append([])
        elif parts:
            parts[-1].append(block)
    found = [list(takewhile(lambda each: not is_author(each), part)) for part in parts]
    for message, blocks in zip(messages, found, strict=True):
        wanted, seen = looked_at(parse(message.text)), looked_at(blocks)
        if wanted and isinstance(wanted[-1], RawHtml) and isinstance(seen[-1], RawHtml):
            # The line that closes what the text left open is seen where that was HTML.
            seen[-1] = replace(seen[-1], text=seen[-1].text[: len(wanted[-1].text)])
        if wanted and isinstance(wanted[-1], CodeBlock) and isinstance(seen[-1], CodeBlock):
            # Blanks and empty lines before the end of an open fence.
            seen[-1] = replace(seen[-1], code=seen[-1].code.rstrip())
            wanted[-1] = replace(wanted[-1], code=wanted[-1].code.rstrip())
        assert seen == wanted


def is_author(block):
    """Or the words that say how the message before ended."""
    words = [Span(each, Style.ITALIC) for each in ENDINGS]
    if isinstance(block, Heading) and block.level == 2:
        return block.spans[0].text in ("Answer", "You", "Note")
    return isinstance(block, Paragraph) and block.spans[:1] in [(each,) for each in words]


def looked_at(blocks):
    """Without what only counts: numbers of lists and quotes, and whether a fence was closed."""
    numbers = {}
    found = []
    for block in blocks:
        path = tuple(
            replace(each, list_id=numbers.setdefault(("i", each.list_id), len(numbers)))
            if isinstance(each, Item)
            else Quote(numbers.setdefault(("q", each.id), len(numbers)))
            for each in block.path
        )
        same = replace(block, path=path)
        found.append(replace(same, closed=True) if isinstance(same, CodeBlock) else same)
    return found


def test_a_document_that_ends_too_early_is_refused():
    written = document(Message(Role.USER, "a long question"))
    with pytest.raises(ValueError, match="ends before"):
        extract_texts(written[:-5])


def test_the_head_says_what_the_person_set():
    chat = replace(CHAT, parameters=Parameters(temperature=0.7))
    head = document(chat=chat)
    assert "- Creativity: 0.7\n" in head
    assert "Word choice" not in head
    assert "- Started: 2026-01-31 23:59 UTC\n" in head
    assert "- Saved: 2026-02-01 08:00 UTC\n" in head


def test_times_are_those_of_the_place_where_it_is_saved():
    there = LATER.astimezone(timezone(timedelta(hours=9), "JST"))
    written = as_text(render, CHAT, [Message(Role.USER, "a", created_at=THEN)], at=there)
    assert "*2026-02-01 08:59 JST*" in written


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.STOPPED, Labels().stopped),
        (State.CUT_OFF, Labels().cut_off),
        (State.FAILED, Labels().failed),
        (State.WRITING, Labels().writing),
    ],
)
def test_a_text_that_is_not_complete_is_followed_by_words_that_say_so(state, words):
    reply = Message(Role.ASSISTANT, "Half an ans", state=state)
    assert f"Half an ans\n\n*{words}*" in document(reply)
    assert words not in document(replace(reply, state=State.COMPLETE))


@pytest.mark.parametrize(
    "opening",
    ["```", "~~~~", "`````py", "- x\n\n  ```", "<!--", "<script>", "a\n\n<pre>", "<?", "<!X", "-"],
)
def test_what_follows_a_text_that_ends_inside_something_reads_as_it_should(opening):
    written = document(Message(Role.ASSISTANT, f"{opening}\ncut"), Message(Role.USER, "next"))
    assert headings(written)[-1] == "You"
    assert extract_texts(written) == [f"{opening}\ncut", "next"]


def test_words_are_those_of_the_labels_and_cannot_be_markup():
    written = document(Message(Role.USER, "a"), labels=Labels(you="<!-- Sie *", model="[Modell]"))
    assert "## \\<\\!-- Sie \\*" in written
    assert headings(written)[-1] == "<!-- Sie *"
    assert "- \\[Modell\\]: " in written
