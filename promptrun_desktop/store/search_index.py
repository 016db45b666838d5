"""Keeping the search index: what the chats say is put in, what they say no more is taken out."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from promptrun_desktop.store.search_documents import Document, Noted, Sources
from promptrun_desktop.store.search_file import UnusableError
from promptrun_desktop.store.search_postings import Postings

# The last title, where an id stands before it is reached.
_ALL = 1
# Hits whose texts are compared with the chats at start.
_SAMPLE = 20
# Pages that a step of tidying writes.
_PAGES = 300


class Index:
    """Works on two connections: `own` writes the index, `chats` only reads."""

    def __init__(self, own: sqlite3.Connection, chats: sqlite3.Connection) -> None:
        self._own = own
        self._chats = Sources(chats)
        self._postings = Postings(own)
        # Set on another thread when the app closes: a step is given up.
        self.is_stopped = False
        # Conversations that are about to be purged, and must not be indexed again meanwhile.
        self._forgotten: set[str] = set()

    def check(self) -> None:
        """Raises UnusableError if the index is not one of these chats, as after a restored copy."""
        rows = self._own.execute(
            "SELECT position, sum FROM hits WHERE position > 0 ORDER BY position DESC LIMIT ?",
            (_SAMPLE,),
        ).fetchall()
        for position, sum in rows:
            found = self._chats.message(position)
            if (found is None or found.sum != sum) and not self._chats.is_noted(position):
                raise UnusableError("not of these chats")

    def noted(self, after: str = "") -> list[Noted]:
        """Some of what the chats noted down as not indexed, in the order of ids."""
        return self._chats.noted(after)

    def put(self, documents: Iterable[Document]) -> None:
        """In one transaction: all of it is on the disk on return."""
        with self._writing():
            self._put(documents)

    def fill(self) -> bool:
        """Put in some of what was said before there was this index; False once all of it is.

        Titles come first, then messages, the newest first.
        """
        with self._writing():
            return self._fill_titles() or self._fill_messages()

    def left(self, after: str = "") -> int:
        """About how much is to be put in; `after` as for `noted`."""
        has_more_titles = bool(self._get("titles") != _ALL)
        return self._chats.count_noted(after) + self._below() - 1 + has_more_titles

    def forget(self, conversations: Sequence[str]) -> None:
        """Take out all that was said in them, which the chats must still hold."""
        self._forgotten.update(conversations)
        numbers = set()
        for conversation in conversations:
            if (number := self._postings.number(conversation)) is not None:
                numbers.add(number)
                self._forget_one(conversation, number)
        if not numbers:
            return
        held = self._own.execute("SELECT DISTINCT conversation FROM hits").fetchall()
        if any(number in numbers for (number,) in held):
            # Words whose text is not known any more: only a new index is without them.
            raise UnusableError("cannot forget")
        with self._writing():
            self._own.executemany(
                "DELETE FROM numbers WHERE number = ?", [(number,) for number in numbers]
            )
            self._set("untidy", 1)

    def remember(self, conversations: Sequence[str]) -> None:
        """What is said in them is put in again once the chats note it down."""
        self._forgotten.difference_update(conversations)

    def tidy(self) -> bool:
        """A step of dropping for good what was taken out; False when there is nothing to do.

        The index keeps what was taken out, and a note that it was, until both are merged.
        """
        if not self._get("untidy"):
            return False
        with self._writing():
            before = self._own.total_changes
            begun = self._get("untidy") == 2
            self._command("merge", _PAGES if begun else -_PAGES)
            is_done = begun and self._own.total_changes - before < 2
            self._set("untidy", 0 if is_done else 2)
        if is_done:
            self._own.execute("PRAGMA incremental_vacuum").fetchall()
            self._own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not is_done

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._own.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._postings.settle()
            self._own.execute("COMMIT")
        finally:
            if self._own.in_transaction:
                self._own.execute("ROLLBACK")
                self._postings.forget_changes()

    def _put(self, documents: Iterable[Document]) -> None:
        # In the order of keys: the index writes a piece of its own whenever one is smaller.
        for each in sorted(documents, key=lambda each: (each.at, each.position or 0)):
            if self.is_stopped:
                raise sqlite3.OperationalError("stopped")
            if each.conversation not in self._forgotten:
                self._postings.put(each)

    def _fill_titles(self) -> bool:
        after = self._get("titles")
        if after == _ALL:
            return False
        titles = self._chats.titles(after or "")
        self._put(titles)
        self._set("titles", titles[-1].conversation if titles else _ALL)
        return bool(titles)

    def _fill_messages(self) -> bool:
        below = self._below()
        if below <= 1:
            self._pack()
            return False
        messages = self._chats.below(below)
        self._put(messages)
        self._set("below", messages[-1].position if messages else 1)
        return True

    def _pack(self) -> None:
        """Pages that were filled from behind are left half empty."""
        if not self._get("packed"):
            self._own.execute("REINDEX hits_position")
            self._set("packed", 1)
            # One list for each word, not one for each step.
            self._set("untidy", 1)

    def _forget_one(self, conversation: str, number: int) -> None:
        with self._writing():
            self._postings.take_out(-number, number, self._chats.title(conversation))
        after = 0
        while messages := self._chats.of(conversation, after):
            with self._writing():
                for each in messages:
                    after = each.position or 0
                    self._postings.take_out(after, number, each)

    def _below(self) -> int:
        """All messages from this position on are in the index, or noted down in the chats."""
        below = self._get("below")
        return int(self._chats.last_position() + 1 if below is None else below)

    def _get(self, name: str) -> Any:
        found = self._own.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return None if found is None else found[0]

    def _set(self, name: str, value: object) -> None:
        self._own.execute(
            "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def _command(self, name: str, value: int) -> None:
        self._own.execute("INSERT INTO words (words, rank) VALUES (?, ?)", (name, value))
