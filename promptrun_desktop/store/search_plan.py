"""A query as the index is asked for it: an expression, a range of keys, and what it cannot say."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from promptrun_desktop.store import fields
from promptrun_desktop.store.search_tokens import (
    BEGINNING,
    adjoining,
    beginning,
    key_of,
    of_conversation,
    of_model,
    whole,
)
from promptrun_desktop.text.search_query import Query, Term

# More than these are not asked for one by one: whoever is found is looked at instead.
_FEW_CHATS = 200
_FEW_MODELS = 50
_FEW_WORDS = 200
# Where much was said at once, keys are later than the time: so many are looked at.
_CROWD = 600
_LAST = 2**62
_FLAGGED = {
    "archive": "SELECT id FROM chats.conversations WHERE deleted = 0 AND archived = 1",
    "pinned": "SELECT id FROM chats.conversations WHERE deleted = 0 AND pinned = 1",
}
_NUMBERS = {
    "numbers": "SELECT number FROM numbers WHERE id IN ",
    "models": "SELECT number FROM models WHERE id IN ",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """`match` is an expression of FTS5, or empty: everything. Keys are from `first` to `last`.

    Where `chats` or `models` is not None, a hit must be in them; `doubtful` terms must be looked
    for in its text.
    """

    match: str
    first: int
    last: int
    chats: frozenset[str] | None = None
    models: frozenset[str] | None = None
    doubtful: tuple[Term, ...] = ()


def plan_of(connection: sqlite3.Connection, query: Query) -> Plan | None:
    """None if nothing can match. Nothing a person typed is part of an expression unquoted."""
    parts: list[str] = []
    doubtful: list[Term] = []
    for term in query.terms:
        asked, is_exact = _term(connection, term)
        parts += asked
        if not is_exact:
            doubtful.append(term)
    models = _models(connection, query.models)
    chats = _chats(connection, query.places)
    if models is not None:
        parts += _any(connection, "models", models, _FEW_MODELS, of_model)
    if chats is not None:
        parts += _any(connection, "numbers", chats, _FEW_CHATS, of_conversation)
    if (models is not None and not models) or (chats is not None and not chats):
        return None
    if "" in parts:
        return None
    return Plan(
        " AND ".join(dict.fromkeys(parts)),
        0 if query.after is None else key_of(fields.from_time(query.after)),
        _LAST if query.before is None else key_of(fields.from_time(query.before)) + _CROWD,
        chats if chats is not None and len(chats) > _FEW_CHATS else None,
        models if models is not None and len(models) > _FEW_MODELS else None,
        tuple(doubtful),
    )


def _term(connection: sqlite3.Connection, term: Term) -> tuple[list[str], bool]:
    """What to ask for, and whether that is all: else the texts must be looked into."""
    if not term.is_beginning:
        return [*map(whole, term.words), *adjoining(term.words)], len(term.words) == 1
    *before, last = term.words
    begun, is_exact = _beginning(connection, last)
    return [*map(whole, before), *adjoining(before), begun], is_exact and not before


def _beginning(connection: sqlite3.Connection, letters: str) -> tuple[str, bool]:
    """Any word that begins so: a token, or a list of words unless there are too many."""
    if len(letters) <= BEGINNING:
        return beginning(letters), True
    rows = connection.execute(
        "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?",
        (letters, f"{letters}\U0010ffff", _FEW_WORDS + 1),
    ).fetchall()
    if len(rows) > _FEW_WORDS:
        return beginning(letters), False
    return (f"({' OR '.join(whole(word) for (word,) in rows)})" if rows else ""), True


def _any(
    connection: sqlite3.Connection,
    table: str,
    ids: frozenset[str],
    few: int,
    token: Callable[[int], str],
) -> list[str]:
    """One of these; an empty expression if the index knows none of them."""
    if len(ids) > few:
        return []
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(f"{_NUMBERS[table]} ({marks})", tuple(ids))
    found = [f'"{token(number)}"' for (number,) in rows]
    return [f"({' OR '.join(found)})" if found else ""]


def _models(connection: sqlite3.Connection, wanted: tuple[str, ...]) -> frozenset[str] | None:
    """Ids of models whose id or name has all of these texts in it."""
    if not wanted:
        return None
    names = {id: {id} for (id,) in connection.execute("SELECT id FROM models")}
    listed = connection.execute(
        "SELECT json_extract(value, '$.id'), json_extract(value, '$.name')"
        " FROM chats.model_lists, json_each(models) WHERE json_valid(models)"
    )
    for id, name in listed:
        if id in names and isinstance(name, str):
            names[id].add(name)
    return frozenset(
        id for id, called in names.items() if any(_has(name, wanted) for name in called)
    )


def _chats(connection: sqlite3.Connection, wanted: tuple[str, ...]) -> frozenset[str] | None:
    """Ids of chats that are in every one of these places."""
    if not wanted:
        return None
    places = [_place(connection, each) for each in wanted]
    return places[0].intersection(*places[1:])


def _place(connection: sqlite3.Connection, wanted: str) -> frozenset[str]:
    if (flagged := _FLAGGED.get(wanted)) is not None:
        return frozenset(id for (id,) in connection.execute(flagged))
    folders = {
        id
        for id, name in connection.execute("SELECT id, name FROM chats.folders")
        if _has(name, (wanted,))
    }
    rows = connection.execute(
        "SELECT id, title, folder_id FROM chats.conversations WHERE NOT deleted"
    )
    return frozenset(
        id for id, title, folder in rows if folder in folders or _has(title, (wanted,))
    )


def _has(name: object, wanted: tuple[str, ...]) -> bool:
    folded = fields.to_text(name).casefold()
    return all(each in folded for each in wanted)
