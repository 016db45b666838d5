"""Cuts a text into the small pieces in which models send it."""

import re
from collections.abc import Iterator
from itertools import cycle

# A word with the space before it; scripts that write without spaces go by the letter.
_UNSPACED = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef"
_WORD = re.compile(rf"\s*[{_UNSPACED}]|\s*[^\s{_UNSPACED}]+|\s+")
_WORDS_A_PIECE = (2, 1, 3, 1, 2, 1)


def pieces(text: str) -> Iterator[str]:
    """Pieces of one to three words which together are the text, always cut in the same places."""
    sizes = cycle(_WORDS_A_PIECE)
    words: list[str] = []
    size = next(sizes)
    for match in _WORD.finditer(text):
        words.append(match.group())
        if len(words) == size:
            yield "".join(words)
            words = []
            size = next(sizes)
    if words:
        yield "".join(words)
