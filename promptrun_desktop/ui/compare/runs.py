"""Differences as pieces of text to be shown: with signs, for colour is not the only mark."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from promptrun_desktop.text.differences import Kind, Part

SIGNS = {Kind.GONE: "[−", Kind.NEW: "[+"}
END = "]"
# Characters of a piece: a step of showing them.
PIECE = 1_000


class Run(NamedTuple):
    kind: Kind
    text: str


def runs(parts: Sequence[Part]) -> Iterator[Run]:
    """Short pieces, in order; blanks around what changed stay outside of its signs, and one
    stands between what went and what came."""
    touches = False
    for part in parts:
        if touches and part.kind is Kind.NEW:
            yield Run(Kind.SAME, " ")
        touches = part.kind is Kind.GONE and not part.text[-1:].isspace()
        if part.kind is Kind.SAME or not part.text.strip():
            yield from _pieces(Kind.SAME, part.text if part.kind is not Kind.GONE else "")
            continue
        core = part.text.strip()
        lead = part.text[: part.text.index(core[0])]
        yield from _pieces(Kind.SAME, lead)
        yield from _pieces(part.kind, f"{SIGNS[part.kind]}{core}{END}")
        yield from _pieces(Kind.SAME, part.text[len(lead) + len(core) :])


def _pieces(kind: Kind, text: str) -> Iterator[Run]:
    for start in range(0, len(text), PIECE):
        yield Run(kind, text[start : start + PIECE])
