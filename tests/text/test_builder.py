import pytest

from promptrun_desktop.text.block import CodeBlock, Item, Paragraph, Quote, RawHtml, Span, Table
from promptrun_desktop.text.blocks import parse

from .to_html import to_html

CASES = {
    "paragraphs": ("a\nb\n\nc", "<p>a b</p>|<p>c</p>"),
    "hard breaks": ("a  \nb\\\nc", "<p>a<br />b<br />c</p>"),
    "headings": ("# a\n### b ##\nc\n---", "<h1>a</h1>|<h3>b</h3>|<h2>c</h2>"),
    "empty heading": ("#\n\na", "<h1></h1>|<p>a</p>"),
    "rule": ("a\n\n***", "<p>a</p>|<hr />"),
    "rule in item": ("- * * *", "<ul>|<li>|<hr />|</li>|</ul>"),
    "emphasis": (
        "*a* **b** ***c***",
        "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em></p>",
    ),
    "strikethrough": ("~~a~~", "<p><del>a</del></p>"),
    "code span": ("`` a`b ``", "<p><code>a`b</code></p>"),
    "link": ("[a *b*](/u 't')", '<p><a href="/u">a <em>b</em></a></p>'),
    "reference": ("[a]\n\n[a]: /u", '<p><a href="/u">a</a></p>'),
    "autolinks": (
        "<http://a.b> <c@d.e>",
        '<p><a href="http://a.b">http://a.b</a> <a href="mailto:c@d.e">c@d.e</a></p>',
    ),
    "entities": ("&lt;b&gt; &copy;", "<p>&lt;b&gt; ©</p>"),
    "escapes": (r"\*a\*", "<p>*a*</p>"),
    "indented code": ("    a\n\n      b", "<pre><code>a\n\n  b</code></pre>"),
    "fence": ("~~~ py x\na\n\n\n~~~", '<pre><code class="language-py">a\n\n</code></pre>'),
    "empty fence": ("```\n```", "<pre><code></code></pre>"),
    "fence in fence": ("````\n```\na\n```\n````", "<pre><code>```\na\n```</code></pre>"),
    "indented fence": ("  ```\n  a\n b\n  ```", "<pre><code>a\nb</code></pre>"),
    "tight list": ("- a\n- b", "<ul>|<li>|a|</li>|<li>|b|</li>|</ul>"),
    "loose list": ("- a\n\n- b", "<ul>|<li>|<p>a</p>|</li>|<li>|<p>b</p>|</li>|</ul>"),
    "loose by its last item": (
        "- a\n- b\n\n  c",
        "<ul>|<li>|<p>a</p>|</li>|<li>|<p>b</p>|<p>c</p>|</li>|</ul>",
    ),
    "loose outside, tight inside": (
        "- a\n  - b\n  - c\n\n- d",
        "<ul>|<li>|<p>a</p>|<ul>|<li>|b|</li>|<li>|c|</li>|</ul>|</li>|<li>|<p>d</p>|</li>|</ul>",
    ),
    "tight outside, loose inside": (
        "- a\n  - b\n\n    c\n- d",
        "<ul>|<li>|a|<ul>|<li>|<p>b</p>|<p>c</p>|</li>|</ul>|</li>|<li>|d|</li>|</ul>",
    ),
    "text behind a nested list": (
        "1. a\n   - b\n\n   c",
        "<ol>|<li>|<p>a</p>|<ul>|<li>|b|</li>|</ul>|<p>c</p>|</li>|</ol>",
    ),
    "ordered start": ("3. a\n7. b", '<ol start="3">|<li>|a|</li>|<li>|b|</li>|</ol>'),
    "neighbouring lists": (
        "- a\n\n+ b\n\n1. c\n\n1) d",
        "<ul>|<li>|a|</li>|</ul>|<ul>|<li>|b|</li>|</ul>|<ol>|<li>|c|</li>|</ol>|<ol>|<li>|d|</li>|</ol>",
    ),
    "empty items": ("- a\n-\n- c", "<ul>|<li>|a|</li>|<li>|</li>|<li>|c|</li>|</ul>"),
    "list in item": (
        "- - 2. a",
        '<ul>|<li>|<ul>|<li>|<ol start="2">|<li>|a|</li>|</ol>|</li>|</ul>|</li>|</ul>',
    ),
    "code in item": (
        "1. a\n\n       b\n\n   ```\n   c\n   ```",
        "<ol>|<li>|<p>a</p>|<pre><code>b</code></pre>|<pre><code>c</code></pre>|</li>|</ol>",
    ),
    "fence in tight item": (
        "- a\n  ```\n  b\n  ```\n- c",
        "<ul>|<li>|a|<pre><code>b</code></pre>|</li>|<li>|c|</li>|</ul>",
    ),
    "heading in item": (
        "- # a\n- b\n  ---\n  c",
        "<ul>|<li>|<h1>a</h1>|</li>|<li>|<h2>b</h2>|c|</li>|</ul>",
    ),
    "tasks": ("- [x] a\n- [ ] b\n- c", "<ul>|<li>|[x]|a|</li>|<li>|[ ]|b|</li>|<li>|c|</li>|</ul>"),
    "quote": ("> # a\n> b\nc", "<blockquote>|<h1>a</h1>|<p>b c</p>|</blockquote>"),
    "neighbouring quotes": (
        "> a\n\n> b",
        "<blockquote>|<p>a</p>|</blockquote>|<blockquote>|<p>b</p>|</blockquote>",
    ),
    "nested quotes": (
        "> > a\n>\n> b",
        "<blockquote>|<blockquote>|<p>a</p>|</blockquote>|<p>b</p>|</blockquote>",
    ),
    "empty quote": (">", "<blockquote>|</blockquote>"),
    "list in quote": (
        "> - a\n> - b\n>\n> c",
        "<blockquote>|<ul>|<li>|a|</li>|<li>|b|</li>|</ul>|<p>c</p>|</blockquote>",
    ),
    "quote in item": (
        "- > a\n- b",
        "<ul>|<li>|<blockquote>|<p>a</p>|</blockquote>|</li>|<li>|b|</li>|</ul>",
    ),
    "two quotes in item": (
        "- > a\n\n  > b",
        "<ul>|<li>|<blockquote>|<p>a</p>|</blockquote>|<blockquote>|<p>b</p>|</blockquote>|</li>|</ul>",
    ),
    "table": (
        "|a|b|\n|:-:|-|\n|*c*|",
        '<table>|<tr>|<th align="center">a</th>|<th>b</th>|</tr>'
        '|<tr>|<td align="center"><em>c</em></td>|<td></td>|</tr>|</table>',
    ),
    "raw block": ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
    "raw inline": ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"),
}


