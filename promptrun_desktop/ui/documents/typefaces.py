"""Kinds of text on paper: sizes, weights and line distances in tenths of a point."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from promptrun_desktop.text.block import Style
from promptrun_desktop.ui.theme import LIGHT
from promptrun_desktop.ui.transcript.letters import Letters

# The first that is installed. Named, because what a system calls its own may be a font that can
# not be put into a file, and a process without a window would find another.
_SANS = ["Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans"]
_MONO = ["Consolas", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono"]


class Face(NamedTuple):
    """`size` in tenths of a point, the line distance as a multiple of it."""

    size: int = 105
    bold: bool = False
    mono: bool = False
    tone: str = "fg"
    leading: float = 1.45


BODY = Face()
TITLE = Face(220, bold=True, leading=1.2)
HEADINGS = (
    Face(170, bold=True, leading=1.25),
    Face(145, bold=True, leading=1.28),
    Face(125, bold=True, leading=1.3),
    Face(112, bold=True, leading=1.35),
    Face(105, bold=True),
    Face(105, bold=True, tone="dim"),
)
AUTHOR = Face(95, bold=True)
ABOUT = Face(85, tone="faint")
FACTS = Face(90, tone="dim", leading=1.5)
THOUGHT = Face(90, tone="dim", leading=1.42)
ENDING = Face(90, tone="warn")
CODE = Face(88, mono=True, leading=1.42)
LABEL = Face(82, bold=True, tone="faint")
LANGUAGE = Face(78, tone="faint")
SOURCE = Face(78, mono=True, leading=1.42)
RAW = Face(88, mono=True, tone="dim", leading=1.42)
CELLS = tuple(Face(size, leading=1.36) for size in (95, 82, 70))
FOOT = Face(80, tone="faint")


def plain_font(size: int) -> QFont:
    """One that documents have in any case, in tenths of a point."""
    font = QFont()
    font.setFamilies(_SANS)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(size)
    return font


class Typefaces:
    """Fonts, measures and formats of one document, made once each."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[Face, bool, bool], QFont] = {}
        self._metrics: dict[Face, QFontMetricsF] = {}
        self._letters: dict[Face, Letters] = {}
        self._formats: dict[tuple[Face, Style, str], QTextCharFormat] = {}

    def font(self, face: Face, *, italic: bool = False, strike: bool = False) -> QFont:
        key = (face, italic, strike)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(_MONO if face.mono else _SANS)
            font.setStyleHint(QFont.StyleHint.Monospace if face.mono else QFont.StyleHint.SansSerif)
            # Shapes as they were drawn, not as they fit the dots of a screen.
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setPixelSize(face.size)
            font.setBold(face.bold)
            font.setItalic(italic)
            font.setStrikeOut(strike)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, face: Face) -> QFontMetricsF:
        if face not in self._metrics:
            self._metrics[face] = QFontMetricsF(self.font(face))
        return self._metrics[face]

    def letters(self, face: Face) -> Letters:
        if face not in self._letters:
            self._letters[face] = Letters(self.metrics(face))
        return self._letters[face]

    def pitch(self, face: Face) -> float:
        """The distance of two lines."""
        return max(face.size * face.leading, self.metrics(face).height())

    def inline(self, face: Face, style: Style) -> Face:
        """The face of a run inside `face`; code and formulas are set a little smaller in mono."""
        bold = face.bold or bool(style & Style.BOLD)
        if style & (Style.CODE | Style.MATH):
            size = face.size if face.mono else round(face.size * 0.9)
            return Face(size, bold, True, face.tone, face.leading)
        return face._replace(bold=bold)

    def format(self, face: Face, style: Style, tone: str) -> QTextCharFormat:
        """For a run; an empty tone is that of the face."""
        key = (face, style, tone)
        if key not in self._formats:
            made = QTextCharFormat()
            italic = bool(style & (Style.ITALIC | Style.MATH))
            strike = bool(style & Style.STRIKE)
            made.setFont(self.font(self.inline(face, style), italic=italic, strike=strike))
            made.setForeground(colour(tone or face.tone))
            self._formats[key] = made
        return self._formats[key]


def colour(tone: str) -> QColor:
    """Paper is white, whatever the window looks like."""
    return QColor(getattr(LIGHT, tone))
