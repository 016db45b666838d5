"""What stands in a field is taken as it is meant, or not at all."""

from datetime import UTC, datetime

import pytest

from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.details import details_apart
from promptrun_desktop.formats.foreign.zips import clean_path

THEN = datetime(2025, 6, 1, 12, 30, 15, 500_000, tzinfo=UTC)
SECONDS = THEN.timestamp()


@pytest.mark.parametrize(
    "written",
    [
        SECONDS,
        SECONDS * 1e3,
        SECONDS * 1e6,
        int(SECONDS * 1e9),
        str(SECONDS),
        "2025-06-01T12:30:15.500Z",
        "2025-06-01T12:30:15.500",
        "2025-06-01 14:30:15.500+02:00",
    ],
)
def test_times_are_read_in_every_spelling(written: object) -> None:
    assert fields.moment({"t": written}, "t") == THEN


@pytest.mark.parametrize(
    "written",
    [None, True, 0, -1, 1, "", "soon", "2025-13-01", [], {}, 1e300, float("nan"), 10**400, "9" * 60,
     "0001-01-01T00:00:00+14:00", "9999-12-31"],
)  # fmt: skip
def test_what_is_no_time_of_a_chat_is_none(written: object) -> None:
    assert fields.moment({"t": written}, "t") is None


def test_a_field_of_another_kind_is_empty() -> None:
    odd: dict[str, object] = {"a": 5, "b": ["x"], "c": {"d": None}, "e": True, "f": 10**400}
    assert fields.text(odd, "a", "b", "c") == ""
    assert fields.items(odd, "a") == fields.records(odd, "b") == []
    assert fields.record(odd, "c", "d", "e") == {}
    assert fields.key(odd, "e", "b") == ""
    assert fields.key(odd, "a") == "5"
    assert fields.number(odd, "e", "f") is None
    assert fields.within(odd, 2, "a") is None


def test_names_are_one_short_line() -> None:
    assert fields.line({"n": "a\n\tb" + "c" * 900}, "n") == "a b" + "c" * 297


@pytest.mark.parametrize(
    ("text", "said", "thought"),
    [
        ("<think>a\nb</think>\n\nc", "c", "a\nb"),
        ("<thinking>a</thinking>c", "c", "a"),
        (":::thinking\na\n:::\nc", "c", "a"),
        ("c <think>a</think>", "c <think>a</think>", ""),
        ("<think>never closed", "<think>never closed", ""),
    ],
)
def test_thinking_in_tags_is_set_apart(text: str, said: str, thought: str) -> None:
    assert markup.thinking_apart(text)[:2] == (said, thought)


def test_folded_html_is_set_apart() -> None:
    text = (
        'Before\n<details type="reasoning" done="true" duration="2.5">\n<summary>x</summary>\n'
        "&gt; one\n&gt; &lt;two&gt;\n</details>\nbetween\n"
        '<details type="code_interpreter" done="true"><summary>y</summary>\n'
        "```py\n1\n```\n</details>"
        '\n<details type="other">kept</details>'
    )
    said = details_apart(text)
    assert said.text == 'Before\n\nbetween\n\n<details type="other">kept</details>'
    assert said.reasoning == "one\n<two>\n\n```py\n1\n```"
    assert said.seconds == 2.5


def test_folded_html_that_is_not_closed_stays() -> None:
    text = '<details type="reasoning">\n> one'
    assert details_apart(text).text == text


def test_a_fence_holds_whatever_is_in_it() -> None:
    assert markup.fenced("a\n```\nb", "py thon`") == "````python\na\n```\nb\n````"
    assert markup.fenced(" \n") == ""


def test_of_long_results_the_beginning_is_kept() -> None:
    found = markup.result("a" * 20_000)
    assert len(found) < 10_050
    assert found.endswith("[…]\n```")


@pytest.mark.parametrize(
    ("value", "text", "reasoning"),
    [
        ("plain", "plain", ""),
        (["a", {"type": "text", "text": "b"}], "a\n\nb", ""),
        ({"type": "text", "text": {"value": "c"}}, "c", ""),
        ([{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}], "🖼", ""),
        ([{"type": "input_file", "filename": "a.pdf"}], "📎 a.pdf", ""),
        ([{"type": "input_audio", "input_audio": {"data": "AA"}}], "🎙", ""),
        ([{"type": "think", "think": "d"}, {"type": "output_text", "text": "e"}], "e", "d"),
        (None, "", ""),
        ([1, None, [], {}], "", ""),
    ],
)
def test_contents_of_every_kind(value: object, text: str, reasoning: str) -> None:
    assert markup.content(value)[:2] == (text, reasoning)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a/b.json", "a/b.json"),
        ("../../a.json", "a.json"),
        ("/etc/a.json", "etc/a.json"),
        ("C:\\x\\a.json", "x/a.json"),
        ("\\\\host\\a.json", "host/a.json"),
        ("./a//b.json", "a/b.json"),
    ],
)
def test_names_in_packed_files_lead_nowhere(name: str, path: str) -> None:
    assert clean_path(name) == path
