import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.text.highlight import MOST_CHARACTERS, Token, highlight

SAMPLES = {
    "python": ("def f(x):\n    return 'é😀', 12  # ünï",
               {"def": "KEYWORD", "f": "NAME", "'é😀'": "STRING", "12": "NUMBER",
                "# ünï": "COMMENT"}),
    "js": ("const a = `x`; // y", {"const": "KEYWORD", "`x`": "STRING", "// y": "COMMENT"}),
    "SQL": ("SELECT 1 -- c", {"SELECT": "KEYWORD", "1": "NUMBER", "-- c": "COMMENT"}),
    "C++": ("int x = 3; /* c */", {"int": "KEYWORD", "3": "NUMBER", "/* c */": "COMMENT"}),
    "html": ("<p class='a'>b</p>", {"'a'": "STRING"}),
    "json": ('{"a": 1}', {"1": "NUMBER"}),
}  # fmt: skip


@pytest.mark.parametrize("language", SAMPLES)
def test_tokens_lie_where_a_reader_sees_them(language):
    code, expected = SAMPLES[language]
    found = {code[start:end]: token for start, end, token in highlight(language, code)}
    for text, token in expected.items():
        assert found[text] is Token[token]


@pytest.mark.parametrize("language", ["", "no such language", "../python", "\0", "a" * 1000])
def test_unknown_languages_have_no_colours(language):
    assert highlight(language, "def f(): pass") == []


def test_what_is_too_long_has_no_colours():
    line = "x = 1\n"
    assert highlight("python", line * 10)
    assert highlight("python", line * (MOST_CHARACTERS // len(line) + 1)) == []
    assert highlight("python", "x" * 20_000) == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["python", "js", "bash", "yaml", "diff", "rust", "php", "text"]), st.text())
def test_spans_are_in_order_and_inside_the_code(language, code):
    end = 0
    for start, stop, _ in highlight(language, code):
        assert end <= start < stop <= len(code)
        end = stop


def test_pygments_is_loaded_only_when_it_is_used():
    script = "import sys, promptrun_desktop.text.highlight; print('pygments' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
