import json
import re

import pytest

from promptrun_desktop.assets import resource
from promptrun_desktop.demo.ask import Ask
from promptrun_desktop.demo.replies import GENERAL, read, reply_to


def asked(content: object) -> Ask:
    messages = [
        {"role": "system", "content": "Be brief about Venus."},
        {"role": "user", "content": "Bonjour"},
        {"role": "assistant", "content": "I'm a sample."},
        {"role": "user", "content": content},
    ]
    return Ask.parse(json.dumps({"model": "a/b", "messages": messages}).encode())


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Why is a day on Venus so strange?", "venus"),
        ("Write a friendly letter to my landlord about a dripping tap", "landlord"),
        ("Explain compound interest with a small table", "interest"),
        ("您好，请介绍一下自己", "chinese"),
        ("お茶の入れ方を教えて", "japanese"),
        ("كيف حالك؟", "arabic"),
    ],
)
def test_a_question_gets_the_reply_that_fits(question: str, name: str) -> None:
    assert reply_to(asked(question)) == read(name)


def test_any_other_question_gets_one_of_a_handful_and_always_the_same() -> None:
    replies = [reply_to(asked(f"Question {number}")) for number in range(60)]
    assert replies == [reply_to(asked(f"Question {number}")) for number in range(60)]
    assert set(replies) == {read(name) for name in GENERAL}


def test_a_picture_is_answered_as_one() -> None:
    parts = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
    ]
    assert reply_to(asked(parts)) == read("picture")
    assert reply_to(asked(parts[:1])) == reply_to(asked("What is this?"))


def test_half_a_surrogate_pair_is_a_question_like_any_other() -> None:
    assert reply_to(asked("\ud83d")) in {read(name) for name in GENERAL}


SAMPLES = sorted(path.stem for path in resource("demo").glob("*.md"))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "thinking"])
def test_a_reply_says_that_it_is_a_sample(name: str) -> None:
    assert re.search("[Ss]ample|示例|見本|نموذجية", read(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_reply_is_long_enough_to_be_watched_and_stopped(name: str) -> None:
    letters = len(re.findall("[\u3040-\u30ff\u4e00-\u9fff]", read(name)))
    # Two letters of Chinese or Japanese are about a word.
    assert 115 <= len(read(name).split()) + letters // 2 <= 400


def test_the_code_in_the_venus_reply_prints_what_it_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = re.search(r"```python\n(.*?)```", read("venus"), re.S)
    assert code
    exec(code[1], {})
    printed = capsys.readouterr().out.strip()
    assert printed == "116.8 Earth days"
    assert f"# {printed}" in code[1]


def test_the_sums_in_the_interest_reply_are_right() -> None:
    rows = re.findall(r"^\| (\d+) years? \| (.*?) \| (.*?) \| (.*?) \|$", read("interest"), re.M)
    assert len(rows) == 6
    for years, plain, compound, extra in rows:
        grown = 1000 * 1.05 ** int(years)
        assert plain == f"${1000 + 50 * int(years):,.2f}"
        assert compound == f"${grown:,.2f}"
        assert extra == f"${round(grown, 2) - 1000 - 50 * int(years):,.2f}"
