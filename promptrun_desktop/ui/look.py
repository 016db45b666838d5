"""How the app looks right now: tokens, fonts and icons, and word when they change."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from promptrun_desktop.ui import icons, palette
from promptrun_desktop.ui.focus_frame import FocusFrame
from promptrun_desktop.ui.style_sheet import style_sheet
from promptrun_desktop.ui.theme import DARK, LIGHT, Tokens

ICON_SIZE = QSize(16, 16)

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Look(QObject):
    """Passed to whoever paints; `changed` follows the system's light or dark and the settings."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._theme = "system"
        self._text_size = 100
        self._base = QFont(application.font())
        self._born_dark = _is_dark(application.palette())
        self._applied: tuple[bool, int] | None = None
        self.tokens: Tokens = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()
        self._focus_frame = FocusFrame(application, lambda: self.tokens, self)
        self.changed.connect(self._focus_frame.update)

    def set(self, theme: str, text_size: int) -> None:
        """`theme` is "system", "light" or "dark"; `text_size` in percent of the system's font."""
        if (theme, text_size) == (self._theme, self._text_size):
            return
        if theme != self._theme:
            self._theme = theme
            # Title bars and the system's own dialogs follow this, where the platform can.
            scheme = _SCHEMES.get(theme, Qt.ColorScheme.Unknown)
            self._application.styleHints().setColorScheme(scheme)
        self._text_size = text_size
        self._apply()

    @property
    def text_size(self) -> int:
        """Percent of the system's font."""
        return self._text_size

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

    @property
    def icon_size(self) -> QSize:
        """Icons grow with the text they stand beside."""
        return QSize(self.px(ICON_SIZE.width()), self.px(ICON_SIZE.height()))

    def icon(self, name: str, tone: str = "dim", *, checked: str = "") -> QIcon:
        """A line icon of `resources/icons`, tinted with the token `tone`, or `checked`."""
        return icons.tinted(
            name, getattr(self.tokens, tone), getattr(self.tokens, checked) if checked else ""
        )

    def _apply(self) -> None:
        state = (self._dark(), self._text_size)
        if state == self._applied:
            return
        self._applied = state
        self.tokens = DARK if state[0] else LIGHT
        self._application.setFont(self.font())
        self._application.setPalette(palette.qt_palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens, self.px))
        self.changed.emit()

    def _dark(self) -> bool:
        if self._theme != "system":
            return self._theme == "dark"
        scheme = self._application.styleHints().colorScheme()
        # Many Linux desktops name no scheme; their palette tells all the same.
        if scheme == Qt.ColorScheme.Unknown:
            return self._born_dark
        return scheme == Qt.ColorScheme.Dark


def _is_dark(system: QPalette) -> bool:
    window = system.color(QPalette.ColorRole.Window)
    return window.lightness() < system.color(QPalette.ColorRole.WindowText).lightness()
