"""Pygments' tables as a lexer that is fed needs them: states, rules, and what spans many lines."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Rule = tuple[Callable[..., Any], Any, Any]

# Stands for the word that ends a here-document.
HEREDOC = "EOT"
# What may span any number of lines, as (opens, closes). A state has a construct if one of its
# rules takes the whole of a probe and not the same probe without its end.
_CONSTRUCTS = (
    ("/*", "*/"), ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("--[[", "]]"),
    ("{-", "-}"), ("(*", "*)"), ("#[[", "]]"), ("<#", "#>"), ("=begin\n", "\n=end"),
    ('r#"', '"#'), ('"""', '"""'), ("'''", "'''"), ('@"', '"'), ('"', '"'), ("'", "'"), ("`", "`"),
    ("```", "\n```"), (f"<<{HEREDOC}", HEREDOC), (f"<<<{HEREDOC}", HEREDOC),
)  # fmt: skip
# States whose whole content another lexer gets at once, and what ends them.
_CONTENT = {"script-content": "script", "style-content": "style"}
# Lexers that only rename what the plain engine finds, token by token.
_FILTERS = frozenset(
    f"{name}.get_tokens_unprocessed"
    for name in ("CFamilyLexer", "PhpLexer", "LuaLexer", "SwiftLexer", "ElixirLexer",
                 "objective.<locals>.GeneratedObjectiveCVariant")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """`openers` by their first character: (opens, closes, kind of the whole or None)."""

    rules: list[Rule]
    openers: Mapping[str, list[tuple[str, str, Any]]]
    content_end: Callable[..., Any] | None
    content_tag: str


@dataclass(slots=True)
class Tables:
    """One lexer's states by name, taken apart when they are first entered."""

    lexer: Any
    states: Mapping[str, list[Rule]]
    filtered: bool = False
    context: Any = None
    _known: dict[str, State] = field(default_factory=dict)

    def state(self, name: str) -> State:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = _take_apart(name, self.states[name])
        return known

    def renamed(self, tokens: Iterator[tuple[int, Any, str]]) -> Iterator[tuple[int, Any, str]]:
        """`tokens` as the lexer names them."""
        if not self.filtered:
            return tokens
        # Its method calls the plain engine with the tables of the object it is called on: here
        # one rule, whose action hands out the tokens that were found already.
        lexer = copy.copy(self.lexer)
        all_at_once = [(re.compile(".").match, lambda *_: tokens, None)]
        lexer._tokens = {"root": all_at_once, "php": all_at_once}
        found: Iterator[tuple[int, Any, str]] = lexer.get_tokens_unprocessed(".")
        return found


def tables(lexer: Any) -> Tables | None:
    """None for a lexer that is no table, or that does more than its table says."""
    from pygments.lexer import RegexLexer
    from pygments.lexers.data import JsonLexer, YamlLexer, YamlLexerContext

    if type(lexer) is JsonLexer:
        return Tables(lexer, {"root": _json_rules()})
    if not isinstance(lexer, RegexLexer):
        return None
    states = getattr(lexer, "_tokens", None)
    if not isinstance(states, dict) or "root" not in states:
        return None
    method = type(lexer).get_tokens_unprocessed
    if isinstance(lexer, YamlLexer):
        context = YamlLexerContext("", 0)  # type: ignore[no-untyped-call]
        return Tables(lexer, states, context=context)
    if method is RegexLexer.get_tokens_unprocessed:
        return Tables(lexer, states)
    return Tables(lexer, states, filtered=True) if method.__qualname__ in _FILTERS else None


def _take_apart(name: str, rules: list[Rule]) -> State:
    openers: dict[str, list[tuple[str, str, Any]]] = {}
    for opens, closes in _CONSTRUCTS:
        for match, action, _ in rules:
            found = match(f"{opens}\n \n{closes}\n")
            whole = len(opens) + 3 + len(closes)
            if found is None or not whole <= found.end() <= whole + 1:
                continue
            if match(f"{opens}\n \n") is None:
                kind = None if callable(action) else action
                starts = opens.removesuffix(HEREDOC)
                openers.setdefault(opens[0], []).append((starts, closes, kind))
                break
    tag = _CONTENT.get(name, "")
    end = re.compile(rf"<\s*/\s*{tag}\s*>", re.IGNORECASE).search if tag else None
    return State(rules, openers, end, tag)


def _json_rules() -> list[Rule]:
    """JSON has a scanner of its own in Pygments; this finds the same."""
    from pygments.token import Comment, Keyword, Name, Number, Punctuation, String

    patterns = (
        (r"[\s{}\[\],:]+", Punctuation),
        (r'"(?>(?:[^"\\]++|\\.)*)"(?=\s*:)', Name.Tag),
        (r'"(?>(?:[^"\\]++|\\.)*)"', String.Double),
        (r"[-0-9][-0-9.eE+]*", Number),
        (r"[aeflnrstu]+", Keyword.Constant),
        (r"//[^\n]*", Comment.Single),
        (r"/\*.*?\*/", Comment.Multiline),
    )
    return [(re.compile(text, re.DOTALL).match, kind, None) for text, kind in patterns]
