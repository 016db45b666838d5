"""Controls side by side, or below each other where they would not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

GAP = 8


class Row(QWidget):
    """For the few buttons of a line: large text on a small window cuts none of them."""

    def __init__(self, *controls: QWidget) -> None:
        super().__init__()
        self._controls = controls
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        for each in controls:
            self._box.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._box.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        widest = max((each.sizeHint().width() for each in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(each.sizeHint().width() + GAP for each in self._shown()) - GAP
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(across if wanted <= self.width() else down)

    def _shown(self) -> list[QWidget]:
        return [each for each in self._controls if not each.isHidden()]
