"""The box a question is written in, with Send, or Stop while an answer is written."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from promptrun_desktop.ui.composer_edit import ComposerEdit
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.send_button import SendButton
from promptrun_desktop.ui.widgets import button, plain_label, wear_icon

_BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")
_SIDE, _TOP, _GAP, _BOTTOM = 11, 10, 14, 10


class Composer(QFrame):
    """`submitted` leaves the text where it is: `accept()` takes it out once it is stored.

    While a reply is written Enter emits `refused` and the text stays. `text_changed` carries
    the whole text, for the draft; `caret_moved` is for it too.
    """

    submitted = Signal(str)
    stop_requested = Signal()
    refused = Signal()
    text_changed = Signal(str)
    caret_moved = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "composer")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._look = look
        self._replying, self._may_send, self._has_text = False, True, False
        self._submitted: str | None = None
        self._pane_height = 480
        self._edit = ComposerEdit(self)
        self._edit.setObjectName("composer")
        self._edit.setProperty("frameless", True)
        self._edit.setProperty("ring", "parent")
        self._edit.setProperty("ringRadius", 14)
        self._edit.setPlaceholderText(self.tr("Ask anything"))
        self._edit.setAccessibleName(self.tr("Your question"))
        self._note = plain_label("", "dim", "small")
        self._note.setObjectName("composer_note")
        self._send = SendButton(look, self)
        self._stop = button(self.tr("Stop"), "stop")
        self._stop.setToolTip(self.tr("Stop the answer and keep what has arrived"))
        wear_icon(self._stop, look, "stop")
        self._stop.hide()
        self._lay_out()
        self.set_send_key("enter")
        self._edit.send_pressed.connect(self.submit)
        self._edit.textChanged.connect(self._on_text_changed)
        self._edit.cursorPositionChanged.connect(self.caret_moved)
        self._send.clicked.connect(self.submit)
        self._stop.clicked.connect(self.stop_requested)
        self.refused.connect(self._explain)
        look.changed.connect(self._fit)
        self._on_text_changed()

    def _lay_out(self) -> None:
        self._note.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._send)
        buttons.addWidget(self._stop)
        self._buttons = QWidget()
        buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setLayout(buttons)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_SIDE, _TOP, _BOTTOM, _BOTTOM)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(_GAP)
        self._grid.setColumnStretch(0, 1)
        self._arrange(low=False)

    def _arrange(self, *, low: bool) -> None:
        """Two rows, or in a low window the buttons beside the text."""
        self._low = low
        for each in (self._edit, self._note, self._buttons):
            self._grid.removeWidget(each)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        self._grid.addWidget(self._edit, 0, 0, 1, 1 if low else 2)
        self._grid.addWidget(self._note, 1, 0, 1, 2 if low else 1)
        self._grid.addWidget(self._buttons, 0 if low else 1, 1, corner)

    def text(self) -> str:
        return self._edit.text()

    def submit(self) -> None:
        """As Enter does."""
        if self._edit.composing:
            QGuiApplication.inputMethod().commit()
        text = self.text()
        if not text.strip():
            return
        if self._replying:
            self.refused.emit()
        elif self._may_send:
            self._submitted = text
            self.submitted.emit(_BLANK_LINES.sub("", text).rstrip())

    def caret(self) -> int:
        """How many characters of the text stand before the cursor."""
        return self._edit.caret()

    def set_text(self, text: str, *, undo: bool = True, caret: int | None = None) -> None:
        """`undo` False: another chat's text must not come back with Ctrl+Z. `caret` None: at
        the end."""
        self._submitted = None
        self._edit.set_text(text, undo=undo)
        if caret is not None:
            self._edit.set_caret(caret)

    def accept(self, text: str) -> None:
        """What was submitted is stored: remove it, and keep what was typed since."""
        if self._submitted is not None and self._submitted.strip() == text.strip():
            self._edit.take_out(self._submitted)
            self._submitted = None

    def set_replying(self, replying: bool) -> None:
        if replying == self._replying:
            return
        self._replying = replying
        had_focus = self._send.hasFocus() or self._stop.hasFocus()
        self._send.setVisible(not replying)
        self._stop.setVisible(replying)
        if not replying:
            self._say("")
        if had_focus:
            self.focus()

    def set_enabled_for_sending(self, enabled: bool) -> None:
        """Writing goes on; only sending waits, for a key or for the list of chats."""
        self._may_send = enabled
        self._refresh_send()

    def set_send_key(self, key: str) -> None:
        """`enter` or `ctrl_enter`."""
        self._edit.set_send_key(key)
        tip = self.tr("Send (Ctrl+Enter)") if key == "ctrl_enter" else self.tr("Send (Enter)")
        self._send.setToolTip(tip)
        self._send.setAccessibleName(self.tr("Send"))

    def set_pane_height(self, height: int) -> None:
        """The box takes at most a third of these pixels, and room for two lines at least."""
        self._pane_height = height
        self._fit()

    def focus(self) -> None:
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The whole box looks like the field, so all of it takes the click.
        self.focus()
        event.accept()

    def _explain(self) -> None:
        if self._replying:
            self._say(self.tr("The answer is still being written. Your text stays here."))

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _on_text_changed(self) -> None:
        text = self.text()
        self._has_text = bool(text) and not text.isspace()
        self._refresh_send()
        self.text_changed.emit(text)

    def _refresh_send(self) -> None:
        self._send.setEnabled(self._may_send and self._has_text)

    def _fit(self) -> None:
        line = self._edit.line_height() + 4
        chrome = _TOP + _GAP + _BOTTOM + self._send.height() + 2
        low = self._pane_height // 3 < chrome + line
        if low != self._low:
            self._arrange(low=low)
        most = max(line + self._edit.line_height(), self._pane_height // 3 - chrome)
        self._edit.set_heights(line, most)
