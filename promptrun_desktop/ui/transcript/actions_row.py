"""What can be done with a message: copy, try again, delete; quiet until hovered or focused."""

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.sheet import Face, Sheet

_FAINT = Face(12, tone="faint")


class ActionsRow(QWidget):
    """`veiled` hides the icons until the message is hovered, but keeps them in the tab order."""

    copy_clicked = Signal()
    retry_clicked = Signal()
    delete_clicked = Signal()

    def __init__(self, sheet: Sheet, *, veiled: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._veiled = veiled
        self._facts = ""
        self.setObjectName("message_actions")
        copy, retry, delete = self.tr("Copy"), self.tr("Try again"), self.tr("Delete")
        self.copy = SmallButton(sheet, "copy_message", icon="copy", label=copy, parent=self)
        self.retry = SmallButton(sheet, "retry_message", icon="retry", label=retry, parent=self)
        self.delete = SmallButton(sheet, "delete_message", icon="trash", label=delete, parent=self)
        self.copy.clicked.connect(self.copy_clicked)
        self.retry.clicked.connect(self.retry_clicked)
        self.delete.clicked.connect(self.delete_clicked)
        self.set_hovered(False)

    def set_facts(self, facts: str) -> None:
        """A faint line such as "1.8 s · 212 words"; beside the icons."""
        self._facts = facts
        self.setAccessibleDescription(facts)
        self.update()

    def set_hovered(self, hovered: bool) -> None:
        for button in self.buttons():
            button.veiled = self._veiled and not hovered
            button.tone = "dim" if hovered else "faint"
            button.update()

    def buttons(self) -> tuple[SmallButton, ...]:
        return (self.copy, self.retry, self.delete)

    def show_copied(self, done: bool) -> None:
        self.copy.set_icon("check" if done else "copy")

    def arrange(self, room: int) -> QSize:
        """Place the buttons; the size the row takes, at most `room` pixels wide."""
        x, gap = 0, self._sheet.px(3)
        side = self.copy.sizeHint()
        for button in self.buttons():
            if button.isVisibleTo(self):
                button.setGeometry(x, 0, side.width(), side.height())
                x += side.width() + gap
        if self._facts:
            x += self._sheet.px(13) + int(self._metrics().horizontalAdvance(self._facts) + 1)
        return QSize(min(x, room), side.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._facts:
            return
        painter = QPainter(self)
        painter.setFont(self._sheet.font(_FAINT))
        painter.setPen(self._sheet.colour("faint"))
        last = [button for button in self.buttons() if button.isVisibleTo(self)][-1]
        metrics = self._metrics()
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(
            QPointF(last.geometry().right() + self._sheet.px(15), baseline), self._facts
        )

    def _metrics(self) -> QFontMetricsF:
        return self._sheet.metrics(_FAINT)
