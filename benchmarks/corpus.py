"""Answers as models write them, the pieces they arrive in, and long conversations: always the same.

Every 20,000 characters or so of a long answer hold the same mix of blocks, in another order: what
the end of it costs can be compared with what its beginning cost.
"""

import random

from benchmarks.samples import (
    CHINESE_JAPANESE_KOREAN,
    CODE,
    EMOJI,
    FORMULAS,
    INLINE_FORMULAS,
    RIGHT_TO_LEFT,
    WORDS,
)

CHAPTER = 20_000
_MIX = {
    "paragraph": 35,
    "heading": 6,
    "bullets": 6,
    "numbers": 3,
    "table": 2,
    "quote": 3,
    "formula": 2,
    "eastern": 2,
    "right_to_left": 1,
    "rule": 1,
} | {f"code {language}": 1 for language in CODE}
# Pieces, and so their lengths, are a model's tokens: 1 to 7 characters.
_LONGEST_DELTA = 7
# Ways in which nine words of a hundred are marked.
_MARKS = 9


def answer(size: int, seed: int = 1) -> str:
    """Exactly `size` characters of Markdown."""
    chance = _chance(seed)
    chapters: list[str] = []
    while len(chapters) * CHAPTER < size:
        chapters.append(_chapter(chance))
    return "".join(chapters)[:size]


def deltas(text: str, seed: int = 7) -> list[str]:
    """The text in pieces of 1 to 7 characters, four on the average."""
    chance = _chance(seed)
    pieces, start = [], 0
    while start < len(text):
        end = start + chance.randint(1, _LONGEST_DELTA)
        pieces.append(text[start:end])
        start = end
    return pieces


def history(count: int, seed: int = 3) -> list[tuple[bool, str]]:
    """(is a question, text) of a conversation: 1.5 KB a message, one in 500 of 50 KB."""
    chance = _chance(seed)
    # Drawn from a pool, for speed; a heading of its own makes each text another.
    usual = [answer(chance.randint(900, 4_300), seed=100 + at) for at in range(60)]
    long = [answer(50_000, seed=900 + at) for at in range(3)]
    texts: list[tuple[bool, str]] = []
    for at in range(count):
        if at % 2 == 0:
            words = " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))
            texts.append((True, f"Question {at}: {words}"))
        else:
            body = chance.choice(long if at % 500 == 251 else usual)
            texts.append((False, f"## Answer {at}\n\n{body}"))
    return texts


def words(count: int, seed: int = 5) -> str:
    """A line without markup."""
    chance = _chance(seed)
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  must be the same every time


def _chapter(chance: random.Random) -> str:
    kinds = [kind for kind, times in _MIX.items() for _ in range(times)]
    chance.shuffle(kinds)
    text = "\n\n".join(_block(kind, chance) for kind in kinds)
    # Cut or filled with a last paragraph, so that every chapter is as long as the others.
    while len(text) < CHAPTER:
        text += "\n\n" + _paragraph(chance)
    return _closed(text[: CHAPTER - 6]).ljust(CHAPTER - 2, ".") + "\n\n"


def _closed(text: str) -> str:
    """Without a last block that was cut in the middle of a fence."""
    return text if text.count("```") % 2 == 0 else text[: text.rindex("```")].rstrip()


def _block(kind: str, chance: random.Random) -> str:
    if kind.startswith("code "):
        language = kind.removeprefix("code ")
        return f"```{language}\n{CODE[language]}```"
    return _MAKERS[kind](chance)


def _sentence(chance: random.Random, fewest: int = 8, most: int = 20) -> str:
    made = [_word(chance) for _ in range(chance.randint(fewest, most))]
    text = " ".join(made) + "."
    return text[0].upper() + text[1:]


def _word(chance: random.Random) -> str:
    word, draw = chance.choice(WORDS), chance.randrange(200)
    return _marked(word, draw // 2, chance) if draw < 2 * _MARKS else word


def _marked(word: str, kind: int, chance: random.Random) -> str:
    other = chance.choice(WORDS)
    return (
        f"**{word} {other}**",
        f"**{word}**",
        f"*{word}*",
        f"`{word}_{other}`",
        f"`{word}()`",
        f"[{word}](https://example.com/{word}?page={len(other)})",
        f"~~{word}~~",
        chance.choice(EMOJI),
        chance.choice(INLINE_FORMULAS),
    )[kind]


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 5)))


def _heading(chance: random.Random) -> str:
    return "#" * chance.randint(2, 4) + " " + _sentence(chance, 2, 6).rstrip(".")


def _bullets(chance: random.Random) -> str:
    lines: list[str] = []
    for _ in range(chance.randint(3, 6)):
        lines.append("- " + _sentence(chance, 5, 14))
        if chance.random() < 0.3:
            lines.append("  - " + _sentence(chance, 4, 9))
            lines.append("    - " + _sentence(chance, 3, 6))
    return "\n".join(lines)


def _numbers(chance: random.Random) -> str:
    count = chance.randint(3, 6)
    return "\n".join(f"{at}. {_sentence(chance, 5, 14)}" for at in range(1, count + 1))


def _table(chance: random.Random) -> str:
    columns = chance.randint(3, 5)
    rows = [[chance.choice(WORDS) for _ in range(columns)], ["---"] * columns]
    rows += [[_cell(chance) for _ in range(columns)] for _ in range(chance.randint(4, 8))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(chance: random.Random) -> str:
    return " ".join(_word(chance) for _ in range(chance.randint(1, 3)))


def _quote(chance: random.Random) -> str:
    return "\n".join("> " + _sentence(chance) for _ in range(chance.randint(1, 3)))


def _formula(chance: random.Random) -> str:
    return f"$$\n{chance.choice(FORMULAS)}\n$$"


def _eastern(chance: random.Random) -> str:
    return "".join(chance.choice(CHINESE_JAPANESE_KOREAN) for _ in range(chance.randint(2, 5)))


def _right_to_left(chance: random.Random) -> str:
    return chance.choice(RIGHT_TO_LEFT)


def _rule(_chance: random.Random) -> str:
    return "---"


_MAKERS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullets": _bullets,
    "numbers": _numbers,
    "table": _table,
    "quote": _quote,
    "formula": _formula,
    "eastern": _eastern,
    "right_to_left": _right_to_left,
    "rule": _rule,
}
