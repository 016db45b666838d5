"""A page of hits from the index and the chats, newest first, within a time."""

import contextlib
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from promptrun_desktop.domain.message import Role
from promptrun_desktop.domain.search import Hit, Page
from promptrun_desktop.store import fields
from promptrun_desktop.store.search_plan import Plan, plan_of
from promptrun_desktop.store.search_tokens import sum_of
from promptrun_desktop.text.search_match import Matcher
from promptrun_desktop.text.search_query import Query

_ROLES: dict[object, Role] = {role.value: role for role in Role}
# The order of the joins is that of the words: the index gives the newest first, lazily.
_SELECT = """
    SELECT hits.key, hits.sum, c.id, c.title, c.archived, c.created_at,
        m.id, m.role, m.created_at,
        m.model,
        CAST(CASE WHEN hits.position < 0 THEN c.title ELSE m.text END AS BLOB)
    FROM {source}
        CROSS JOIN numbers ON numbers.number = hits.conversation
        CROSS JOIN chats.conversations c ON c.id = numbers.id
        LEFT JOIN chats.messages m ON m.position = hits.position
    WHERE {condition} AND c.deleted = 0
        AND (hits.position < 0
            OR (m.deleted = 0 AND m.state <> 'writing' AND m.conversation_id = c.id))
    ORDER BY {order} DESC"""
_BY_WORDS = _SELECT.format(
    source="words CROSS JOIN hits ON hits.key = words.rowid",
    condition="words MATCH :match AND words.rowid BETWEEN :first AND :last",
    order="words.rowid",
)
_BY_TIME = _SELECT.format(
    source="hits", condition="hits.key BETWEEN :first AND :last", order="hits.key"
)


def find(
    connection: sqlite3.Connection,
    query: Query,
    limit: int,
    older_than: int | None,
    seconds: float,
    is_wanted: Callable[[], bool],
) -> Page:
    """At most `limit` hits that are older than a page's `older`; fewer when the time is up.

    The time is looked at after each place that may be a hit.
    """
    deadline = time.monotonic() + seconds
    connection.execute("BEGIN")
    try:
        plan = plan_of(connection, query)
        if plan is None:
            return Page((), None)
        last = plan.last if older_than is None else min(plan.last, older_than - 1)
        search = _Search(query, plan)
        values = {"match": plan.match, "first": plan.first, "last": last}
        rows = connection.execute(_BY_WORDS if plan.match else _BY_TIME, values)
        hits: list[Hit] = []
        with contextlib.closing(rows):
            for row in rows:
                if (hit := search.hit(row)) is not None:
                    hits.append(hit)
                if len(hits) == limit or time.monotonic() > deadline or not is_wanted():
                    return Page(tuple(hits), row[0])
        return Page(tuple(hits), None)
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


class _Search:
    """Looks at what the index proposes."""

    def __init__(self, query: Query, plan: Plan) -> None:
        self._query = query
        self._plan = plan
        self._matcher = Matcher(query.terms, plan.doubtful)

    def hit(self, row: tuple[Any, ...]) -> Hit | None:
        """None for what does not match after all, or changed since it was indexed."""
        _, sum, chat, title, archived, begun_at, id, role, said_at, model, body = row
        at = fields.to_time(begun_at if id is None else said_at)
        if not self._is_in_place(chat, model) or not self._is_in_time(at):
            return None
        text = body.decode(errors="replace")
        if not self._matcher.has_all_doubtful(text) or sum_of(body, fields.to_text(model)) != sum:
            return None
        shown = self._matcher.show(text)
        return Hit(
            conversation_id=fields.to_text(chat),
            title=fields.to_text(title),
            message_id=fields.to_optional_text(id),
            role=None if id is None else _ROLES.get(role, Role.ASSISTANT),
            at=at,
            snippet=shown.snippet,
            marks=shown.marks,
            start=shown.start,
            length=shown.length,
            archived=archived == 1,
        )

    def _is_in_place(self, chat: object, model: object) -> bool:
        chats, models = self._plan.chats, self._plan.models
        return (chats is None or chat in chats) and (models is None or model in models)

    def _is_in_time(self, at: datetime) -> bool:
        """Keys are near the time, not at it, where much was said at once."""
        after, before = self._query.after, self._query.before
        return (after is None or at >= after) and (before is None or at < before)
