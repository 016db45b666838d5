import json

import pytest

from promptrun_desktop.api.reader import ReplyReader
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.message import Message, Role, Usage
from promptrun_desktop.domain.reply_draft import Delta, ReplyDraft
from tests.api.server import DONE, event, text_event

SSE = "text/event-stream; charset=latin-1"
RECORDED = (
    b": OPENROUTER PROCESSING\n\nid: 1\n"
    + event({"choices": [{"delta": {"role": "assistant", "content": ""}}]})
    + event({"choices": [{"delta": {"reasoning": "Hm \U0001f914"}}]})
    + text_event("Grüße ")
    + event({"choices": [{"delta": {"content": "\ud83d"}}]})
    + event({"choices": [{"delta": {"content": "\ude00 u\u2028v"}}]})
    + text_event(None, "stop")
    + event({"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 5}})
    + b"data: [DONE]\n"
)


def read(*chunks: bytes, content_type: str = SSE, framed: bool = True, cut: bool = False):
    reader = ReplyReader(content_type, framed=framed)
    draft = ReplyDraft(Message(Role.ASSISTANT, ""))
    for chunk in chunks:
        for delta in reader.feed(chunk):
            draft.append(delta)
        if reader.finished:
            break
    for delta in reader.end(cut=cut):
        draft.append(delta)
    return draft, reader


def outcome(*chunks: bytes, **how: object):
    draft, reader = read(*chunks, **how)
    kind = reader.error.kind if reader.error else None
    return draft.text, draft.ended, kind


def test_a_recorded_stream_is_read_whole():
    draft, reader = read(RECORDED)
    assert draft.text == "Grüße \U0001f600 u\u2028v"
    assert draft.reasoning == "Hm \U0001f914"
    assert draft.freeze("complete").usage == Usage(3, 5)
    assert (draft.ended, draft.finish_reason, reader.error) == (True, "stop", None)


def test_every_split_reads_the_same():
    whole = outcome(RECORDED)
    for cut in range(len(RECORDED)):
        assert outcome(RECORDED[:cut], RECORDED[cut:]) == whole


def test_a_stream_cut_anywhere_is_a_beginning_and_never_an_error():
    whole = outcome(RECORDED)[0]
    ended_at = RECORDED.index(b'"stop"')
    for cut in range(len(RECORDED)):
        text, ended, kind = outcome(RECORDED[:cut], cut=True)
        assert (whole.startswith(text.rstrip("\ufffd")), kind) == (True, None)
        assert ended == (cut > ended_at + len(b'"stop"}]}') - 1)


def test_one_read_becomes_one_delta():
    reader = ReplyReader(SSE)
    deltas = reader.feed(b"".join(text_event(word) for word in ("a", "b", "c")))
    assert deltas == [Delta(text="abc")]


def test_reasoning_then_text_share_a_delta_and_text_then_reasoning_do_not():
    reader = ReplyReader(SSE)
    thought = event({"choices": [{"delta": {"reasoning": "r"}}]})
    assert reader.feed(thought + text_event("t") + thought) == [
        Delta(text="t", reasoning="r"),
        Delta(reasoning="r"),
    ]


def test_comments_alone_are_no_delta():
    assert ReplyReader(SSE).feed(b": keep-alive\n\n") == []


def test_a_stream_without_any_end_mark_is_incomplete():
    assert outcome(text_event("Hi")) == ("Hi", False, None)


def test_finish_reason_alone_completes_and_so_does_done_alone():
    assert outcome(text_event("Hi", "stop")) == ("Hi", True, None)
    assert outcome(text_event("Hi") + DONE) == ("Hi", True, None)


def test_nothing_is_read_after_done():
    assert outcome(text_event("Hi") + DONE + text_event(" there")) == ("Hi", True, None)


def test_an_error_keeps_what_came_and_done_does_not_clear_it():
    fault = event({"error": {"message": "Overloaded", "code": 529}})
    assert outcome(text_event("So far") + fault + DONE) == (
        "So far",
        False,
        ErrorKind.SERVER_FAULT,
    )


def test_the_kind_of_an_error_in_a_stream_is_the_one_it_names():
    fault = event({"error": {"message": "Slow down", "code": "429"}})
    assert outcome(fault)[2] is ErrorKind.RATE_LIMIT


def test_a_json_answer_to_a_stream_request_is_a_complete_reply():
    body = json.dumps({"choices": [{"message": {"content": "Hi"}}]}).encode()
    for content_type in ("application/json", "text/event-stream", ""):
        assert outcome(b"\n\n", body, content_type=content_type) == ("Hi", True, None)


def test_half_a_json_answer_without_a_length_is_cut_off():
    half = b'{"choices":[{"message":{"content":"H'
    assert outcome(half, framed=False) == ("", False, None)
    assert outcome(half, cut=True) == ("", False, None)
    assert outcome(half)[2] is ErrorKind.BAD_REPLY


def test_json_of_something_else_is_a_bad_reply():
    assert outcome(b'{"hello": 1}')[2] is ErrorKind.BAD_REPLY


def test_a_login_page_is_the_proxys():
    _draft, reader = read(
        b"\n<!DOCTYPE html><title>Hotel &amp; Wifi</title>", content_type="text/html"
    )
    assert (reader.error.kind, reader.error.detail) == (ErrorKind.PROXY, "Hotel & Wifi")


def test_plain_text_is_a_bad_reply_that_says_the_text():
    _, reader = read(b"Invalid \x1b[31mAPI Key", content_type="text/plain")
    assert (reader.error.kind, reader.error.detail) == (
        ErrorKind.BAD_REPLY,
        "Invalid [31mAPI Key",
    )


def test_a_mislabelled_stream_is_read():
    assert outcome(text_event("Hi") + DONE, content_type="application/json") == ("Hi", True, None)


def test_an_empty_body_is_incomplete():
    assert outcome() == ("", False, None)


def test_broken_json_in_the_stream_is_a_bad_reply_after_what_came():
    assert outcome(text_event("Hi") + b'data: {"cho\n\n') == ("Hi", False, ErrorKind.BAD_REPLY)


def test_thinking_inside_the_content_is_kept_apart():
    draft, _ = read(*(text_event(part) for part in ("<thi", "nk>hm</th", "ink>\n", "Yes")), DONE)
    assert (draft.text, draft.reasoning) == ("Yes", "hm")


def test_nul_and_lone_surrogates_become_replacement_characters():
    assert outcome(text_event("a\0b\ud800") + DONE)[0] == "a\ufffdb\ufffd"


def test_a_line_without_end_is_a_bad_reply():
    line = b"data: " + b"x" * 2**20
    assert outcome(line, *[line] * 8)[2] is ErrorKind.BAD_REPLY


def test_a_json_body_without_end_is_a_bad_reply():
    assert outcome(b"{", *[b" " * 2**20] * 9)[2] is ErrorKind.BAD_REPLY


def test_a_reply_without_end_is_a_bad_reply_and_keeps_what_came():
    mega = text_event("x" * 2**20)
    text, _, kind = outcome(*[mega] * 40)
    assert kind is ErrorKind.BAD_REPLY
    assert len(text) > 30 * 2**20


def test_endless_blank_lines_are_not_kept():
    reader = ReplyReader(SSE)
    for _ in range(100):
        assert reader.feed(b"\n" * 1000) == []
    assert reader.feed(text_event("Hi")) == [Delta(text="Hi")]


@pytest.mark.parametrize("garbage", [b"\xff" * 100, b"data: \xff\xfe\n\n", b"\x00" * 50])
def test_garbage_is_an_error_and_not_a_crash(garbage):
    assert outcome(garbage, content_type="")[2] is ErrorKind.BAD_REPLY
