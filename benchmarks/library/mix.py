"""What is searched for: seven kinds of questions, as many of each, always the same ones."""

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.library.plan import BEGUN
from benchmarks.library.vocabulary import vocabulary
from benchmarks.library.writing import RARE_MODEL

_COMMON, _PAIR, _RARE = 60, 300, 20_000
_PLAIN = re.compile(r"(?<!\w)[a-z]+(?: [a-z]+){3,}(?!\w)")
_EASTERN = re.compile(r"[぀-ヿ一-鿿]{4,}")
_ABSENT = ("zyxxa", "qwvrt", "xkqzu", "vvzzop", "jxxyq")


@dataclass(frozen=True, slots=True)
class Question:
    """`found`: whether there is anything to find; None where nobody can tell."""

    kind: str
    text: str
    found: bool | None = None


def mix(database: Path, each: int) -> list[Question]:
    """So many of each kind, one kind after the other in turn."""
    chance = random.Random("mix")  # noqa: S311
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        texts = _Texts(connection, chance)
        kinds: dict[str, Callable[[], tuple[str, bool | None]]] = {
            "word": lambda: (_by_rank(chance, 1, len(vocabulary().words)), None),
            "1 to 3 letters": lambda: (_beginning(chance), True),
            "common pair": lambda: (_pair(chance), None),
            "phrase": lambda: (texts.phrase(), True),
            "Chinese, Japanese": lambda: (texts.eastern(), True),
            "nothing to find": lambda: (_nothing(chance), False),
            "common word, rare filter": lambda: (_filtered(chance, texts.folder), None),
        }
        return [Question(kind, *make()) for _ in range(each) for kind, make in kinds.items()]


def _by_rank(chance: random.Random, first: int, last: int) -> str:
    """As many of ranks 10 to 100 as of 1,000 to 10,000: people look for what is rare."""
    rank = first * (last / first) ** chance.random()
    return vocabulary().words[int(rank) - 1]


def _beginning(chance: random.Random) -> str:
    return chance.choice(vocabulary().drawn)[: chance.randint(1, 3)]


def _pair(chance: random.Random) -> str:
    return f"{_by_rank(chance, 1, _PAIR)} {_by_rank(chance, 1, _PAIR)}"


def _nothing(chance: random.Random) -> str:
    """A word that nobody used: alone, behind a common one, at the end of a phrase."""
    absent, common = chance.choice(_ABSENT), _by_rank(chance, 1, _PAIR)
    return chance.choice((absent, f"{common} {absent}", f'"{common} {absent}"'))


def _filtered(chance: random.Random, folder: str) -> str:
    rare = (
        f"model:{RARE_MODEL.rpartition('/')[2]}",
        f'in:"{folder}"',
        f"before:{BEGUN:%Y-%m}-{BEGUN.day + chance.randint(4, 20):02}",
    )
    return f"{_by_rank(chance, 1, _COMMON)} {chance.choice(rare)}"


class _Texts:
    """Pieces of what was said."""

    def __init__(self, connection: sqlite3.Connection, chance: random.Random) -> None:
        self._connection = connection
        self._chance = chance
        (self._last,) = connection.execute("SELECT max(position) FROM messages").fetchone()
        (self.folder,) = connection.execute(
            "SELECT name FROM folders JOIN conversations ON folder_id = folders.id"
            " WHERE deleted = 0 GROUP BY folders.id ORDER BY count(*), folders.position LIMIT 1"
        ).fetchone()

    def phrase(self) -> str:
        """Two to four words of a sentence."""
        words = next(self._pieces(_PLAIN)).split()
        count = self._chance.randint(2, 4)
        start = self._chance.randrange(len(words) - count + 1)
        return f'"{" ".join(words[start : start + count])}"'

    def eastern(self) -> str:
        """One to four characters."""
        piece = next(self._pieces(_EASTERN))
        count = self._chance.randint(1, 4)
        start = self._chance.randrange(len(piece) - count + 1)
        return piece[start : start + count]

    def _pieces(self, pattern: re.Pattern[str]) -> Iterator[str]:
        """Of any message that is not in the bin."""
        while True:
            found = self._connection.execute(
                "SELECT text FROM messages JOIN conversations ON conversations.id = conversation_id"
                " WHERE position = ? AND NOT messages.deleted AND NOT conversations.deleted",
                (self._chance.randint(1, self._last),),
            ).fetchone()
            pieces = pattern.findall(found[0]) if found else []
            if pieces:
                yield self._chance.choice(pieces)
