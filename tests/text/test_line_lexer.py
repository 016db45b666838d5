from bisect import bisect_right

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promptrun_desktop.text.highlight import Token, highlight
from promptrun_desktop.text.line_lexer import LONGEST_LINE, LineLexer

LONG = "\n".join(f"  line {number} of it" for number in range(30))
SAMPLES = {
    "python": f'import os\n\n@cache\ndef f(x: int) -> str:\n    """Doc\n{LONG}\n    """\n'
    "    return f'{x!r} é😀' + r\"b\\d\"  # end\n\nclass A(B):\n"
    "    y = 0x1F if not None else [1.5]\n",
    "js": f"/* a\n{LONG}\n*/\nconst f = async (x) => `a\n${{x + 1}}\nb`; // c\nlet r = /a[/]b/g;\n"
    "class A extends B { get x() { return 'é' + \"b\"; } }\n",
    "ts": "interface A<T> { x: number; y?: string }\nenum E { A = 1 }\n/** doc\n * more */\n"
    "export const f = (a: A<string>): void => { throw new Error(`x ${a.x}`); };\n",
    "rust": f'/* a\n{LONG}\n*/\nfn main() -> i32 {{\n    let s = r#"raw\ntext"#;\n'
    '    println!("{}", s); // c\n    1_000u32 as i32\n}\n#[derive(Debug)]\n'
    'struct A<\'a>(&\'a str);\n',
    "sql": f"-- c\nSELECT a, 'it''s\n{LONG}' FROM t /* b\n c */ WHERE x >= 1.5 AND y IS NULL;\n",
    "bash": f"#!/bin/bash\ncat > \"$f\" <<'EOF'\n{LONG}\nEOF\nawk 'BEGIN {{\n{LONG}\n"
    f"}}' \"a $x\nb\"\n"
    "for i in $(seq 1 9); do echo ${i:-2} # c\ndone\n",
    "json": '{"a" : [1, -2.5e3, true, null],\n "é\\"b"\n: "c\\\\", "d": {"e": "f: g"}}\n',
    "cpp": f"#include <vector>\n/* a\n{LONG}\n*/\nint\nmain(int argc,\n     char **argv)\n{{\n"
    '  uint8_t x = 0xFFu; // c\n  std::string s = "a\\n";\n}\nclass A : public B { };\n',
    "java": f"package a.b;\n/** doc\n{LONG}\n */\n@Override\npublic static int\nf(int a,\n"
    f"  int b)\n"
    '{ return "x".length() + \'c\' + 1L; }\n',
    "go": f"package main\n/* a\n{LONG}\n*/\nfunc (a *A) f(x int) string {{\n\treturn `raw\n"
    f"{LONG}` // c\n"
    '}\nvar y = map[string]int{"a": 1}\n',
    "html": f"<!doctype html>\n<!-- a\n{LONG}\n-->\n<style>\na {{ color: #fff; }}\n{LONG}\n"
    f"</style>\n"
    f"<script>\nconst x = 'a'; /* c\n{LONG} */\nf(1);\n</script>\n<p class=\"a\n"
    f" b\" id=c>b &amp; c</p>\n",
    "css": f"/* a\n{LONG}\n*/\n@media (max-width: 10px) {{\n  a:hover, #b .c::before {{\n"
    "    color: red !important;\n    background: url('a.png') #0af;\n  }\n}\n",
    "yaml": "# c\na:\n  - b: 'it''s'\n    c: |\n      text\n      # no comment\n"
    "    d: &x [1, 2.5, true]\n"
    "  - *x\n\"e\": >-\n  folded\n  text\n---\nf: !!str g\n",
    "c": "static const char *\nname(void)\n{\n  size_t n = 1; /* c */\n  return 0;\n}\n",
    "php": "<?php\n/** a\n b */\nfunction f($x) { return strlen(\"a $x\") . 'b'; } // c\n"
    "?><p>d</p>\n",
    "lua": "--[[ a\n b ]]\nlocal function f(x) return string.format('%d', x) end -- c\n",
}  # fmt: skip


def by_line(language, code):
    """highlight()'s spans cut at the line breaks."""
    starts = [0]
    for line in code.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    lines = [[] for _ in starts[1:]]
    for start, end, token in highlight(language, code):
        for number in range(bisect_right(starts, start) - 1, len(lines)):
            first, last = starts[number], starts[number + 1] - 1
            if end <= first:
                break
            span = (max(start, first) - first, min(end, last) - first, token)
            if lines[number] and lines[number][-1][1:] == (span[0], token):
                span = (lines[number].pop()[0], span[1], token)
            if span[0] < span[1]:
                lines[number].append(span)
    return lines


