"""What the index holds of a message: words, their beginnings, whose they are; and at which key.

Characters of the private areas never come from a text (see text.search_words): here they tell
kinds of tokens apart.
"""

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

from promptrun_desktop.text.search_words import each_word, stands_alone, words

# A beginning of up to 3 letters is a token of its own: all words that begin so are too many to
# be asked for. Longer ones are looked up in the vocabulary.
BEGINNING = 3
_BEGINNING_MARK = "\ue000"
# Two words that follow each other are one of so many tokens: enough to leave few texts to look
# into for a phrase, and few enough to cost little.
_PAIRS = 0xE001
_PAIR_TOKENS = 2039
_MODELS = 0xF0000
_CONVERSATIONS = 0x100000
_DIGITS = 60_000
# Nobody looks for the end of such a word.
_LONGEST = 64
_SECOND = 1_000_000
_LAST_KEY = 2**40
# Longer texts are taken word by word, so that other threads have their turn.
_LONG = 100_000


def tokens(text: str, conversation: int, model: int | None) -> str:
    """The same for the same text, in some order: a text is taken out of the index by them."""
    said, pairs = _short(text) if len(text) < _LONG else _long(text)
    found = {word[:_LONGEST] for word in said}
    spaced = found if text.isascii() else {word for word in found if not stands_alone(word[0])}
    begun: set[str] = set()
    for length in range(1, BEGINNING + 1):
        begun |= {word[:length] for word in spaced if len(word) > length}
    parts = [*found, *map(_BEGINNING_MARK.__add__, begun), *{_pair(*each) for each in pairs}]
    parts.append(of_conversation(conversation))
    return " ".join(parts if model is None else [*parts, of_model(model)])


def vocabulary(tokens: str) -> Iterable[str]:
    """Of these the words that beginnings are looked up for."""
    return (
        each for each in tokens.split(" ") if len(each) > BEGINNING and each[0] != _BEGINNING_MARK
    )


def whole(word: str) -> str:
    """What to ask the index for: a quoted string, without anything that it takes for syntax."""
    return f'"{word[:_LONGEST]}"'


def beginning(word: str) -> str:
    """For the first letters of a word, three at most: of a longer word, or all of it."""
    letters = word[:BEGINNING]
    return f'("{_BEGINNING_MARK}{letters}" OR "{letters}")'


def adjoining(words: Sequence[str]) -> list[str]:
    """Tokens of texts in which these follow each other, and of a few others."""
    return [f'"{_pair(*each)}"' for each in pairwise(words)]


def of_conversation(number: int) -> str:
    return _number(_CONVERSATIONS, number)


def of_model(number: int) -> str:
    return _number(_MODELS, number)


def key_of(micros: int) -> int:
    """Seconds. Rowids are in the order of time, so that the newest are found first, and alone."""
    return max(0, min(micros // _SECOND, _LAST_KEY))


def sum_of(body: bytes, model: str) -> int:
    """Tells whether a text is still the one that was indexed."""
    return zlib.crc32(body, zlib.crc32(model.encode(errors="replace")))


def _short(text: str) -> tuple[Iterable[str], set[tuple[str, str]]]:
    said = words(text)
    return said, set(pairwise(said))


def _long(text: str) -> tuple[Iterable[str], set[tuple[str, str]]]:
    said: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    before = ""
    for word in each_word(text):
        said.add(word)
        pairs.add((before, word))
        before = word
    return said, pairs


def _pair(first: str, second: str) -> str:
    if first and stands_alone(first[0]) and stands_alone(second[0]):
        # Few characters make many pairs: any text has a good part of so few tokens.
        return f"{_BEGINNING_MARK}{first}{second}"
    return chr(_PAIRS + zlib.crc32(f"{first} {second}".encode()) % _PAIR_TOKENS)


def _number(first: int, number: int) -> str:
    digits = chr(first + number % _DIGITS)
    while number := number // _DIGITS:
        digits += chr(first + number % _DIGITS)
    return digits
