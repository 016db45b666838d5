"""Where in the conversation something was found: thin lines beside the scroll bar."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from promptrun_desktop.ui.look import Look

_WIDTH = 6
_REACH = 4  # so many pixels beside a mark still hit it


class FindMarks(QWidget):
    """Marks are at shares of the height, 0 to 1; `chosen` carries the number of the one clicked.

    However many there are, one is painted in a row of pixels.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._marks: list[float] = []
        self._current = -1
        self._rows: dict[int, int] | None = None
        self.setObjectName("find_marks")
        self.setAccessibleName(self.tr("Where the text was found"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self.update)
        self.hide()

    def set_marks(self, marks: Iterable[float], current: int = -1) -> None:
        """In order; `current` is the number of the one to be seen best, -1 for none."""
        self._marks = list(marks)
        self._current = current
        self._rows = None
        self.setVisible(bool(self._marks))
        self.update()

    @property
    def rows(self) -> dict[int, int]:
        """The first mark of each row of pixels that has some."""
        if self._rows is None:
            rows: dict[int, int] = {}
            for number, share in enumerate(self._marks):
                rows.setdefault(self._row(share), number)
            self._rows = rows
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 40)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._rows = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(self._look.tokens.warn)
        for row in self.rows:
            painter.fillRect(1, row, self.width() - 2, 2, colour)
        if 0 <= self._current < len(self._marks):
            row = self._row(self._marks[self._current])
            painter.fillRect(0, row - 1, self.width(), 4, QColor(self._look.tokens.accent))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = event.position().y()
        nearest = min(self.rows, key=lambda each: abs(each - row), default=None)
        if nearest is None or abs(nearest - row) > _REACH:
            event.ignore()
            return
        self.chosen.emit(self.rows[nearest])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def _row(self, share: float) -> int:
        return round(min(max(0.0, share), 1.0) * max(0, self.height() - 2))
