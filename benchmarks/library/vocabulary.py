"""Words as often as people use them: common English ones, and some 50,000 that are made up.

The n-th most frequent word comes about 1 / (n + 2.7) as often as the first would (Zipf's law as
Mandelbrot put it): half of all text is made of 200 words, and most words are rare.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

SIZE = 50_000
_COMMON = (
    "the of and to a in is that it for you with on as be this are or can your not have from by "
    "an at if will but they more which one use when all we there so what how do than has some "
    "each other them time make way would like these should may any only also two into first "
    "new then its most over work need very well even out up about just get people day where "
    "after before because through between both under same know long great where small keep "
    "write read number word part place water week money house food school help line family "
    "morning table list paper light story plan letter city garden letter change answer "
    "question example point problem music price market window summer winter kitchen travel "
    "doctor language picture weather recipe meeting budget train holiday"
)
# In order of frequency, the frequent ones short.
_BEGINNINGS = (
    *["s", "c", "p", "b", "m", "d", "r", "t", "f", "l", "h", "g", "w", "n", "v", "j", "k"],
    *("st", "pr", "tr", "ch", "sh", "cr", "br", "pl", "gr", "fl", "sp", "cl", "dr", "bl", "qu"),
)
_VOWELS = ("e", "a", "i", "o", "u", "ea", "ou", "ai", "ie", "oo", "io")
_ENDINGS = ("", "n", "r", "", "t", "s", "l", "", "d", "m", "c", "st", "nt", "ng", "ck", "p", "nd")
_SYLLABLES = ((1, 5), (2, 45), (3, 38), (4, 12))
_FLATTER = 2.7
_LENGTHS = range(3, 15)
# By how many letters a longer word may come before a shorter one.
_MIXED = 9
# Each word stands in a table as often as it is used: to draw one costs as much as any other.
_DRAWN_FROM = 1 << 20
_HAN, _HAN_END = 0x4E00, 0x9FA5
_HAN_SIZE, _PAIRS = 2_500, 12_000
_CHINESE = ("的", "是", "了", "在", "和", "有", "我", "不", "这", "也", "个", "就", "可以", "我们")
_JAPANESE = ("の", "は", "を", "に", "が", "で", "と", "も", "から", "まで", "です", "ます", "する")
_KATAKANA = "アイウエオカキクケコサシスセタチテトナニノハフホマミムメモラリルレロンー"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` stand by frequency; the others are drawn from, each word as often as it is used."""

    words: Sequence[str]
    drawn: Sequence[str]
    chinese: Sequence[str]
    japanese: Sequence[str]
    names: Sequence[str]


@cache
def vocabulary() -> Vocabulary:
    """The same one every time."""
    chance = random.Random("vocabulary")  # noqa: S311
    words = _words(chance)
    drawn = _by_frequency(words)
    chance.shuffle(drawn)  # so that a slice is as good as a draw
    han = [chr(_HAN + each) for each in chance.sample(range(_HAN_END - _HAN + 1), _HAN_SIZE)]
    frequent = _by_frequency(han, 1 << 16)
    pairs = ["".join(chance.choices(frequent, k=2)) for _ in range(_PAIRS)]
    eastern = _by_frequency(pairs, 1 << 17)
    return Vocabulary(
        words,
        drawn,
        eastern + list(_CHINESE) * (len(eastern) // 3 // len(_CHINESE)),
        eastern
        + list(_JAPANESE) * (len(eastern) // 2 // len(_JAPANESE))
        + [_foreign(chance) for _ in range(_PAIRS)],
        [word.capitalize() for word in chance.sample(words[500:], 2_000)],
    )


def _words(chance: random.Random) -> list[str]:
    common = dict.fromkeys(_COMMON.split())
    made: dict[str, None] = {}
    while len(common) + len(made) < SIZE:
        word = _made_up(chance)
        if len(word) in _LENGTHS and word not in common:
            made[word] = None
    return [*common, *sorted(made, key=lambda word: len(word) + chance.uniform(0, _MIXED))]


def _made_up(chance: random.Random) -> str:
    (count,) = chance.choices(*zip(*_SYLLABLES, strict=True))
    return "".join(
        (_often_early(_BEGINNINGS, chance) if at or chance.randrange(7) else "")
        + _often_early(_VOWELS, chance)
        + (_often_early(_ENDINGS, chance) if at % 2 == count % 2 else "")
        for at in range(count)
    )


def _often_early(among: Sequence[str], chance: random.Random) -> str:
    return among[int(len(among) * chance.random() ** 1.7)]


def _foreign(chance: random.Random) -> str:
    return "".join(chance.choices(_KATAKANA, k=chance.randint(3, 6)))


def _by_frequency(words: Sequence[str], size: int = _DRAWN_FROM) -> list[str]:
    """Each at least once, and about so many all together."""
    weights = [1 / (rank + _FLATTER) for rank in range(1, len(words) + 1)]
    scale = size / sum(weights)
    return [
        word
        for word, weight in zip(words, weights, strict=True)
        for _ in range(max(1, round(weight * scale)))
    ]
