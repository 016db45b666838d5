"""The bar above the conversation: model, find, Save as…, and the two side buttons."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import IconButton, button, wear_icon

HEIGHT = 52
MARGIN, GAP = 16, 8
# What a model's name is given at 100 % text before buttons lose their words.
NAME = 220


class Header(QWidget):
    """`picker` is the model picker's button; the sidebar button shows only while that is hidden."""

    find_requested = Signal()
    export_requested = Signal()
    temporary_requested = Signal()
    keep_requested = Signal()
    sidebar_toggled = Signal()
    panel_toggled = Signal()

    def __init__(self, look: Look, picker: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picker = picker
        self._name_width = 0
        self._sidebar = IconButton(
            look, "panel-left", self.tr("Show the list of chats"), "show_sidebar"
        )
        self._sidebar.clicked.connect(self.sidebar_toggled)
        self._temporary = button(self.tr("Temporary chat"), "temporary", "quiet")
        self._temporary.setCheckable(True)
        self._temporary.setToolTip(
            self.tr("Not kept: gone when you close the app, never in search or copies")
        )
        self._temporary_icon = wear_icon(self._temporary, look, "eye-off", "dim")
        self._temporary.clicked.connect(self.temporary_requested)
        self._keep = button(self.tr("Keep this chat"), "keep_chat", "quiet")
        self._keep.setToolTip(self.tr("Save this chat from now on, with what was said so far"))
        wear_icon(self._keep, look, "check", "dim")
        self._keep.clicked.connect(self.keep_requested)
        self._begun = self._is_temporary = False
        self._find = IconButton(look, "search", self.tr("Find in this chat"), "find")
        self._find.clicked.connect(self.find_requested)
        self._export = button(self.tr("Save as…"), "export", "quiet")
        wear_icon(self._export, look, "download", "dim")
        self._export.setToolTip(self.tr("Save as document, in part or whole"))
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
        row.addWidget(self._temporary)
        row.addWidget(self._keep)
        row.addWidget(self._find)
        row.addWidget(self._export)
        row.addWidget(self._panel)
        look.changed.connect(self._resize)
        self._resize()
        self._show_temporary()

    def set_sidebar_shown(self, shown: bool) -> None:
        self._sidebar.setVisible(not shown)
        self._fold()

    def set_panel_shown(self, shown: bool) -> None:
        self._panel.setChecked(shown)

    def set_begun(self, begun: bool) -> None:
        """Whether there is anything to find or to save."""
        self._find.setEnabled(begun)
        self._export.setEnabled(begun)
        self._begun = begun
        self._show_temporary()

    def set_temporary(self, temporary: bool) -> None:
        self._is_temporary = temporary
        self._show_temporary()

    def _show_temporary(self) -> None:
        """An empty chat can become one and back; one that has begun can be kept."""
        self._temporary.setVisible(not self._begun)
        self._temporary.setChecked(self._is_temporary)
        self._temporary_icon.set_icon("eye-off", "accent" if self._is_temporary else "dim")
        self._keep.setVisible(self._begun and self._is_temporary)
        self._fold()

    def event(self, event: QEvent) -> bool:
        # Another model's name may be longer. (Folding asks for a layout itself.)
        if event.type() == QEvent.Type.LayoutRequest:
            name = self._picker.sizeHint().width()
            if name != self._name_width:
                self._name_width = name
                self._fold()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _resize(self) -> None:
        self.setFixedHeight(max(HEIGHT, self._panel.sizeHint().height()))
        self._fold()

    def _fold(self) -> None:
        """Where the model would lose its name, buttons keep their icons alone; where even that is
        too much, what an empty chat has no use for goes, or what a key does as well."""
        words = {
            self._export: self.tr("Save as…"),
            self._temporary: self.tr("Temporary chat"),
            self._keep: self.tr("Keep this chat"),
        }
        for each, text in words.items():
            each.setText(text)
        self._find.show()
        self._export.show()
        name = min(self._picker.sizeHint().width(), self._look.px(NAME))
        for each in words:
            if self._wanted(name) > self.width():
                each.setText("")
        if self._wanted() > self.width() and (self._is_temporary or not self._begun):
            self._find.hide()
            self._export.setVisible(self._begun)

    def _wanted(self, name: int = 0) -> int:
        """With so many pixels for the model."""
        every = (
            self._sidebar,
            self._temporary,
            self._keep,
            self._find,
            self._export,
            self._panel,
        )
        shown = [each for each in every if not each.isHidden()]
        wanted = max(name, self._picker.minimumSizeHint().width()) + 2 * MARGIN
        return wanted + sum(each.sizeHint().width() + GAP for each in shown)
