"""One sentence about what went wrong or right, and a button that helps, seldom two."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import (
    IconButton,
    IconLabel,
    button,
    plain_label,
    repolish,
)

_SURFACES = {"warn": "warn", "err": "warn"}

# Letters a line of the sentence should hold beside its buttons.
ROOM = 30


@dataclass(frozen=True, slots=True)
class Notice:
    """`action` is what `acted` will carry; `tone`: warn, err, ok or dim; `icon` as in `Look`.
    `second` is another button and its action.

    `detail` is foreign text, scrubbed, shown on request. `countdown` in seconds: that long the
    button waits and `{time}` in the text counts down; then the text is `text_after`.
    """

    text: str
    button: str = ""
    action: str = ""
    tone: str = "warn"
    icon: str = "alert"
    detail: str = ""
    countdown: float | None = None
    text_after: str = ""
    second: tuple[str, str] = ("", "")


class NoticeBar(QFrame):
    """Never takes the focus: what is being typed goes on. Hidden until there is a notice.

    `gone`: the notice that was there is not there any more, for whatever reason.
    """

    acted = Signal(str)
    gone = Signal()

    def __init__(self, look: Look, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._notice = Notice("")
        self._until: float | None = None
        self.setObjectName("notice_bar")
        self._icon = IconLabel(look, "alert", "warn")
        self._text = plain_label()
        self._text.setObjectName("notice_text")
        self._detail = plain_label("", "dim", "small")
        self._detail.setObjectName("notice_detail")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = button(self.tr("Details"), "notice_details", "link")
        self._details.setCheckable(True)
        self._details.toggled.connect(self._detail.setVisible)
        self._button = button("", "notice_button")
        self._button.clicked.connect(lambda: self.acted.emit(self._notice.action))
        self._second = button("", "notice_second")
        self._second.clicked.connect(lambda: self.acted.emit(self._notice.second[1]))
        self._close = IconButton(look, "close", self.tr("Close"), "notice_close")
        self._close.clicked.connect(self.hide_notice)
        self._tail_buttons = (self._details, self._button, self._second)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)
        self._tail = QWidget()
        self._tail_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tail)
        self._below = False
        self._arrange()
        look.changed.connect(self._place_tail)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Replaces the one before."""
        self.gone.emit()
        self._notice = notice
        self._until = None if notice.countdown is None else self._clock() + notice.countdown
        self._icon.set_icon(notice.icon, notice.tone)
        self.setProperty("surface", _SURFACES.get(notice.tone, "soft"))
        repolish(self)
        for each, words in ((self._button, notice.button), (self._second, notice.second[0])):
            each.setText(words)
            each.setAccessibleName(words)
            each.setVisible(bool(words))
        self._detail.setText(notice.detail)
        self._details.setChecked(False)
        self._details.setVisible(bool(notice.detail))
        self._detail.hide()
        self._tail.setVisible(bool(notice.button or notice.detail))
        self._count()
        self._place_tail()
        self.show()
        self._announce()

    @property
    def action(self) -> str:
        """What `acted` would carry."""
        return self._notice.action

    @property
    def is_trouble(self) -> bool:
        return self._notice.tone in _SURFACES

    def hide_notice(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit()

    def _count(self) -> None:
        left = 0 if self._until is None else max(0, math.ceil(self._until - self._clock()))
        text = self._notice.text if left else self._notice.text_after or self._notice.text
        if self._until is not None:
            text = text.replace("{time}", self._in_words(left))
        self._text.setText(text)
        self._button.setEnabled(not left)
        if left:
            self._timer.start()
        else:
            self._timer.stop()

    def _in_words(self, seconds: int) -> str:
        """As exact as one cares to know."""
        if seconds == 1:
            return self.tr("1 second")
        if seconds < 2 * 60:
            return self.tr("{count} seconds").replace("{count}", str(seconds))
        if seconds < 2 * 60 * 60:
            return self.tr("{count} minutes").replace("{count}", str(math.ceil(seconds / 60)))
        return self.tr("{count} hours").replace("{count}", str(math.ceil(seconds / 3600)))

    def _announce(self) -> None:
        # Once a notice: a screen reader that counts the seconds aloud helps nobody.
        self.setAccessibleName(self._text.text())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest button: it rearranges itself when it is squeezed."""
        widest = max(each.sizeHint().width() for each in self._tail_buttons)
        sides = self._icon.sizeHint().width() + self._close.width()
        return QSize(widest + sides, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tail()

    def _arrange(self) -> None:
        tail = self._tail_row
        tail.setContentsMargins(0, 0, 0, 0)
        tail.setSpacing(8)
        for each in self._tail_buttons:
            tail.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 6, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0)
        self._grid.addWidget(self._text, 0, 1)
        self._grid.addWidget(self._tail, 0, 2)
        self._grid.addWidget(self._close, 0, 3, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._detail, 2, 1, 1, 3)

    def _place_tail(self) -> None:
        """Beside the sentence, or below where it would squeeze it."""
        metrics = self._text.fontMetrics()
        wanted = min(
            metrics.horizontalAdvance(self._text.text()), metrics.averageCharWidth() * ROOM
        )
        room = self.width() - self._icon.sizeHint().width() - 30
        # Two below each other would leave the chat no room: the first helps most.
        pair = sum(each.sizeHint().width() + 8 for each in (self._button, self._second))
        self._second.setVisible(bool(self._notice.second[0]) and pair <= room)
        shown = [each for each in self._tail_buttons if not each.isHidden()]
        tail = sum(each.sizeHint().width() + 8 for each in shown)
        direction = QBoxLayout.Direction
        self._tail_row.setDirection(
            direction.LeftToRight if tail <= room else direction.TopToBottom
        )
        below = room - self._close.width() - tail - 12 < wanted
        if below == self._below:
            return
        self._below = below
        self._grid.removeWidget(self._tail)
        if below:
            self._grid.addWidget(self._tail, 1, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._tail, 0, 2)
