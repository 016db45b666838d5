import pytest

from promptrun_desktop.text.block import Span, Style
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.prices import masked


def spans(text: str) -> list[tuple[str, Style]]:
    return [(span.text, span.style) for span in parse(text)[0].spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5 % of $1,000 is **$50**. Now",
            [("5 % of $1,000 is ", Style.PLAIN), ("$50", Style.BOLD), (". Now", Style.PLAIN)],
        ),
        (
            "costs $5 and *$6* or $7",
            [("costs $5 and ", Style.PLAIN), ("$6", Style.ITALIC), (" or $7", Style.PLAIN)],
        ),
        ("from $5-$10 each", [("from $5-$10 each", Style.PLAIN)]),
        ("$x^2$ and $2y$", [("x^2", Style.MATH), (" and ", Style.PLAIN), ("2y", Style.MATH)]),
        (
            "pay $5, so $x$ is 5",
            [("pay $5, so ", Style.PLAIN), ("x", Style.MATH), (" is 5", Style.PLAIN)],
        ),
        (
            "`$5 $6` for $7 or **$8**",
            [("$5 $6", Style.CODE), (" for $7 or ", Style.PLAIN), ("$8", Style.BOLD)],
        ),
    ],
)
def test_prices_are_text_and_formulas_are_formulas(text, expected):
    assert spans(text) == expected


def test_code_links_and_languages_keep_their_dollar_signs():
    code, paragraph = parse("```sh\necho $1 $2\n```\n\n[$1 $2](https://e.x/$1)")
    assert code.code == "echo $1 $2"
    assert paragraph.spans == (Span("$1 $2", href="https://e.x/$1"),)


def test_nothing_moves_where_a_price_is_masked():
    text = "a $1 b **$2** \\$3 $4"
    assert len(masked(text)) == len(text)
    assert masked("no dollars") == "no dollars"
