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
    for text in texts:
        said = words(text)
        distinct = set(said)
        alone = set() if text.isascii() else {word for word in distinct if stands_alone(word[0])}
        if not alone:
            found |= distinct
            continue
        found |= distinct - alone
        for word, follower in pairwise([*said, ""]):
            if word in alone:
                found.add(word + follower if follower in alone else word)
    return {word[:LONGEST] for word in found}
