import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from promptrun_desktop.text.bare_links import with_links
from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.blocks import BlockStream, parse
from promptrun_desktop.text.to_markdown import to_markdown

PARTS = [
    "https",
    "http",
    ":",
    "//",
    "a.b",
    "/c",
    "?d=1",
    ".",
    ",",
    ")",
    "(",
    "&amp;",
    "*",
    "_x",
    "é",
    "<",
    "`",
    "@",
    "https://e.f/g",
]
PIECES = st.lists(st.sampled_from([*PARTS, " ", "\n", "word "]), max_size=14)


def links(text):
    return [span.text for span in with_links(Span(text)) if span.href]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/b?c=d#e now", ["https://a.example/b?c=d#e"]),
        ("(http://a.example/b_(c)).", ["http://a.example/b_(c)"]),
        ("“https://a.example”, https://b.example!", ["https://a.example", "https://b.example"]),
        ("(http://a.example/b)))&gt;&quot;?!", ["http://a.example/b"]),
        ("http://a.example/(b)]&amp;&; &gt;", ["http://a.example/(b)]&amp;&;"]),
        ("[http://a.example/[b]]&c;;", ["http://a.example/[b]]&c;;"]),
        ("HTTPS://A.EXAMPLE", ["HTTPS://A.EXAMPLE"]),
        ("http://localhost:8080/v1 http://[::1]/", ["http://localhost:8080/v1", "http://[::1]/"]),
        ("参照https://a.exampleを見る。", ["https://a.example"]),
        ("https://例え.example/x http://аpple.example", []),
        ("xhttps://a.example ftp://a.example https:// https://. javascript://a", []),
        ("https://bank.example@evil.example", []),
        ("https://a.example\\@b.example", []),
    ],
)
def test_what_is_an_address_and_where_it_ends(text, found):
    assert links(text) == found


@pytest.mark.parametrize("style", [Style.CODE, Style.MATH])
def test_code_and_formulas_have_none(style):
    span = Span("https://a.example", style)
    assert list(with_links(span)) == [span]


@given(PIECES)
@example(["https://e.f/g", ".", "https"])
def test_streamed_they_are_what_they_are_in_one_piece(pieces):
    stream = BlockStream()
    for piece in pieces:
        stream.feed(piece)
    stream.finish()
    assert stream.blocks == parse("".join(pieces))


def test_copied_as_markdown_it_is_the_same_link():
    blocks = parse("at **https://a.example/b_c_d** and https://e.example")
    assert parse(to_markdown(blocks)) == blocks
