"""Which words the archive's search finds a chat by."""

from collections.abc import Iterable
from itertools import pairwise

from promptrun_desktop.text.search_words import stands_alone, words

# Nobody looks for the end of such a word.
LONGEST = 64


def search_keys(texts: Iterable[str]) -> set[str]:
    """Folded words. Characters of scripts without blanks are kept in pairs of neighbours, and the
    last of a row alone: whoever looks for one looks for what begins with it."""
    found: set[str] = set()
    plain: list[str] = []
    for text in texts:
        if text.isascii():
            plain.append(text)
        else:
            found |= _keys(words(text))
    found.update(words("\n".join(plain)))
    return {word[:LONGEST] for word in found}


def _keys(said: list[str]) -> set[str]:
    found = set(said)
    alone = {word for word in found if stands_alone(word[0])}
    if not alone:
        return found
    found -= alone
    for word, follower in pairwise([*said, ""]):
        if word in alone:
            found.add(word + follower if follower in alone else word)
    return found
