"""Whatever is said and asked, the index finds what reading every text would."""

import asyncio
import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.store.database import Database
from promptrun_desktop.text.search_query import Term, parse
from promptrun_desktop.text.search_words import words
from tests.store.search_helpers import START, Shelf, chat

WORD = st.sampled_from(
    ["a", "an", "and", "andes", "Andean", "of", "off", "Café", "cafes", "東京", "京都", "x1", "x12"]
)
TEXT = st.lists(WORD | st.sampled_from([". ", "\n", "-"]), max_size=8).map(" ".join)
PART = WORD | st.tuples(WORD, WORD).map('"{0[0]} {0[1]}"'.format) | WORD.map("{}*".format)
QUERY = st.lists(PART, min_size=1, max_size=3).map(" ".join) | st.text(max_size=6)


def has(text: str, term: Term) -> bool:
    """By comparing at each word of the text."""
    said, wanted = words(text), term.words
    for start in range(len(said) - len(wanted) + 1):
        there = said[start : start + len(wanted)]
        last = there[-1].startswith(wanted[-1]) if term.is_beginning else there[-1] == wanted[-1]
        if last and tuple(there[:-1]) == wanted[:-1]:
            return True
    return False


async def found(texts: list[str], queries: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chats.db"
        shelf = Shelf(await Database.open(path), path)
        try:
            said = [Message(Role.USER, each, created_at=START) for each in texts]
            await shelf.messages.begin(chat(), *said)
            await shelf.index()
            for query in queries:
                terms = parse(query).terms
                expected = {
                    each.id for each in said if terms and all(has(each.text, one) for one in terms)
                }
                hits = await shelf.hits_as_indexed(query) if terms else []
                assert {each.message_id for each in hits} == expected, query
                for hit in hits:
                    assert hit.marks, query
                    assert re.search(r"\w", hit.snippet[slice(*hit.marks[0])])
        finally:
            await shelf.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.lists(TEXT, min_size=1, max_size=12), st.lists(QUERY, min_size=1, max_size=12))
def test_the_index_finds_what_reading_every_text_would(texts: list[str], queries: list[str]):
    asyncio.run(found(texts, queries))


def test_long_texts_are_found_by_what_stands_far_into_them():
    numbers = count()
    text = " ".join(f"w{next(numbers)}" for _ in range(30_000))
    asyncio.run(found([text], ["w29998", '"w29998 w29999"', '"w29999 w29998"', "w300000", "w2999"]))