@pytest.mark.parametrize("name", CASES)
def test_blocks_hold_what_the_specification_asks_for(name):
    source, html = CASES[name]
    assert to_html(parse(source)) == html.replace("|", "\n")


def spans_of(source):
    (block,) = parse(source)
    return [(span.text, span.style.name or "", span.href) for span in block.spans]


def test_a_picture_is_a_link_with_its_description():
    assert spans_of("![a *cat*](http://x/c.png)") == [("a cat", "PLAIN", "http://x/c.png")]
    assert spans_of("![](http://x/c.png)") == [("http://x/c.png", "PLAIN", "http://x/c.png")]


def test_a_picture_in_a_link_leads_where_the_link_leads():
    assert spans_of("[![a](p)](l)") == [("a", "PLAIN", "l")]
    assert spans_of("[![](p)](l)") == [("l", "PLAIN", "l")]


def test_a_link_without_text_shows_its_address():
    assert spans_of("[](http://x)") == [("http://x", "PLAIN", "http://x")]


@pytest.mark.parametrize(
    "source",
    [r"$a_1*b*c$", r"\(a_1*b*c\)", r"\( a_1*b*c \)"],
)
def test_formulas_of_every_spelling_keep_their_source(source):
    assert spans_of(source) == [("a_1*b*c", "MATH", "")]


@pytest.mark.parametrize("source", ["\\[\na_1*b*c\n\\]", "$$\na_1*b*c\n$$"])
def test_displayed_formulas_keep_their_source_too(source):
    assert spans_of(source) == [("a_1*b*c", "MATH|DISPLAY", "")]


def test_two_formulas_side_by_side_are_two():
    assert spans_of(r"\(a\)\(b\)") == [("a", "MATH", ""), ("b", "MATH", "")]


def test_what_looks_like_emphasis_between_two_formulas_is_none():
    assert spans_of(r"\(x^*\) and \(y^*\)") == [
        ("x^*", "MATH", ""),
        (" and ", "PLAIN", ""),
        ("y^*", "MATH", ""),
    ]


