"""What a person types into the search field, as words, phrases and filters."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from promptrun_desktop.text.search_words import stands_alone, words

# A filter and its value, a phrase, or a word; a phrase that is still being typed has no end.
_PIECE = re.compile(
    r'(?P<filter>model|in|before|after)[:：](?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]*))(?=\s|$)'
    r'|"(?P<phrase>[^"]*)"?'
    r'|(?P<word>[^\s"]+)',
    re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„«»", '"""""')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
# What is typed by accident, such as a pasted text, must not become a query that never ends.
_MOST_TERMS = 32
_MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; `is_beginning`: the last of them may go on.

    `words` are tokens as the index has them: lower case, without accents.
    """

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All terms and all filters must match. `after` is the first moment that does, `before` the
    first that does not. `models` and `places` are texts that names contain, case-folded.
    `not_understood` are filters that are left out, as they were typed.
    """

    terms: tuple[Term, ...] = ()
    models: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    not_understood: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.models or self.places or self.after or self.before)


def parse(text: str, now: datetime | None = None) -> Query:
    """Never raises: whatever is no filter is a word. Days are those of `now`'s time zone.

    The last word may go on, for it is still being typed; so may any word with a `*`.
    """
    reading = _Reading(now or datetime.now().astimezone())
    text = text.translate(_QUOTES)
    for piece in _PIECE.finditer(text):
        reading.take(piece, is_last=piece.end() == len(text))
    return reading.query()


class _Reading:
    """Collects the parts of a query."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._terms: list[Term] = []
        self._models: list[str] = []
        self._places: list[str] = []
        self._after: datetime | None = None
        self._before: datetime | None = None
        self._strange: list[str] = []

    def take(self, piece: re.Match[str], *, is_last: bool) -> None:
        if name := piece["filter"]:
            self._filter(name.lower(), (piece["quoted"] or piece["plain"] or "").strip(), piece[0])
        elif (phrase := piece["phrase"]) is not None:
            is_open = is_last and not piece[0].endswith('"')
            self._term(phrase, is_beginning=is_open)
        else:
            word = piece["word"]
            self._term(word, is_beginning=is_last or word.endswith("*"))

    def query(self) -> Query:
        return Query(
            tuple(self._terms),
            tuple(self._models),
            tuple(self._places),
            self._after,
            self._before,
            tuple(self._strange),
        )

    def _term(self, text: str, *, is_beginning: bool) -> None:
        found = tuple(words(text[:1000])[:_MOST_WORDS])
        term = Term(found, is_beginning and _goes_on(text))
        if found and term not in self._terms and len(self._terms) < _MOST_TERMS:
            self._terms.append(term)

    def _filter(self, name: str, value: str, typed: str) -> None:
        if not value:
            return  # It is still being typed.
        if name == "model":
            self._models.append(value.casefold())
        elif name == "in":
            self._places.append(value.casefold())
        elif (moment := _moment(value.lower(), self._now)) is None:
            self._strange.append(typed)
        elif name == "after":
            self._after = max(moment, self._after or moment)
        else:
            self._before = min(moment, self._before or moment)


def _goes_on(text: str) -> bool:
    """After a sign no letter can follow: `end.` asks for the whole word. So does `京`."""
    return text.endswith("*") or (bool(words(text[-1:])) and not stands_alone(text[-1]))


def _moment(value: str, now: datetime) -> datetime | None:
    """The start of a year, a month or a day; None for anything else."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if value == "today":
        return _in_zone(today, now)
    if value == "yesterday":
        return _in_zone(today - timedelta(days=1), now)
    if (date := _DATE.fullmatch(value)) is None:
        return None
    try:
        year, month, day = int(date[1]), int(date[2] or 1), int(date[3] or 1)
        return _in_zone(datetime(year, month, day), now)
    except (ValueError, OverflowError, OSError):
        return None


def _in_zone(day: datetime, now: datetime) -> datetime:
    """Midnight as clocks of this zone showed it: summer time counts."""
    naive = day.replace(tzinfo=None)
    offset = naive.astimezone().utcoffset()
    is_local = now.astimezone().utcoffset() == now.utcoffset()
    return (
        naive.astimezone() if is_local and offset is not None else naive.replace(tzinfo=now.tzinfo)
    )
