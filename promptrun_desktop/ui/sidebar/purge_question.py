"""Asks before chats are deleted for good: nothing else in the list is without an undo."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import button, plain_label


class PurgeQuestion(QDialog):
    """`accepted` when they are to be deleted; shown with open()."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("purge_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one, several = (
            self.tr("Delete this chat for good?"),
            self.tr("Delete {count} chats for good?"),
        )
        question = one if count == 1 else several.replace("{count}", str(count))
        self.setWindowTitle(question)
        go = button(self.tr("Delete for good"), "purge", "danger")
        go.clicked.connect(self.accept)
        stay = button(self.tr("Cancel"), "purge_cancel")
        stay.clicked.connect(self.reject)
        # Enter on a question that came unexpectedly deletes nothing.
        stay.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(stay)
        row.addWidget(go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(plain_label(question, size="title16"))
        column.addWidget(plain_label(self.tr("It cannot be undone."), "dim"))
        column.addSpacing(8)
        column.addLayout(row)
        stay.setFocus()
