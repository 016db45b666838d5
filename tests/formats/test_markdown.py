from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.markdown import extract_texts, render
from promptrun_desktop.text.block import Heading
from promptrun_desktop.text.blocks import parse

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
