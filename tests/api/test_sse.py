import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.api.sse import Event, SSEDecoder, TooLargeError

STREAM = (
    "\ufeff: hello\r\n\r\ndata: one\n\nid: 7\r\nevent: note\rdata:two\r\ndata:  three\r\r"
    "data: a\u2028b\u2029c\u0085d\x0be\x0cf\n\n: keep-alive\n\nretry: 3\n\ndata\n\n"
    "data: \U0001f600é\r\n\r\ndata: [DONE]\n"
).encode()
EVENTS = [
    Event("one"),
    Event("two\n three", "note"),
    Event("a\u2028b\u2029c\u0085d\x0be\x0cf"),
    Event(""),
    Event("\U0001f600é"),
    Event("[DONE]", unfinished=True),
]


def decoded(*chunks: bytes) -> list[Event]:
    decoder = SSEDecoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events + decoder.end()


def test_a_stream_becomes_its_events():
    assert decoded(STREAM) == EVENTS


def test_every_split_in_two_gives_the_same_events():
    for cut in range(len(STREAM) + 1):
        assert decoded(STREAM[:cut], STREAM[cut:]) == EVENTS


def test_byte_by_byte_gives_the_same_events():
    assert decoded(*(bytes([byte]) for byte in STREAM)) == EVENTS


@given(
    st.lists(
        st.sampled_from(
            [
                b"data: x",
                b"data",
                b"\r",
                b"\n",
                b"\r\n",
                b"\n\n",
                b":",
                b"event: e",
                b"\xe2\x80",
                b"\xa8",
                b"\xef\xbb\xbf",
                b" ",
                b"id: 1",
                b"\xff",
                "data: é".encode(),
            ]
        ),
        max_size=30,
    ),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_any_splits_of_any_bytes_give_the_same_events(parts, cuts):
    stream = b"".join(parts)
    bounds = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[a:b] for a, b in itertools.pairwise(bounds)]
    assert decoded(*pieces) == decoded(stream)


def test_an_event_is_there_as_soon_as_its_blank_line_is():
    decoder = SSEDecoder()
    assert decoder.feed(b"data: one\r") == []
    assert decoder.feed(b"\n\r") == [Event("one")]
    assert decoder.feed(b"\ndata: two\n\n") == [Event("two")]


def test_only_one_space_after_the_colon_is_dropped():
    assert decoded(b"data:  x\n\n") == [Event(" x")]


def test_only_one_byte_order_mark_is_dropped():
    assert decoded("\ufeff\ufeffdata: x\n\ndata: y\n\n".encode()) == [Event("y")]


def test_malformed_bytes_become_replacement_characters():
    assert decoded(b"data: a\xffb\xe2\x82\n\n") == [Event("a\ufffdb\ufffd")]


def test_a_blank_line_without_data_dispatches_nothing_and_forgets_the_name():
    assert decoded(b"event: error\n\ndata: x\n\n") == [Event("x")]


def test_comments_and_unknown_fields_are_nothing():
    assert decoded(b": OPENROUTER PROCESSING\n\nfoo: bar\ndatax: y\n\n") == []


def test_a_line_over_the_limit_is_an_error_before_it_is_memory():
    decoder = SSEDecoder(limit=100)
    decoder.feed(b"data: " + b"x" * 90)
    with pytest.raises(TooLargeError):
        decoder.feed(b"x" * 10)


def test_a_long_line_in_one_read_is_an_error_too():
    with pytest.raises(TooLargeError):
        SSEDecoder(limit=100).feed(b"data: " + b"x" * 101 + b"\n\n")


def test_an_event_of_many_lines_over_the_limit_is_an_error():
    decoder = SSEDecoder(limit=100)
    with pytest.raises(TooLargeError):
        for _ in range(20):
            decoder.feed(b"data: 0123456789\n")


def test_endless_comments_are_not_kept():
    decoder = SSEDecoder(limit=100)
    for _ in range(1000):
        assert decoder.feed(b": keep-alive\n") == []
