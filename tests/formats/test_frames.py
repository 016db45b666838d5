import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.formats.frames import framed, frames, head, quoted, unquoted

LINES = st.lists(
    st.sampled_from(["\r\n", "\n", "\r", "> ", ">", "a", " ", "<!-- message chars=1 -->\n"])
).map("".join)
VALUES = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)


@given(LINES)
def test_a_quote_is_unquoted_into_what_it_was(text):
    assert unquoted(quoted(text)) == text


@given(st.dictionaries(st.sampled_from(["id", "model", "title"]), VALUES), LINES, LINES)
def test_frames_come_back_with_their_fields_whatever_stands_around_them(fields, text, between):
    written = head("chat", {"version": "2", **fields}) + "# T\n" + framed("thinking", {}, between)
    written += framed("message", fields, text) + "\n" + framed("instructions", {}, between)
    assert [tuple(each) for each in frames(written)] == [
        ("chat", {"version": "2", **fields}, ""),
        ("thinking", {}, between),
        ("message", fields, text),
        ("instructions", {}, between),
    ]


def test_a_value_stays_readable_and_in_its_comment():
    assert head("chat", {"title": "漢字 100% -->\n\u202e"}) == (
        "<!-- chat title=漢字%20100%25%20--%3E%0A%E2%80%AE -->\n"
    )


def test_a_document_whose_line_ends_an_editor_changed_is_read():
    written = head("chat", {"version": "2"}) + "# T\n\n" + framed("message", {}, "a\n\nb")
    assert list(frames("\ufeff" + written.replace("\n", "\r\n"))) == list(frames(written))


@pytest.mark.parametrize("change", [("one two", "one"), ("one two", "one two three")])
def test_a_message_that_was_changed_by_hand_is_refused(change):
    written = framed("message", {}, "one two") + "*Stopped by you.*\n" * 3
    with pytest.raises(ValueError, match="changed by hand"):
        list(frames(written.replace(*change)))


def test_the_first_version_is_still_read():
    document = (
        "<!-- chat version=1 -->\n# T\n\n- Model: m\n\n## You\n\n> thought\n\n"
        "<!-- message id=a role=user state=complete chars=3 -->\nabc\n"
    )
    fields = {"id": "a", "role": "user", "state": "complete"}
    assert list(frames(document)) == [("chat", {"version": "1"}, ""), ("message", fields, "abc")]
