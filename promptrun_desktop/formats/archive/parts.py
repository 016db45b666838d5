"""The files that the archive's script reads: JSON, wrapped in a call, for nothing else can be
loaded by a page that came from the disk.

    catalogue.js    {"times", "texts", "words"}: of each number the second its chat was last
                    written to (0: no longer), the first number and the name of each file of texts,
                    the first word and the name of each file of words
    texts-….js      chats: [number, page, title, date, [instructions, message, message, …]]
    words-….js      [words, numbers]: sorted words, and of each the numbers of the chats that have
                    it, the first as it is, each other as its distance from the one before
"""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

CALL = "promptrunArchive"
CATALOGUE = "catalogue.js"
NAME = re.compile(r"(?:texts|words)-[0-9a-f]{8}-[0-9]{1,6}\.js")
_WRAPPED = re.compile(rf'{CALL}\("[\w.-]+",(.*)\);\n', re.DOTALL)


class Texts(NamedTuple):
    """What is shown of a chat that was found. `texts` are those of its messages in order; before
    them, perhaps empty, its instructions."""

    number: int
    page: str
    title: str
    date: str
    texts: list[str]


def pack(name: str, value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Ends of lines to older browsers, also within a string.
    text = text.replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")
    return f'{CALL}("{name}",{text});\n'.encode()


def pack_texts(name: str, chats: Iterable[Texts]) -> bytes:
    return pack(name, list(chats))


def pack_words(name: str, found: Sequence[tuple[str, Sequence[int]]]) -> bytes:
    return pack(name, [[word for word, _ in found], [_distances(each) for _, each in found]])


def unpack_texts(data: bytes) -> list[Texts]:
    """Raises ValueError."""
    try:
        return [Texts(*each) for each in _unpacked(data)]
    except TypeError as error:
        raise ValueError(str(error)) from error


def unpack_words(data: bytes) -> list[tuple[str, list[int]]]:
    """Raises ValueError."""
    try:
        words, numbers = _unpacked(data)
        return [(w, list(accumulate(each))) for w, each in zip(words, numbers, strict=True)]
    except TypeError as error:
        raise ValueError(str(error)) from error


def _unpacked(data: bytes) -> Any:
    wrapped = _WRAPPED.fullmatch(data.decode())
    if wrapped is None:
        raise ValueError("not a part of an archive")
    return json.loads(wrapped[1])


def _distances(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise(chain((0,), numbers))]
