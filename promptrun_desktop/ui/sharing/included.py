"""What a document tells beside the words: three switches."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from promptrun_desktop.services.documents import Options
from promptrun_desktop.ui.widgets import plain_label


class Included(QWidget):
    """`changed` carries the `Options`, only when a person changed them."""

    changed = Signal(object)

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.setObjectName("document_included")
        title = self.tr("With")
        self._boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(plain_label(title, size="bold"))
        for name, words in (
            ("thinking", self.tr("Thinking")),
            ("models", self.tr("Names of models")),
            ("times", self.tr("Times")),
        ):
            box = QCheckBox(words)
            box.setObjectName(f"document_{name}")
            box.setAccessibleName(f"{title}: {words}")
            box.setChecked(getattr(options, name))
            box.clicked.connect(lambda _checked=False: self.changed.emit(self.options))
            column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
            self._boxes[name] = box

    @property
    def options(self) -> Options:
        return Options(**{name: box.isChecked() for name, box in self._boxes.items()})
