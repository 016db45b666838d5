"""An icon beside words; it says nothing to a screen reader, the words do."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from promptrun_desktop.ui.look import Look


class IconLabel(QWidget):
    """As high as the text is large: 16 pixels at 100 %."""

    def __init__(self, look: Look, icon_name: str, tone: str = "dim") -> None:
        super().__init__()
        self._look = look
        self._icon_name, self._tone = icon_name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_icon(self, icon_name: str, tone: str) -> None:
        self._icon_name, self._tone = icon_name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return self._look.icon_size

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.icon(self._icon_name, self._tone).paint(QPainter(self), self.rect())
