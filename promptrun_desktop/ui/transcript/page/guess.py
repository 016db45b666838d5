"""Heights from counts alone, for the thousands of messages that nobody looks at."""

from typing import NamedTuple

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.ui.transcript.leaves.question_card import question_geometry
from promptrun_desktop.ui.transcript.sheet import Sheet

# What a line break of the source is worth: in replies many end a block or stand alone.
_REPLY_SHARE, _QUESTION_SHARE = 0.62, 0.5


class Guess(NamedTuple):
    """`around` and `line` in pixels: what a message takes beside its text, and a line of it;
    `letters` stand in a line."""

    around: int
    letters: float
    share: float
    line: int

    def height(self, chars: int, lines: int) -> int:
        return self.around + self.text(chars, lines)

    def text(self, chars: int, lines: int) -> int:
        """Without what is around it."""
        return int((chars / self.letters + (lines - 1) * self.share + 0.9) * self.line)


class Guesses(NamedTuple):
    """For one width of the column and one size of text."""

    reply: Guess
    question: Guess

    def height(self, message: AnyMessage) -> int:
        guess = self.reply if message.role is Role.ASSISTANT else self.question
        if isinstance(message, Message):
            text = message.text
            return guess.height(len(text), text.count("\n") + 1)
        return guess.height(message.chars, message.lines)


def guesses(sheet: Sheet, width: int) -> Guesses:
    room = question_geometry(sheet, width).text_width
    letter, line = sheet.letter, sheet.line
    return Guesses(
        Guess(sheet.px(94), max(8.0, width / letter), _REPLY_SHARE, line),
        Guess(sheet.px(42), max(8.0, room / letter), _QUESTION_SHARE, line),
    )
