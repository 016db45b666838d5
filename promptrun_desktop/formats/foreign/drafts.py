"""Messages as their source has them, put into an order whatever their links say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from promptrun_desktop.domain.message import Role, State


@dataclass(slots=True)
class Draft:
    """`key` and `parent` are the source's own ids; a parent of "" is none.

    A `role` of None: it is not shown, and what follows it follows its parent. `aside`: it belongs
    to the thinking of the answer that follows; its text is in `reasoning`.
    """

    key: str
    parent: str
    role: Role | None
    text: str = ""
    reasoning: str = ""
    created_at: datetime | None = None
    model: str = ""
    state: State = State.COMPLETE
    finish_reason: str | None = None
    thinking_seconds: float | None = None
    aside: bool = False


def chained(drafts: Iterable[Draft]) -> list[Draft]:
    """Each follows the one before it."""
    linked = list(_known(drafts).values())
    for draft, before in zip(linked[1:], linked, strict=False):
        draft.parent = before.key
    return linked


def ordered(drafts: Iterable[Draft]) -> list[Draft]:
    """Parents before what follows them, as nearly as can be in the order they came."""
    known = _known(drafts)
    children: dict[str, list[Draft]] = {}
    before = ""
    for draft in known.values():
        if draft.parent == draft.key or (draft.parent and draft.parent not in known):
            # The one it answers is not there: read on after the one that came before it.
            draft.parent = before
        children.setdefault(draft.parent, []).append(draft)
        before = draft.key
    found: dict[str, Draft] = {}
    _visit(children.get("", []), children, found)
    for draft in known.values():
        if draft.key not in found:  # a loop: it begins where it was met first
            draft.parent = ""
            _visit([draft], children, found)
    return list(found.values())


def _known(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Each with a key of its own. What comes twice is left out, unless it says something else."""
    known: dict[str, Draft] = {}
    again: Counter[str] = Counter()
    for place, draft in enumerate(drafts):
        first = draft.key = draft.key or f"#{place}"
        if first in known and _is_same(known[first], draft):
            continue
        while draft.key in known:
            again[first] += 1
            draft.key = f"{first}#{again[first]}"
        known[draft.key] = draft
    return known


def _visit(starts: list[Draft], children: dict[str, list[Draft]], found: dict[str, Draft]) -> None:
    stack = starts[::-1]
    while stack:
        draft = stack.pop()
        if draft.key not in found:
            found[draft.key] = draft
            stack.extend(reversed(children.get(draft.key, [])))


def _is_same(one: Draft, other: Draft) -> bool:
    return (one.role, one.text, one.reasoning) == (other.role, other.text, other.reasoning)
