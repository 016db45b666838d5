"""A document shows of a chat what the window shows of it."""

from dataclasses import replace

from promptrun_desktop.services.documents import shown
from promptrun_desktop.services.tree import Tree
from tests.services.stored import chat


def test_what_was_said_before_a_lost_message_is_in_the_document_as_in_the_window():
    soup = chat("soup", "How?", "Boil.", "And then?", "Eat.")
    how, _lost, *rest = soup.messages
    gapped = soup._replace(messages=(how, *rest))
    assert shown(gapped) == [how, *rest]
    assert shown(gapped) == Tree(gapped.messages).whole_path(soup.conversation.leaf_id)


def test_where_the_end_is_lost_the_document_goes_up_to_what_came_last():
    soup = chat("soup", "How?", "Boil.", "And then?")
    cut = soup._replace(messages=soup.messages[:2])
    assert shown(cut) == list(soup.messages[:2])


def test_deleted_messages_and_other_branches_are_left_out():
    soup = chat("soup", "How?", "Boil.", "And then?")
    how, boil, and_then = soup.messages
    other = replace(boil, id="other", text="Roast.")
    whole = soup._replace(messages=(how, other, replace(boil, deleted=True), and_then))
    assert shown(whole) == [how, and_then]


def test_a_chat_without_messages_is_an_empty_document():
    assert shown(chat("empty")) == []
