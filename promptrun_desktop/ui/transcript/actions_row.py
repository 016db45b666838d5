"""What can be done with a message at once: its versions, copy, edit, try again, and a menu."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.sheet import Face, Sheet
from promptrun_desktop.ui.transcript.version_switch import VersionSwitch

_FAINT = Face(12, tone="faint")


class ActionsRow(QWidget):
    """`veiled` hides the icons until the message is hovered, but keeps them in the tab order.

    `more_clicked` carries the place on the screen for a menu.
    """

    copy_clicked = Signal()
    edit_clicked = Signal()
    retry_clicked = Signal()
    more_clicked = Signal(QPoint)

    def __init__(self, sheet: Sheet, *, veiled: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._veiled = veiled
        self._facts = ""
        self.setObjectName("message_actions")
        self.versions = VersionSwitch(sheet, self)
        self.copy = self._button("copy_message", "copy", self.tr("Copy"))
        self.edit = self._button("edit_message", "pencil", self.tr("Edit"))
        self.retry = self._button("retry_message", "retry", self.tr("Try again"))
        self.more = self._button("more_message", "more", self.tr("More"))
        self.copy.clicked.connect(self.copy_clicked)
        self.edit.clicked.connect(self.edit_clicked)
        self.retry.clicked.connect(self.retry_clicked)
        self.more.clicked.connect(self._open_more)
        self.set_busy(False)
        self.set_hovered(False)

    def offer(self, *, versions: bool, edit: bool, retry: bool, writing: bool) -> None:
        """What there is for a message; of one that is being written only its versions."""
        self.versions.setVisible(versions)
        self.copy.setHidden(writing)
        self.edit.setVisible(edit and not writing)
        self.retry.setVisible(retry and not writing)
        self.more.setHidden(writing)

    def set_busy(self, busy: bool) -> None:
        """While an answer is written nothing else can be asked."""
        wait = self.tr("Wait until the answer is written, or stop it")
        again = self.tr("Try again, with the model that is chosen above")
        for button, tip in ((self.edit, self.tr("Edit")), (self.retry, again)):
            button.setEnabled(not busy)
            button.setToolTip(wait if busy else tip)

    def set_facts(self, facts: str) -> None:
        """A faint line such as "1.8 s · 212 words"; beside the icons."""
        self._facts = facts
        self.setAccessibleDescription(facts)
        self.update()

    def set_hovered(self, hovered: bool) -> None:
        for button in self._icons():
            button.veiled = self._veiled and not hovered
            button.tone = "dim" if hovered else "faint"
            button.update()

    def buttons(self) -> tuple[SmallButton, ...]:
        return (*self.versions.buttons(), *self._icons())

    def show_copied(self, done: bool) -> None:
        self.copy.set_icon("check" if done else "copy")

    def arrange(self, room: int) -> QSize:
        """Place the buttons; the size the row takes, at most `room` pixels wide."""
        gap, side = self._sheet.px(3), self.copy.sizeHint()
        shown = [button for button in self._icons() if button.isVisibleTo(self)]
        # Beside a card there may be room for three: the menu has all of them.
        if self._veiled and len(shown) * (side.width() + gap) + gap > room:
            self.copy.hide()
            shown = [button for button in shown if button is not self.copy]
        x = 0
        if self.versions.isVisibleTo(self):
            size = self.versions.arrange()
            self.versions.setGeometry(-self._sheet.px(6), 0, size.width(), size.height())
            x = size.width() + self._sheet.px(2)
        for button in shown:
            button.setGeometry(x, 0, side.width(), side.height())
            x += side.width() + gap
        self._end = x
        if self._facts:
            x += self._sheet.px(13) + int(self._metrics().horizontalAdvance(self._facts) + 1)
        return QSize(min(x, room), side.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._facts:
            return
        painter = QPainter(self)
        painter.setFont(self._sheet.font(_FAINT))
        painter.setPen(self._sheet.colour("faint"))
        metrics = self._metrics()
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        x = self._end + self._sheet.px(12)
        facts = metrics.elidedText(self._facts, Qt.TextElideMode.ElideRight, self.width() - x + 1)
        painter.drawText(QPointF(x, baseline), facts)

    def _icons(self) -> tuple[SmallButton, ...]:
        return (self.copy, self.edit, self.retry, self.more)

    def _button(self, name: str, icon: str, label: str) -> SmallButton:
        return SmallButton(self._sheet, name, icon=icon, label=label, parent=self)

    def _open_more(self) -> None:
        corner = self.more.rect().bottomLeft()
        self.more_clicked.emit(self.more.mapToGlobal(corner))

    def _metrics(self) -> QFontMetricsF:
        return self._sheet.metrics(_FAINT)

    _end = 0
