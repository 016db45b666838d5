"""A sentence and its sign: checking, works, does not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconLabel, plain_label, set_tone


class StatusLine(QWidget):
    """Takes no room while it has nothing to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("status")
        self._icon = IconLabel(look, "check-circle", "ok")
        self._text = plain_label("", "dim", "small")
        self._text.setObjectName("status_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, sentence: str, tone: str, icon: str = "") -> None:
        """`tone` as of a label; an empty sentence takes it away."""
        self._text.setText(sentence)
        set_tone(self._text, tone)
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(bool(icon))
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