def fed(language, code, sizes=(10**9,)):
    lexer, lines, found = LineLexer(language), code.split("\n"), []
    turn = 0
    while lines:
        size = sizes[turn % len(sizes)]
        found += lexer.feed(lines[:size])
        lines, turn = lines[size:], turn + 1
    return found + lexer.finish()


@pytest.mark.parametrize("language", SAMPLES)
def test_lines_have_the_colours_of_the_whole(language):
    code = SAMPLES[language]
    expected = by_line(language, code)
    assert any(expected)
    assert fed(language, code) == expected
    assert fed(language, code, (1,)) == expected


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
    st.integers(0, 400),
)
def test_any_chunking_of_lines_is_the_same(language, sizes, cut):
    code = SAMPLES[language][cut:]
    assert fed(language, code, sizes) == fed(language, code)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*sorted(SAMPLES), "ruby", "perl", "make", "swift", "xml", "markdown"]),
    st.text(st.sampled_from("/*'\"`<>!-?{}[]()#$\\ \nabE:=1\té@|&;"), max_size=300),
    st.lists(st.integers(1, 5), min_size=1, max_size=4),
)
def test_hostile_text_gives_ordered_spans_one_list_a_line(language, code, sizes):
    lines = code.split("\n")
    found = fed(language, code, sizes)
    assert found == fed(language, code)
    assert len(found) == len(lines)
    for line, spans in zip(lines, found, strict=True):
        end = 0
        for start, stop, _ in spans:
            assert end <= start < stop <= len(line)
            end = stop


def test_a_comment_keeps_its_colour_while_its_end_has_not_come():
    lexer = LineLexer("js")
    sure = lexer.feed(["let a = 1;", "/* b"] + ["  more of it"] * 20)
    ahead = lexer.ahead()
    colours = [{token for *_, token in line} for line in [*sure, *ahead]]
    assert colours[0] == {Token.KEYWORD, Token.NUMBER}
    assert colours[1:] == [{Token.COMMENT}] * 21
    rest = lexer.feed(["end */ let"]) + lexer.finish()
    assert [*sure, *rest][1:21] == [*sure, *ahead][1:21]
    assert [token for *_, token in rest[-1]] == [Token.COMMENT, Token.KEYWORD]


def test_what_is_ahead_changes_nothing():
    lines = SAMPLES["cpp"].split("\n")
    lexer, found = LineLexer("cpp"), []
    for line in lines:
        found += lexer.feed([line])
        assert len(found) + len(lexer.ahead()) >= 1
    assert found + lexer.finish() == fed("cpp", SAMPLES["cpp"])


def test_a_copy_goes_on_by_itself():
    lines = SAMPLES["yaml"].split("\n")
    lexer = LineLexer("yaml")
    found = lexer.feed(lines[:14])
    twin = lexer.copy()
    rests = [one.feed(lines[14:]) + one.finish() for one in (lexer, twin)]
    assert rests[0] == rests[1]
    assert found + rests[0] == by_line("yaml", SAMPLES["yaml"])


def test_a_line_only_a_machine_writes_stays_plain_alone():
    long = "x = 1;" * LONGEST_LINE
    found = fed("python", f"def f(): pass\n{long}\nreturn 1")
    assert found[0]
    assert found[1] == []
    assert found[2]


@pytest.mark.parametrize("language", ["", "no such language", "../python", "\0"])
def test_unknown_languages_stay_plain(language):
    assert fed(language, "def f():\n pass") == [[], []]


@pytest.mark.parametrize("language", ["ruby", "console"])
def test_what_is_no_table_is_coloured_as_a_whole_at_the_end(language):
    code = "$ echo 'a'\ndef f(x) = 1 # c\n"
    lexer = LineLexer(language)
    assert lexer.feed(code.split("\n")) == []
    assert lexer.finish() == by_line(language, code)


@pytest.mark.parametrize(
    ("language", "opened", "lines"),
    [
        ("js", "/* ", 3_500),
        ("js", "'", 1_000),
        ("bash", "<<EOF\n", 3_500),
        ("html", "<script>", 12_000),
    ],
)
def test_what_is_never_closed_holds_nothing_up_for_ever(language, opened, lines):
    lexer = LineLexer(language)
    found = lexer.feed([*opened.split("\n")] + ["some words of text"] * lines)
    assert len(found) > lines // 2
