"""A button that is only an icon: its name is its tooltip, its colour follows the theme."""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from promptrun_desktop.ui.look import Look

SIDE = 32


class IconButton(QToolButton):
    """32 × 32; while checked the icon has the colour of the accent."""

    def __init__(
        self,
        look: Look,
        icon_name: str,
        tooltip: str,
        object_name: str,
        parent: QWidget | None = None,
        checkable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon_name, self._tone = icon_name, "dim"
        self.setObjectName(object_name)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.name(tooltip)
        look.changed.connect(self._tint)
        self._tint()

    def name(self, tooltip: str) -> None:
        """Tell what the button does now. Our own words only: a tooltip would read tags."""
        self.setToolTip(tooltip)
        self.setAccessibleName(tooltip)

    def set_icon(self, icon_name: str, tone: str = "dim") -> None:
        self._icon_name, self._tone = icon_name, tone
        self._tint()

    def _tint(self) -> None:
        self.setIcon(self._look.icon(self._icon_name, self._tone, checked="accent"))
        self.setIconSize(self._look.icon_size)
        # Fixed here: with a style sheet Qt asks for three pixels more than it says.
        self.setFixedSize(self._look.px(SIDE), self._look.px(SIDE))


class WornIcon(QObject):
    """The icon of a button with words; it dies with the button and follows the theme till then."""

    def __init__(self, button: QAbstractButton, look: Look, icon_name: str, tone: str) -> None:
        super().__init__(button)
        self._button, self._look = button, look
        self._icon_name, self._tone = icon_name, tone
        look.changed.connect(self._tint)
        self._tint()

    def set_icon(self, icon_name: str, tone: str = "fg") -> None:
        """An empty name takes the icon away."""
        self._icon_name, self._tone = icon_name, tone
        self._tint()

    def _tint(self) -> None:
        icon = self._look.icon(self._icon_name, self._tone) if self._icon_name else QIcon()
        self._button.setIcon(icon)
        # Qt leaves 4 pixels before the words; 8 let them breathe.
        self._button.setIconSize(self._look.icon_size + QSize(self._look.px(4), 0))


def wear_icon(button: QAbstractButton, look: Look, icon_name: str, tone: str = "fg") -> WornIcon:
    """Give a button with words an icon; once in a button's life."""
    return WornIcon(button, look, icon_name, tone)
