"""The bar to find text in the chat: a field, how much was found, and ways on and back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, plain_label, set_tone

_Key = QKeySequence.StandardKey


class FindBar(QFrame):
    """Hidden until it is opened. `edited` carries the text with each change; `closed` fires when
    the bar goes, and the focus should go back to the chat."""

    edited = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("find_bar")
        self.setAccessibleName(self.tr("Find in this chat"))
        self.setProperty("surface", "panel")
        self._field = QLineEdit()
        self._field.setObjectName("find_text")
        self._field.setAccessibleName(self.tr("Text to find"))
        self._field.setPlaceholderText(self.tr("Find in this chat"))
        self._field.textChanged.connect(self.edited)
        self._field.installEventFilter(self)
        self._count = plain_label("", "dim", "small", wrap=False)
        self._count.setObjectName("find_count")
        self._previous = self._button("chevron-up", self.tr("Previous result"), "find_previous")
        self._next = self._button("chevron-down", self.tr("Next result"), "find_next")
        self._close = self._button("close", self.tr("Close"), "find_close")
        self._previous.clicked.connect(self.previous_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._close.clicked.connect(self.close_bar)
        self._arrange()
        look.changed.connect(self._size_up)
        self.show_count(0, 0)
        self.hide()

    @property
    def text(self) -> str:
        return self._field.text()

    def open(self, text: str = "") -> None:
        """With the focus; a `text`, such as what is selected, is looked for at once."""
        self.show()
        line = text.strip().split("\n", 1)[0][:200]
        if line and line != self.text:
            self._field.setText(line)
        elif self.text:
            self.edited.emit(self.text)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_bar(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def show_count(self, number: int, count: int, *, searching: bool = False) -> None:
        """`number` of the current result counts from 1; 0 if it is at none."""
        text, tone = "", "dim"
        if count:
            text = self.tr("{number} of {count}") if number else self.tr("{count} found")
            text = text.replace("{number}", str(number)).replace("{count}", str(count))
        elif self.text and searching:
            text = self.tr("Searching…")
        elif self.text:
            text, tone = self.tr("No results"), "err"
        if text != self._count.text():
            self._count.setText(text)
            self._count.setAccessibleName(text or self.tr("Results"))
            set_tone(self._count, tone)
        for each in (self._previous, self._next):
            each.setEnabled(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._take(event)
            if event.type() == QEvent.Type.ShortcutOverride and self._way_of(event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        way = self._way_of(event)
        if way == "close":
            self.close_bar()
        elif way == "next":
            self.next_wanted.emit()
        elif way == "previous":
            self.previous_wanted.emit()
        return bool(way)

    def _way_of(self, event: QKeyEvent) -> str:
        if event.key() == Qt.Key.Key_Escape:
            return "close"
        if event.matches(_Key.FindPrevious):
            return "previous"
        if event.matches(_Key.FindNext):
            return "next"
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._field.hasFocus()
        if enter or event.key() == Qt.Key.Key_F3 or (control and event.key() == Qt.Key.Key_G):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return "previous" if back else "next"
        return ""

    def _button(self, icon: str, name: str, object_name: str) -> IconButton:
        return IconButton(self._look, icon, name, object_name, self)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        for each in (self._count, self._previous, self._next):
            row.addWidget(each)
        row.addStretch()
        row.addWidget(self._close)
        self._size_up()

    def _size_up(self) -> None:
        """The count keeps its room, so that the buttons stay where they are."""
        widest = self.tr("{number} of {count}").replace("{number}", "9999")
        widest = widest.replace("{count}", "9999")
        metrics = self._count.fontMetrics()
        room = max(map(metrics.horizontalAdvance, (widest, self.tr("Searching…"))))
        self._count.setMinimumWidth(room + 8)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.setMaximumWidth(self._look.px(420))
