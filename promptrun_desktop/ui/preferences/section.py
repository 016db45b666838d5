"""A heading and what belongs under it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from promptrun_desktop.ui.widgets import plain_label


class Section(QWidget):
    def __init__(self, title: str, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(plain_label(title, size="title16"))
