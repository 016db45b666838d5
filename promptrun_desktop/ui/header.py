"""The bar above the conversation: model, find, Save as…, and the two side buttons."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, button, wear_icon

HEIGHT = 52
MARGIN, GAP = 16, 8


class Header(QWidget):
    """`picker` is the model picker's button; the sidebar button shows only while that is hidden."""

    find_requested = Signal()
    export_requested = Signal()
    sidebar_toggled = Signal()
    panel_toggled = Signal()

    def __init__(self, look: Look, picker: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker = picker
        self._sidebar = IconButton(
            look, "panel-left", self.tr("Show the list of chats"), "show_sidebar"
        )
        self._sidebar.clicked.connect(self.sidebar_toggled)
        self._find = IconButton(look, "search", self.tr("Find in this chat"), "find")
        self._find.clicked.connect(self.find_requested)
        self._export = button(self.tr("Save as…"), "export", "quiet")
        wear_icon(self._export, look, "download", "dim")
        self._export.setToolTip(self.tr("Save this chat as a document"))
        self._export.clicked.connect(self.export_requested)
        self._panel = IconButton(
            look, "sliders", self.tr("Settings of this chat"), "toggle_panel", checkable=True
        )
        self._panel.clicked.connect(self.panel_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GAP)
        row.addWidget(self._sidebar)
        row.addWidget(picker, 1)
        row.addWidget(self._find)
        row.addWidget(self._export)
        row.addWidget(self._panel)
        look.changed.connect(self._resize)
        self._resize()

    def set_sidebar_shown(self, shown: bool) -> None:
        self._sidebar.setVisible(not shown)
        self._fold()

    def set_panel_shown(self, shown: bool) -> None:
        self._panel.setChecked(shown)

    def set_begun(self, begun: bool) -> None:
        """Whether there is anything to find or to save."""
        self._find.setEnabled(begun)
        self._export.setEnabled(begun)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _resize(self) -> None:
        self.setFixedHeight(max(HEIGHT, self._panel.sizeHint().height()))
        self._fold()

    def _fold(self) -> None:
        """Where the model would lose its name, Save as… keeps its icon alone."""
        self._export.setText(self.tr("Save as…"))
        shown = [
            each
            for each in (self._sidebar, self._find, self._export, self._panel)
            if not each.isHidden()
        ]
        wanted = self._picker.minimumSizeHint().width() + 2 * MARGIN
        wanted += sum(each.sizeHint().width() + GAP for each in shown)
        if wanted > self.width():
            self._export.setText("")
