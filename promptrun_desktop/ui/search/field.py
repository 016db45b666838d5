"""The field at the head of the sidebar in which all chats are searched."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from promptrun_desktop.ui.look import Look

LONGEST = 500
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """`down_pressed` and `entered` are for what was found; Esc empties it, and once more goes on
    to the window."""

    down_pressed = Signal()
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("search_chats")
        self.setProperty("leading", True)
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(self.tr("Search chats"))
        self.setAccessibleName(self.tr("Search chats"))
        self._magnifier = self.addAction(
            look.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._magnifier.setText(self.tr("Search"))
        self._clear = self.addAction(look.icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setObjectName("clear_search")
        self._clear.setText(self.tr("Clear the search"))
        self._clear.setToolTip(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._empty)
        self._magnifier.triggered.connect(self.focus)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        look.changed.connect(self._restyle)

    def focus(self) -> None:
        """Put the caret here; what was looked for is selected, to be typed over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            # The window's Esc would stop an answer.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif plain and key in _DOWN:
            self.down_pressed.emit()
        elif plain and key in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._magnifier.setIcon(self._look.icon("search"))
        self._clear.setIcon(self._look.icon("close"))
