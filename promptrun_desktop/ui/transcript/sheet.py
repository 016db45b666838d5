"""Fonts, line distances, colours and formats of the transcript, kept until the look changes."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextOption

from promptrun_desktop.text.block import Style
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.formulas import Formulas
from promptrun_desktop.ui.transcript.letters import Letters


class Face(NamedTuple):
    """A kind of text: its size in design pixels, and its line distance as a multiple of it."""

    pixels: int = 14
    bold: bool = False
    mono: bool = False
    tone: str = "fg"
    leading: float = 1.5


BODY = Face()
HEADINGS = (
    Face(20, bold=True, leading=1.35),
    Face(18, bold=True, leading=1.35),
    Face(16, bold=True, leading=1.4),
    Face(bold=True),
    Face(bold=True),
    Face(bold=True, tone="dim"),
)
NAME = Face(bold=True)
SMALL = Face(12, tone="dim")
THOUGHT = Face(13, tone="dim")
CELL = Face(13)
HEAD_CELL = Face(13, bold=True)
CODE = Face(13, mono=True, leading=1.6)
RAW = Face(13, mono=True, tone="dim", leading=1.6)


class Sheet:
    """Asked for each time something is laid out; `reset` after `Look.changed`.

    Without `formulas` a formula stays its source.
    """

    def __init__(self, look: Look, formulas: Formulas | None = None) -> None:
        self.look = look
        self.formulas = formulas
        self.options: dict[tuple[Face, bool, bool, str], QTextOption] = {}
        self._lengths: dict[int, int] = {}
        self._pitches: dict[Face, int] = {}
        self._fonts: dict[Face, QFont] = {}
        self._metrics: dict[Face, QFontMetricsF] = {}
        self._letters: dict[Face, Letters] = {}
        self._colours: dict[str, QColor] = {}
        self._formats: dict[tuple[Face, Style, bool], QTextCharFormat] = {}
        self._toned: dict[str, QTextCharFormat] = {}

    def reset(self) -> None:
        self.options.clear()
        self._lengths.clear()
        self._pitches.clear()
        self._toned.clear()
        for cache in (self._fonts, self._metrics, self._letters, self._colours, self._formats):
            cache.clear()

    @property
    def letter(self) -> float:
        """The width of an average letter of running text, which has blanks between its words."""
        return self.letters(BODY).average

    @property
    def line(self) -> int:
        """The distance of two lines of running text."""
        return self.pitch(BODY)

    def px(self, pixels: int) -> int:
        found = self._lengths.get(pixels)
        if found is None:
            found = self._lengths[pixels] = self.look.px(pixels)
        return found

    def font(self, face: Face) -> QFont:
        if face not in self._fonts:
            if face.mono:
                font = self.look.mono(face.pixels)
                font.setBold(face.bold)
            else:
                font = self.look.font(face.pixels, bold=face.bold)
            self._fonts[face] = font
        return self._fonts[face]

    def metrics(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(self.font(face))
        return self._metrics[face]

    def letters(self, face: Face) -> Letters:
        if face not in self._letters:
            self._letters[face] = Letters(self.metrics(face))
        return self._letters[face]

    def pitch(self, face: Face) -> int:
        """The distance of two lines in whole pixels: fractions would forbid moving pixels."""
        found = self._pitches.get(face)
        if found is None:
            natural = self.metrics(face).height()
            found = max(round(self.px(face.pixels) * face.leading), int(natural + 0.99))
            self._pitches[face] = found
        return found

    def colour(self, tone: str) -> QColor:
        if tone not in self._colours:
            self._colours[tone] = QColor(getattr(self.look.tokens, tone))
        return self._colours[tone]

    def selection(self) -> QColor:
        """Lies under text on any card, so it lets the card through."""
        colour = QColor(self.colour("accent"))
        colour.setAlpha(90 if self.look.tokens.dark else 56)
        return colour

    def veil(self) -> QColor:
        """Over whatever is hovered, as the application's style sheet has it."""
        colour = QColor(self.colour("fg"))
        colour.setAlphaF(0.06)
        return colour

    def inline_face(self, face: Face, style: Style) -> Face:
        """The face of a run inside `face`; code and math are set a little smaller in mono."""
        bold = face.bold or bool(style & Style.BOLD)
        if style & (Style.CODE | Style.MATH):
            pixels = face.pixels if face.mono else face.pixels - 1
            return Face(pixels, bold, True, face.tone, face.leading)
        return Face(face.pixels, bold, face.mono, face.tone, face.leading)

    def format(self, face: Face, style: Style, link: bool) -> QTextCharFormat:
        key = (face, style, link)
        if key not in self._formats:
            made = QTextCharFormat()
            font = QFont(self.font(self.inline_face(face, style)))
            font.setItalic(bool(style & (Style.ITALIC | Style.MATH)))
            font.setStrikeOut(bool(style & Style.STRIKE))
            made.setFont(font)
            if link:
                made.setForeground(self.colour("accent"))
            self._formats[key] = made
        return self._formats[key]

    def toned(self, tone: str) -> QTextCharFormat:
        """A colour for a run of code; its font stays that of the box, comments are slanted."""
        found = self._toned.get(tone)
        if found is None:
            found = self._toned[tone] = QTextCharFormat()
            found.setForeground(self.colour(tone))
            if tone == "faint":
                found.setFontItalic(True)
        return found
