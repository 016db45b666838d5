"""Code into coloured spans: five kinds of token, found by Pygments."""

from enum import StrEnum
from functools import cache
from typing import Any

MOST_CHARACTERS = 200_000
_LONGEST_LINE = 10_000


class Token(StrEnum):
    KEYWORD = "keyword"
    STRING = "string"
    NAME = "name"
    COMMENT = "comment"
    NUMBER = "number"


# Pygments' token types form a tree; the first of these that a type lies under names it.
_KINDS = (
    ("Comment", Token.COMMENT),
    ("Literal.String", Token.STRING),
    ("Literal.Number", Token.NUMBER),
    ("Literal.Date", Token.NUMBER),
    ("Keyword", Token.KEYWORD),
    ("Operator.Word", Token.KEYWORD),
    ("Name.Function", Token.NAME),
    ("Name.Class", Token.NAME),
    ("Name.Tag", Token.NAME),
    ("Name.Builtin", Token.NAME),
    ("Name.Decorator", Token.NAME),
    ("Name.Exception", Token.NAME),
    ("Name.Attribute", Token.NAME),
    ("Name.Namespace", Token.NAME),
    ("Generic.Heading", Token.KEYWORD),
    ("Generic.Subheading", Token.NAME),
    ("Generic.Inserted", Token.STRING),
    ("Generic.Deleted", Token.KEYWORD),
)


def highlight(language: str, code: str) -> list[tuple[int, int, Token]]:
    """Spans as (start, end, token) in code points, in order, not overlapping.

    Empty for languages that Pygments does not know, for more than MOST_CHARACTERS, and for lines
    that only a machine writes. Loading a lexer takes up to 80 ms: call it off the window's thread.
    """
    if not language or len(code) > MOST_CHARACTERS:
        return []
    if max(map(len, code.split("\n"))) > _LONGEST_LINE:
        return []
    lexer = find_lexer(language)
    if lexer is None:
        return []
    spans: list[tuple[int, int, Token]] = []
    # Some lexers see a comment only with its line break.
    for start, kind, text in lexer.get_tokens_unprocessed(f"{code}\n"):
        token = token_of(kind)
        end = min(start + len(text), len(code))
        if token is None or start >= end:
            continue
        if spans and spans[-1][1:] == (start, token):
            spans[-1] = (spans[-1][0], end, token)
        else:
            spans.append((start, end, token))
    return spans


def find_lexer(language: str) -> Any:
    """Pygments' lexer of that name, None if there is none."""
    if not language:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language.lower())
    except ClassNotFound:
        return None


@cache
def token_of(kind: Any) -> Token | None:
    """What is made of one of Pygments' token types; None stays plain."""
    name = str(kind).removeprefix("Token.")
    for prefix, token in _KINDS:
        if name == prefix or name.startswith(f"{prefix}."):
            return token
    return None
