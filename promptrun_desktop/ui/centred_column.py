"""A column in the middle of the window while there is room, scrolling where there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

# Room for the focus ring of what stands at the edge.
EDGE = 4
MARGIN = 20


class CentredColumn(QScrollArea):
    """Fill `column`; `fitted` says how wide it has become."""

    fitted = Signal(int)

    def __init__(self, widest: int) -> None:
        super().__init__()
        self._widest = widest
        self._holder = QWidget()
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.column.setSpacing(8)
        # Between stretches, not aligned: an aligned widget keeps the height of its old texts.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._holder)
        row.addStretch(1)
        page = QWidget()
        middle = QVBoxLayout(page)
        middle.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        middle.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def set_widest(self, pixels: int) -> None:
        self._widest = pixels
        self.fit()

    def fit(self) -> None:
        width = min(self._widest + 2 * EDGE, self.viewport().width() - 2 * MARGIN)
        self._holder.setFixedWidth(max(240, width))
        self.fitted.emit(self._holder.width() - 2 * EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
