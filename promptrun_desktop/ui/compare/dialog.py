"""The dialog that compares two versions: which two, how much differs, and where."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop.text.differences import Kind, Part
from promptrun_desktop.ui.compare.view import DifferenceView
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import button, plain_label

WIDTH, HEIGHT = 760, 620


class CompareDialog(QDialog):
    """Shown with `open()`. `wanted` carries the places of two versions among `names`, which may
    be foreign, and is answered with `show_parts`."""

    wanted = Signal(int, int)

    def __init__(self, look: Look, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setWindowTitle(self.tr("Compare versions"))
        self._old = self._chooser("compare_old", self.tr("Compare this version"), names)
        self._new = self._chooser("compare_new", self.tr("With this version"), names)
        self._summary = plain_label("", "dim")
        self._summary.setObjectName("compare_summary")
        self._view = DifferenceView(look)
        self._copy = button(self.tr("Copy"), "compare_copy")
        self._copy.setToolTip(self.tr("Copy the text with what went and what came"))
        self._copy.clicked.connect(self._copy_all)
        self._next = button(self.tr("Next difference"), "compare_next")
        self._next.clicked.connect(self._view.go_to_next)
        close = button(self.tr("Close"), "compare_close", "primary")
        close.clicked.connect(self.accept)
        self._lay_out(close)
        room = parent.window().size()
        width, height = look.px(WIDTH), look.px(HEIGHT)
        self.resize(min(width, room.width() - 32), min(height, room.height() - 32))

    def choose(self, old: int, new: int) -> None:
        """Compare these two."""
        for chooser, place in ((self._old, old), (self._new, new)):
            chooser.blockSignals(True)
            chooser.setCurrentIndex(place)
            chooser.blockSignals(False)
        self._want()

    def show_parts(self, parts: Sequence[Part]) -> None:
        self._copy.setEnabled(True)
        self._copy.setText(self.tr("Copy"))
        self._next.setEnabled(any(part.kind is not Kind.SAME for part in parts))
        self._summary.setText(self._summed_up(parts))
        self._view.show_parts(parts)

    def _want(self) -> None:
        self._copy.setEnabled(False)
        self._next.setEnabled(False)
        self._view.show_parts(())
        self._summary.setText(self.tr("Comparing…"))
        self.wanted.emit(self._old.currentIndex(), self._new.currentIndex())

    def _summed_up(self, parts: Sequence[Part]) -> str:
        gone, new = (
            sum(part.words for part in parts if part.kind is kind) for kind in (Kind.GONE, Kind.NEW)
        )
        if not gone and not new:
            return self.tr("These versions say the same.")
        went = self.tr("Words removed: {count}").replace("{count}", str(gone))
        came = self.tr("Words added: {count}").replace("{count}", str(new))
        return f"{went} · {came}"

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._view.text())
        self._copy.setText(self.tr("Copied"))

    def _chooser(self, name: str, label: str, names: Sequence[str]) -> QComboBox:
        chooser = QComboBox()
        chooser.setObjectName(name)
        chooser.setAccessibleName(label)
        chooser.setToolTip(label)
        chooser.addItems(list(names))
        chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(12)
        chooser.currentIndexChanged.connect(self._want)
        return chooser

    def _lay_out(self, close: QWidget) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(8)
        choosers.addWidget(self._old, 1)
        choosers.addWidget(plain_label("→", "dim", wrap=False))
        choosers.addWidget(self._new, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._copy)
        foot.addWidget(self._next)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(choosers)
        column.addWidget(self._summary)
        column.addWidget(self._view, 1)
        column.addLayout(foot)
