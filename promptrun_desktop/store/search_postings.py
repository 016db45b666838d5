"""One document into the search index, or out of it again without a trace."""

import contextlib
import sqlite3

from promptrun_desktop.store.search_documents import AT_ONCE, Document
from promptrun_desktop.store.search_tokens import key_of, tokens, vocabulary, whole

# Words that are remembered, so as not to be looked up in the vocabulary for each text.
_KNOWN = 200_000
_FIND_NUMBER = {
    "numbers": "SELECT number FROM numbers WHERE id = ?",
    "models": "SELECT number FROM models WHERE id = ?",
}
_MAKE_NUMBER = {
    "numbers": "INSERT INTO numbers (id) VALUES (?)",
    "models": "INSERT INTO models (id) VALUES (?)",
}


class Postings:
    """Works within the transaction of its caller, who calls `settle` at its end."""

    def __init__(self, own: sqlite3.Connection) -> None:
        self._own = own
        # Words that are in the vocabulary, some of them; and those that were taken out just now.
        self._known: set[str] = set()
        self._gone: set[str] = set()
        # Of moments at which much was said, as in a file that was imported.
        self._last_keys: dict[int, int] = {}

    def put(self, document: Document) -> None:
        """In place of what was there of it; taken out, where it is not said any more."""
        is_wanted = document.is_said and bool(document.body)
        number = self.number(document.conversation, make=is_wanted)
        if number is None:
            return
        position = -number if document.position is None else document.position
        if self.take_out(position, number, document, unless_equal=is_wanted) and is_wanted:
            key = self._free_key(document.at)
            words = self._tokens(document, number)
            self._own.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", (key, words))
            self._learn(words)
            self._own.execute(
                "INSERT INTO hits (key, position, conversation, sum, old) VALUES (?, ?, ?, ?, ?)",
                (key, position, number, document.sum, words if document.may_change else None),
            )

    def take_out(
        self,
        position: int,
        conversation: int,
        document: Document | None,
        *,
        unless_equal: bool = False,
    ) -> bool:
        """Whether there is nothing of it in the index afterwards. `document` is as it is now."""
        found = self._own.execute(
            "SELECT key, sum, old FROM hits WHERE position = ?", (position,)
        ).fetchone()
        if found is None:
            return True
        key, sum, old = found
        is_equal = document is not None and document.sum == sum
        if is_equal and unless_equal:
            return False
        if old is None and is_equal and document is not None:
            old = self._tokens(document, conversation)
        if old is None:
            # Nobody knows its words: its key stays taken, so that they lead nowhere.
            self._own.execute("UPDATE hits SET position = NULL WHERE key = ?", (key,))
        else:
            self._own.execute(
                "INSERT INTO words (words, rowid, tokens) VALUES ('delete', ?, ?)", (key, old)
            )
            self._own.execute("DELETE FROM hits WHERE key = ?", (key,))
            self._gone.update(vocabulary(old))
        return True

    def number(self, conversation: str, *, make: bool = False) -> int | None:
        """By which the index calls a conversation."""
        return self._number("numbers", conversation, make=make)

    def settle(self) -> None:
        """Words that were taken out and are in no other text are in the vocabulary no more."""
        for word in self._gone:
            held = self._own.execute(
                "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (whole(word),)
            )
            if held.fetchone() is None:
                self._own.execute("DELETE FROM vocabulary WHERE word = ?", (word,))
                self._known.discard(word)
        self._gone.clear()

    def forget_changes(self) -> None:
        """The transaction was rolled back."""
        self._known.clear()
        self._gone.clear()
        self._last_keys.clear()

    def _learn(self, tokens: str) -> None:
        new = set(vocabulary(tokens)) - self._known
        self._own.executemany(
            "INSERT INTO vocabulary VALUES (?) ON CONFLICT DO NOTHING", [(each,) for each in new]
        )
        if len(self._known) > _KNOWN:
            self._known.clear()
        self._known |= new

    def _free_key(self, at: int) -> int:
        """The next one, where something was said at the same time."""
        begin = key_of(at)
        key = self._last_keys.get(begin, begin - 1) + 1
        taken = self._own.execute("SELECT key FROM hits WHERE key >= ? ORDER BY key", (key,))
        with contextlib.closing(taken):
            for (each,) in taken:
                if each != key:
                    break
                key += 1
        if len(self._last_keys) > AT_ONCE:
            self._last_keys.clear()
        self._last_keys[begin] = key
        return key

    def _tokens(self, document: Document, conversation: int) -> str:
        model = self._number("models", document.model) if document.model else None
        return tokens(document.body.decode(errors="replace"), conversation, model)

    def _number(self, table: str, id: str, *, make: bool = True) -> int | None:
        found = self._own.execute(_FIND_NUMBER[table], (id,)).fetchone()
        if found is None and make:
            self._own.execute(_MAKE_NUMBER[table], (id,))
            return self._number(table, id)
        return None if found is None else int(found[0])
