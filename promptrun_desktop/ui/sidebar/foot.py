"""The quiet rows below the list: the archive and the bin, and how many chats are there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import button, wear_icon

_BELOW = 6


class ShelfRows(QWidget):
    """Two rows; `small`, they are icons side by side, for a sidebar without the room."""

    archive_wanted = Signal()
    bin_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._archive = self._row(look, "archive", "archive_row")
        self._bin = self._row(look, "trash", "bin_row")
        self._archive.clicked.connect(self.archive_wanted)
        self._bin.clicked.connect(self.bin_wanted)
        self._is_small = False
        self._counts = (0, 0)
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._archive)
        self._rows.addWidget(self._bin)
        self.set_small(False)
        look.changed.connect(self._size)
        self._size()

    def set_counts(self, archive: int, bin: int) -> None:
        """0 is not told."""
        self._counts = (archive, bin)
        self._name(self._archive, self.tr("Archive"), archive)
        self._name(self._bin, self.tr("Bin"), bin)

    @property
    def is_small(self) -> bool:
        return self._is_small

    def rows_height(self) -> int:
        """What two rows take, in pixels, also while they are icons."""
        return 2 * self._archive.sizeHint().height() + _BELOW

    def set_small(self, small: bool) -> None:
        self._is_small = small
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.LeftToRight if small else direction.TopToBottom)
        if small:
            self._rows.setContentsMargins(0, 0, 0, 0)
        else:
            self._rows.setContentsMargins(8, 0, 12, _BELOW)
        self.set_counts(*self._counts)

    def focus(self, archive: bool) -> None:
        (self._archive if archive else self._bin).setFocus(Qt.FocusReason.OtherFocusReason)

    def _size(self) -> None:
        for each in (self._archive, self._bin):
            each.setFont(self._look.font(13))

    def _row(self, look: Look, icon: str, name: str) -> QPushButton:
        row = button("", name, "quiet")
        row.setProperty("align", "left")
        wear_icon(row, look, icon, "dim")
        return row

    def _name(self, row: QPushButton, name: str, count: int) -> None:
        told = f"{name}  {count}" if count else name
        row.setText("" if self._is_small else told)
        row.setToolTip(told if self._is_small else "")
        row.setAccessibleName(
            self.tr("{name}, {count} chats").replace("{name}", name).replace("{count}", str(count))
        )
