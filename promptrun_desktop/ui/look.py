"""How the app looks right now: tokens, fonts and icons, and word when they change."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui import icons, palette
from promptrun_desktop.ui.theme import DARK, LIGHT, Tokens

ICON_SIZE = QSize(16, 16)


class Look(QObject):
    """Passed to whoever paints; `changed` follows the system's light or dark and the settings."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._theme = "system"
        self._text_size = 100
        self._base = QFont(application.font())
        self.tokens: Tokens = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def set(self, theme: str, text_size: int) -> None:
        """`theme` is "system", "light" or "dark"; `text_size` in percent of the system's font."""
        if (theme, text_size) != (self._theme, self._text_size):
            self._theme, self._text_size = theme, text_size
            self._apply()

    def font(self, pixels: int = 14, *, bold: bool = False) -> QFont:
        """A size of the design at the chosen text size: 14 base, 12 small, 11 tiny, 16, 24."""
        font = QFont(self._base)
        font.setPixelSize(self.px(pixels))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def mono(self, pixels: int = 13) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.px(pixels))
        return font

    def px(self, pixels: int) -> int:
        """A length that grows with the text size."""
        return max(1, round(pixels * self._text_size / 100))

    def icon(self, name: str, tone: str = "dim") -> QIcon:
        """A line icon of `resources/icons`, tinted with the token `tone`."""
        return icons.tinted(name, getattr(self.tokens, tone))

    def _apply(self) -> None:
        dark = self._theme == "dark" or (
            self._theme == "system"
            and self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self.tokens = DARK if dark else LIGHT
        self._application.setFont(self.font())
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(palette.style_sheet(self.tokens, self.px))
        self.changed.emit()

    def _palette(self) -> QPalette:
        return palette.qt_palette(self.tokens)
