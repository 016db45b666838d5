"""Words as the search index has them: case, accents and spellings of one letter made equal."""

import re
import unicodedata
from collections.abc import Iterator

# Written without blanks between words: each character is a word of its own, so that any piece
# of a text is found as a phrase. Han, Kana, Bopomofo, Yi; Thai, Lao, Burmese, Khmer.
_UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u1000-\u103f\u1050-\u109d\u1780-\u17d3"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48c"
    "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003134f]"
)
_FIRST_UNSPACED = "\u0e01"
# Accents, vowel points of Hebrew and Arabic, and what nobody sees within a word.
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
# Letters of later scripts with a sign above are other letters, as й is not и; ё is written е.
_LAST_ACCENTED = "\u03ff"
_WRITTEN_PLAIN = "ё"
# For patterns on what is folded: of other scripts only what belongs to words is left in it.
# (Not as a range up to the last character: compiling one takes 4 ms.)
OF_WORD = "[^\\x00-/:-`{-\x7f]"
BETWEEN_WORDS = "[\\x00-/:-`{-\x7f]+"
_WORD = re.compile(f"{OF_WORD}+")
# Long texts are worked on in steps: a step holds up every other thread.
_STEP = 50_000


class _Folds(dict[int, str]):
    """What each character of a text becomes; filled as characters occur."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def fold(text: str) -> str:
    """As it is indexed: words between characters that belong to none.

    Of ASCII only the case changes, and no place moves. A character of a script without blanks
    stands between two. Of private characters nothing is left.
    """
    if text.isascii():
        return text.lower()
    steps = range(0, len(text), _STEP)
    return "".join([_folded(text[start : start + _STEP]) for start in steps])


def words(text: str) -> list[str]:
    """In their order."""
    return _WORD.findall(fold(text))


def each_word(text: str) -> Iterator[str]:
    """For a text so long that other threads must have their turn meanwhile."""
    return (match[0] for match in _WORD.finditer(fold(text)))


def origins(text: str) -> tuple[str, list[int] | None]:
    """`fold` of a short text, and for each of its characters the place it came from.

    None where no place moved. A sign is not composed with the letter it follows.
    """
    if text.isascii():
        return text.lower(), None
    pieces = [_FOLDS[ord(char)] for char in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def stands_alone(char: str) -> bool:
    """Whether it is a word by itself, whatever follows."""
    return char >= _FIRST_UNSPACED and _UNSPACED.match(char) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def _fold(char: str) -> str:
    if _DROPPED.match(char):
        return ""
    if "\uff01" <= char <= "\uff5e":  # the wide forms of ASCII
        return chr(ord(char) - 0xFEE0).lower()
    if _UNSPACED.match(char):
        return f" {char} "
    if not char.isascii() and unicodedata.category(char)[0] not in "LNM":
        return " "
    folded = char.casefold()
    parts = unicodedata.normalize("NFD", folded)
    if folded == _WRITTEN_PLAIN or parts[0] <= _LAST_ACCENTED:
        return _DROPPED.sub("", parts)
    return folded


_FOLDS = _Folds()
