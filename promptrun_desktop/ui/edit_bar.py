"""Above the composer while a question is edited in it: what happens, and the way out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconLabel, button, plain_label


class EditBar(QFrame):
    """Hidden until a question is edited."""

    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("edit_bar")
        self.setProperty("surface", "soft")
        sentence = self.tr("Editing your question. The old one is kept.")
        self.setAccessibleName(sentence)
        cancel = button(self.tr("Cancel"), "edit_cancel", "quiet")
        cancel.setToolTip(self.tr("Leave the question as it is (Esc)"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel(look, "pencil", "accent"))
        row.addWidget(plain_label(sentence), 1)
        row.addWidget(cancel)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The focus goes to the composer, which says nothing of it.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
