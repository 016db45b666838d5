"""A quiet line above the question box: what is being done, how far it is, and Cancel."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import ElidedLabel, IconButton, button

# What is done sooner needs no line that comes and goes.
SOON_MS = 400


class ProgressStrip(QFrame):
    """Hidden while there is nothing to tell; never takes the focus."""

    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("progress_strip")
        self.setProperty("surface", "soft")
        self._look = look
        self._text = ElidedLabel()
        self._text.setObjectName("progress_text")
        self._bar = QProgressBar()
        self._bar.setObjectName("progress_bar")
        self._bar.setTextVisible(False)
        self._cancel = button(self.tr("Cancel"), "progress_cancel")
        self._cancel.clicked.connect(self._stop)
        # The same without its word, where that would leave too little room.
        self._close = IconButton(look, "close", self.tr("Cancel"), "progress_close")
        self._close.clicked.connect(self._stop)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._come)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 8, 6)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._text, 0, 0)
        grid.addWidget(self._bar, 1, 0)
        for each in (self._cancel, self._close):
            grid.addWidget(each, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._place()
        look.changed.connect(self._place)
        self.hide()

    def show_progress(self, text: str, done: int = 0, total: int = 0) -> None:
        """A total of 0 is not known."""
        self._text.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(min(done, total))
        self._bar.setAccessibleName(text)
        if self.isHidden() and not self._soon.isActive():
            self._set_enabled(True)
            self._soon.start()

    def end(self) -> None:
        self._soon.stop()
        self.hide()

    def _come(self) -> None:
        self.show()
        # Once: a screen reader that counts the chats aloud helps nobody.
        self.setAccessibleName(self._text.text())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _stop(self) -> None:
        self._set_enabled(False)
        self.cancelled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _set_enabled(self, enabled: bool) -> None:
        self._cancel.setEnabled(enabled)
        self._close.setEnabled(enabled)

    def _place(self) -> None:
        small = self.width() < self._cancel.sizeHint().width() + self._look.px(240)
        self._cancel.setVisible(not small)
        self._close.setVisible(small)
