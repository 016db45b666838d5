"""How wide a text is, from the widths of its letters: nothing is laid out."""

from functools import cached_property

from PySide6.QtGui import QFontMetricsF

# Letters and blanks about as often as they are written.
_SAMPLE = "The rest of a line is mostly small letters, in short words, and rarely a 7 or an X."


class Letters(dict[str, float]):
    """Of one font, in pixels; each letter is measured once.

    Adding up is a hundred times cheaper than measuring a text, and only a little too wide where
    letters join.
    """

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, letter: str) -> float:
        width = self[letter] = self._metrics.horizontalAdvance(letter)
        return width

    def width(self, text: str) -> float:
        return sum(map(self.__getitem__, text))

    @cached_property
    def average(self) -> float:
        """Of running text; what a font calls its average may be that of all its signs."""
        return self.width(_SAMPLE) / len(_SAMPLE)
