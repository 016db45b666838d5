"""‹ 2/3 ›: which version of a message is shown, and the way to the others."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.sheet import SMALL, Sheet
from promptrun_desktop.ui.translation import translate


class Versions(NamedTuple):
    """The `number` counts from 1."""

    number: int = 1
    total: int = 1

    @property
    def spoken(self) -> str:
        text = translate("Transcript", "Version {0} of {1}")
        return text.replace("{0}", str(self.number)).replace("{1}", str(self.total))


ONE = Versions()


class VersionSwitch(QWidget):
    """`stepped` carries -1 for the version before and 1 for the next."""

    stepped = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._versions = ONE
        self.setObjectName("message_versions")
        before = self.tr("Previous version (Alt+Left)")
        after = self.tr("Next version (Alt+Right)")
        self.previous = SmallButton(
            sheet, "version_previous", icon="chevron-left", label=before, parent=self
        )
        self.next = SmallButton(
            sheet, "version_next", icon="chevron-right", label=after, parent=self
        )
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))

    @property
    def versions(self) -> Versions:
        return self._versions

    def show_versions(self, versions: Versions) -> None:
        self._versions = versions
        self.setAccessibleName(versions.spoken)
        self.previous.setAccessibleDescription(versions.spoken)
        self.next.setAccessibleDescription(versions.spoken)
        ends = {self.previous: versions.number > 1, self.next: versions.number < versions.total}
        # A button that can do nothing gives its focus to the other, not to a stranger.
        for button, other in ((self.previous, self.next), (self.next, self.previous)):
            if button.hasFocus() and not ends[button] and ends[other]:
                other.setEnabled(True)
                other.setFocus()
        for button, enabled in ends.items():
            button.setEnabled(enabled)
        self.update()

    def buttons(self) -> tuple[SmallButton, SmallButton]:
        return self.previous, self.next

    def sizeHint(self) -> QSize:
        side = self.previous.sizeHint()
        return QSize(2 * side.width() + self._room(), side.height())

    def arrange(self) -> QSize:
        """Place the buttons; the size of it all."""
        side, size = self.previous.sizeHint(), self.sizeHint()
        self.previous.setGeometry(0, 0, side.width(), side.height())
        self.next.setGeometry(size.width() - side.width(), 0, side.width(), side.height())
        return size

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self._sheet.metrics(SMALL)
        painter = QPainter(self)
        painter.setFont(self._sheet.font(SMALL))
        painter.setPen(self._sheet.colour("dim"))
        x = (self.width() - metrics.horizontalAdvance(self._text())) / 2
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, baseline), self._text())

    def _text(self) -> str:
        return f"{self._versions.number}/{self._versions.total}"

    def _room(self) -> int:
        widest = f"{self._versions.total}/{self._versions.total}"
        return int(self._sheet.metrics(SMALL).horizontalAdvance(widest) + self._sheet.px(4))


def version_step(key: int, modifiers: Qt.KeyboardModifier) -> int:
    """What Alt and an arrow key ask for: -1, 1, or 0 for nothing."""
    if not modifiers & Qt.KeyboardModifier.AltModifier:
        return 0
    return {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(key, 0)
