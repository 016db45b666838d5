"""What is said in the chats: questions and answers in prose, lists, code and three languages."""

import random
from collections.abc import Callable, Iterator, Sequence

from benchmarks.library.vocabulary import Vocabulary

# Characters of a question and of an answer: 400 on the average, if there are as many of each.
_QUESTION = (30, 270)
_ANSWER = (250, 1_050)
_SENTENCE = (5, 16)
# Of 100 exchanges: in Chinese or Japanese. Of 100 answers: with a list, with code. Of 100 texts:
# with a name, with a number, an address or a date.
EASTERN, _LIST, _CODE, _NAMED, _NUMBERED = 5, 20, 9, 25, 15
_LETTERS = 5.8  # of a word, with the space behind it
_CODES: tuple[tuple[str, str], ...] = (
    ("python", "def {a}_{b}(items: list[{c}]) -> int:\n    return sum(each.{d} for each in items)"),
    ("javascript", 'const {a}{n} = await {b}.load("{c}");\nconsole.log({a}{n}.{d}, "{b}");'),
    ("sql", "SELECT {a}, count(*) FROM {b} WHERE {c} > {n} GROUP BY {a} ORDER BY {d};"),
    ("bash", 'for each in {a}/*.{b}; do {c} --{d} {n} "$each"; done'),
)


class Texts:
    """Draws from `chance`: made with the same, the same texts come in the same order."""

    def __init__(self, words: Vocabulary, chance: random.Random) -> None:
        self._words = words
        self._chance = chance

    def title(self) -> str:
        return _sentence(self._draw(self._chance.randint(2, 6)))[:-1]

    def exchange(self) -> tuple[Callable[[], str], Callable[[], str]]:
        """What makes a question, and what makes answers to it, in one language."""
        if self._chance.randrange(100) >= EASTERN:
            return self._question, self._answer
        is_chinese = self._chance.random() < 0.5
        words, comma = (self._words.chinese, "，") if is_chinese else (self._words.japanese, "、")
        return (
            lambda: self._eastern(_QUESTION, words, comma),
            lambda: self._eastern(_ANSWER, words, comma),
        )

    def _question(self) -> str:
        text = " ".join(self._prose(self._chance.randint(*_QUESTION)))
        return text[:-1] + "?" if self._chance.random() < 0.7 else text

    def _answer(self) -> str:
        size, draw = self._chance.randint(*_ANSWER), self._chance.randrange(100)
        if draw < _LIST:
            lines = [f"- {each}" for each in self._prose(size)]
            return "\n".join([lines[0][2:], "", *lines[1:]])
        if draw < _LIST + _CODE:
            code = self._code()
            return f"{' '.join(self._prose(max(60, size - len(code))))}\n\n{code}"
        sentences = list(self._prose(size))
        middle = len(sentences) // 2
        return "\n\n".join(
            " ".join(some) for some in (sentences[:middle], sentences[middle:]) if some
        )

    def _prose(self, size: int) -> Iterator[str]:
        """Sentences of about so many characters."""
        words = self._draw(max(2, int(size / _LETTERS)))
        draw = self._chance.randrange(100)
        if draw < _NAMED:
            words[0] = " ".join(self._chance.choices(self._words.names, k=2))
        if draw % 100 // 5 * 5 < _NUMBERED:
            words[len(words) // 2] = self._number()
        start = 0
        while start < len(words):
            end = start + self._chance.randint(*_SENTENCE)
            yield _sentence(words[start:end])
            start = end

    def _number(self) -> str:
        number = self._chance.randrange(100_000)
        year, month, day = number % 30 + 1996, number % 12 + 1, number % 28 + 1
        return (
            f"{number}",
            f"{number / 100:.2f}",
            f"{year}-{month:02}-{day:02}",
            f"https://example.com/{self._draw(1)[0]}/{number}",
            f"**{self._draw(1)[0]}**",
        )[number % 5]

    def _code(self) -> str:
        language, form = self._chance.choice(_CODES)
        a, b, c, d = self._draw(4)
        return (
            f"```{language}\n{form.format(a=a, b=b, c=c, d=d, n=self._chance.randrange(100))}\n```"
        )

    def _eastern(self, sizes: tuple[int, int], words: Sequence[str], comma: str) -> str:
        """As many characters as else, though fewer would say the same."""
        size = self._chance.randint(*sizes)
        drawn = self._chance.choices(words, k=max(2, size // 2))
        for at in range(6, len(drawn), 7):
            drawn[at] = "。" if at % 2 else comma
        return "".join(drawn)[:size] + "。"

    def _draw(self, count: int) -> list[str]:
        return self._chance.choices(self._words.drawn, k=count)


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."