def test_a_displayed_formula_has_lines_of_its_own():
    assert spans_of("so\n\\[\nx\\\\\ny\n\\]\nand") == [
        ("so\n", "PLAIN", ""),
        ("x\\\\\ny", "MATH|DISPLAY", ""),
        ("\nand", "PLAIN", ""),
    ]


def test_a_formula_in_a_quote_is_without_the_marks_of_the_quote():
    (block,) = parse("> \\[\n> x\n> = y\n> \\]")
    assert block.spans[0].text == "x\n= y"


@pytest.mark.parametrize("source", [r"`\(a\)`", "`\\[a\\]`"])
def test_code_is_never_taken_for_a_formula(source):
    assert spans_of(source) == [(source.strip("`"), "CODE", "")]
    (block,) = parse("```\n\\(a\\) $b$\n```")
    assert block.code == "\\(a\\) $b$"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\(a", "(a"),
        (r"a\) \(", "a) ("),
        (r"\(\)", "()"),
        (r"\\(a\\)", r"\(a\)"),
        (r"\[a\)", "[a)"),
        ("&lpar;a&rpar;", "(a)"),
        ("$5-$10 and $20", "$5-$10 and $20"),
    ],
)
def test_what_is_no_formula_stays_text(source, shown):
    assert spans_of(source) == [(shown, "PLAIN", "")]


def test_a_formula_ends_with_its_paragraph():
    first, second = parse("\\(a\n\nb\\)")
    assert (first.spans[0].text, second.spans[0].text) == ("(a", "b)")


def test_html_is_shown_as_its_characters_and_a_line_break_is_one():
    assert spans_of("<b onclick=x>a</b><br/>c") == [("<b onclick=x>a</b>\nc", "PLAIN", "")]
    assert parse("<script>\nalert(1)\n</script>") == [RawHtml(text="<script>\nalert(1)\n</script>")]


def test_footnotes_are_plain_text():
    first, second = parse("a[^1]\n\n[^1] b")
    assert first.spans == (Span("a[^1]"),)
    assert second.spans == (Span("[^1] b"),)


@pytest.mark.parametrize(
    ("source", "closed"),
    [
        ("```\na\n```", True),
        ("```\na\n```\n", True),
        ("```\n```", True),
        ("```\na", False),
        ("```\na\n\n", False),
        ("```", False),
        ("> ```\n> a\n> ```", True),
        ("> ```\n> a", False),
        ("- ```\n  a\n  ```", True),
        ("- ```\n  a\n\nb", False),
        ("    a", True),
    ],
)
def test_a_code_block_knows_whether_it_is_closed(source, closed):
    assert parse(source)[0].closed is closed


def test_containers_are_shared_by_the_blocks_in_them():
    first, second = parse("> - a\n>\n>   b")
    assert first == Paragraph(path=second.path, opens=2, spans=(Span("a"),))
    assert second.opens == 0
    assert first.path == (Quote(0), Item(1, 0, None, tight=False))
    assert all(one is other for one, other in zip(first.path, second.path, strict=True))


def test_a_language_is_the_first_word_of_the_fence():
    languages = [block.language for block in parse("```C++ title\n```\n~~~js{1,3}\n~~~\n```\n```")]
    assert languages == ["C++", "js", ""]


def test_a_table_too_wide_to_draw_is_text():
    wide = "|".join("a" * 202)
    assert not any(isinstance(block, Table) for block in parse(f"{wide}\n{wide.replace('a', '-')}"))


def test_a_table_of_short_rows_is_not_filled_up_to_millions_of_cells():
    blocks = parse("|" * 150 + "\n" + "|-" * 149 + "|\n" + "|\n" * 20_000)
    assert not any(isinstance(block, Table) for block in blocks)


@pytest.mark.parametrize(
    "source",
    ["> " * 20_000, "- " * 5_000 + "a", "[" * 20_000, "*a " * 10_000, "![" * 10_000, "\\(" * 10_000,
     "`" * 20_000, "~" * 20_000, "<" * 20_000, "|" * 20_000, "$" * 20_000, "&" * 20_000,
     "\\[" * 5_000 + "\\]" * 5_000, "\ud800\0" * 100, "\\" * 20_001 + "("],
)  # fmt: skip
def test_no_text_is_too_much(source):
    assert all(isinstance(block, (Paragraph, CodeBlock, RawHtml)) for block in parse(source))
