from html.parser import HTMLParser

from hypothesis import given

from promptrun_desktop.text.block import Paragraph, Span, Table
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.to_html import to_html
from promptrun_desktop.text.to_plain import to_plain

from .fragments import markdown

_VOID = {"br", "hr", "meta"}
_TAGS = {"p", "ul", "ol", "li", "pre", "code", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"href", "start", "align", "dir", "border", "cellspacing", "cellpadding", "style"}
_TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "strong", "em", "s", "a"}


class Reader(HTMLParser):
    """The tags from the outermost in, in which each text stands."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts, self.names, self.attributes = [], [], set(), []
        self.breaks = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes += attrs
        if tag == "br":
            self.breaks.append(" ".join(self.open))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((" ".join(self.open), data.strip()))


@given(markdown)
def test_tags_are_balanced_and_only_ours_are_there(source):
    reader = Reader(to_html(parse(source)))
    assert reader.open == []
    assert reader.names <= _TAGS | _VOID
    assert {name for name, _ in reader.attributes} <= _ATTRIBUTES


def test_lists_are_nested_lists():
    reader = Reader(to_html(parse("1. a\n   - b\n   - c\n2. d")))
    assert reader.texts == [
        ("ol li", "a"),
        ("ol li ul li", "b"),
        ("ol li ul li", "c"),
        ("ol li", "d"),
    ]


def test_a_list_cut_in_its_midst_goes_on_with_its_number():
    _, *rest = parse("3. a\n4. b\n5. c")
    html = to_html(rest)
    assert html.startswith('<ol start="4">')
    assert Reader(html).texts == [("ol li", "b"), ("ol li", "c")]


def test_a_table_has_a_head_and_cells():
    reader = Reader(to_html(parse("|a|b|\n|-|-:|\n|**1**|2|")))
    assert reader.texts == [
        ("table thead tr th", "a"),
        ("table thead tr th", "b"),
        ("table tbody tr td strong", "1"),
        ("table tbody tr td", "2"),
    ]


def test_a_table_without_a_head_has_none():
    (table,) = parse("| | |\n|-|-|\n|1|2|")
    assert isinstance(table, Table)
    assert "thead" not in to_html([table])
    assert to_plain([table]) == "1\t2"


def test_code_keeps_every_character():
    reader = Reader(to_html(parse("```\n\n<b> &amp;\n  x\n```")))
    assert "pre" in reader.names
    # Behind <pre> a line break would be lost (HTML standard, 13.1.2.5), but not behind <code>.
    html = to_html(parse("```\n\n<b> &amp;\n  x\n```"))
    assert html == "<pre><code>\n&lt;b&gt; &amp;amp;\n  x</code></pre>\n"


def test_text_of_an_item_ends_without_a_blank():
    assert (
        to_html(parse("- a\n  - b\n- c"))
        == "<ul>\n<li>a<ul>\n<li>b</li></ul>\n</li><li>c</li></ul>\n"
    )


def test_an_item_that_begins_with_no_text_has_a_line_of_its_own():
    reader = Reader(to_html(parse("1. a\n2.\n3. - b\n4. |t|\n   |-|\n5. > q")))
    assert reader.texts == [
        ("ol li", "a"),
        ("ol li ul li", "b"),
        ("ol li table thead tr th", "t"),
        ("ol li blockquote p", "q"),
    ]
    assert reader.breaks == ["ol li"] * 3


def test_the_box_of_a_task_stands_before_its_text():
    tight, loose = to_html(parse("- [x] a\n- [ ] b")), to_html(parse("- [x] a\n\n- [ ] b"))
    assert Reader(tight).texts == [("ul li", "☑ a"), ("ul li", "☐ b")]
    assert Reader(loose).texts == [("ul li p", "☑ a"), ("ul li p", "☐ b")]


def test_an_empty_cell_has_an_empty_line():
    assert Reader(to_html(parse("|a|b|\n|-|-|\n|1||"))).breaks == ["table tbody tr td"]


def test_blanks_in_a_row_and_tabs_are_kept():
    assert (
        to_html(parse("`a  b`\n**c** d")) == "<p><code>a \u00a0b</code> <strong>c</strong> d</p>\n"
    )
    lines = Paragraph(spans=(Span(" x"), Span(" \n  y\tz")))
    assert to_html([lines]) == ("<p>\u00a0x <br>\n\u00a0\u00a0y\u00a0\u00a0\u00a0\u00a0z</p>\n")


_RTL = 'dir="rtl" style="text-align: right"'
_LTR = 'dir="ltr" style="text-align: left"'


def test_what_runs_from_right_to_left_says_so_and_what_is_in_it_otherwise():
    assert to_html(parse("א\n\nb\n\n# א")) == f"<p {_RTL}>א</p>\n<p>b</p>\n<h1 {_RTL}>א</h1>\n"
    assert to_html(parse("- א\n- b\n- ג")) == (
        f"<ul {_RTL}>\n<li>א</li><li {_LTR}>b</li><li>ג</li></ul>\n"
    )
    assert to_html(parse("> א\n>\n> ```\n> x\n> ```")) == (
        f"<blockquote {_RTL}>\n<p>א</p>\n<pre {_LTR}><code>x</code></pre>\n</blockquote>\n"
    )


def test_a_table_and_its_cells_run_from_the_right_where_its_head_does():
    html = to_html(parse("|א|b|\n|-|:-|\n|1||"))
    assert Reader(html).attributes.count(("dir", "rtl")) == 5
    assert '<th align="right" dir="rtl">א</th><th align="left" dir="rtl">b</th>' in html
    assert 'dir="ltr"' in to_html(parse("|a|\n|-|"))


def test_an_unsafe_address_is_left_out():
    assert to_html(parse("[a](javascript:x) [b](https://c.d)")) == (
        '<p>a <a href="https://c.d">b</a></p>\n'
    )


def test_foreign_tags_are_text():
    assert "<script" not in to_html(parse("<script>\nx\n</script>\n\na <img src=x>"))


def test_plain_text_is_as_people_read_it():
    source = "# T\n\n- a\n  1. b\n- [x] c\n\n> q $x$\n\n|a|b|\n|-|-|\n|c|d|\n\n```py\n x\n```"
    assert to_plain(parse(source)) == ("T\n\n- a\n  1. b\n- [x] c\n\nq $x$\n\na\tb\nc\td\n\n x")
