"""What this app is made of, searchable, and the licence of each part as plain characters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from promptrun_desktop.services.components import Component
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.widgets import (
    ElidedLabel,
    IconButton,
    button,
    fill,
    plain_label,
)

# Licences are set by hand in lines of up to 79 characters.
WIDTH, HEIGHT = 680, 640
_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LicencesDialog(QDialog):
    """Shown with `open()`: a list first, and the text of the chosen one in its place."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("licences_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Licences"))
        self._look = look
        self._components: list[Component] = []
        self._listed: list[Component] = []
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_list_page())
        self._pages.addWidget(self._make_text_page())
        self._arrange()
        room = parent.window().size()
        self.resize(
            min(look.px(WIDTH), room.width() - 16), min(look.px(HEIGHT), room.height() - 16)
        )

    def set_components(self, components: Sequence[Component]) -> None:
        self._components = list(components)
        self._filter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex():
            self._show_list()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the box one walks through the list without leaving it."""
        if watched is self._box and isinstance(event, QKeyEvent) and event.key() in _WALK:
            if event.type() == QEvent.Type.KeyPress:
                self._list.event(event)
            return event.type() != QEvent.Type.ShortcutOverride
        return super().eventFilter(watched, event)

    def _make_list_page(self) -> QWidget:
        page = QWidget()
        self._box = QLineEdit()
        self._box.setObjectName("licence_box")
        self._box.setPlaceholderText(self.tr("Search by name or licence"))
        self._box.setAccessibleName(self.tr("Search by name or licence"))
        self._box.textChanged.connect(self._filter)
        self._box.returnPressed.connect(self._open)
        self._box.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("components")
        self._list.setAccessibleName(self.tr("Parts of this app"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.itemClicked.connect(lambda _item: self._open())
        self._list.itemActivated.connect(lambda _item: self._open())
        self._none = plain_label(self.tr("Nothing of that name is inside."), "dim")
        self._none.setObjectName("no_component")
        self._none.hide()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(8)
        column.addWidget(self._box)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        return page

    def _make_text_page(self) -> QWidget:
        page = QWidget()
        self._back = IconButton(
            self._look, "chevron-left", self.tr("Back to the list"), "licence_back"
        )
        self._back.clicked.connect(self._show_list)
        self._name = ElidedLabel()
        self._name.setObjectName("licence_name")
        self._name.setProperty("textSize", "title16")
        self._about = ElidedLabel()
        self._about.setObjectName("licence_about")
        self._about.setProperty("tone", "dim")
        self._text = QPlainTextEdit()
        self._text.setObjectName("licence_text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setFont(self._look.mono(12))
        self._look.changed.connect(self._text_font)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._name, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._about)
        column.addWidget(self._text, 1)
        return page

    def _text_font(self) -> None:
        self._text.setFont(self._look.mono(12))

    def _arrange(self) -> None:
        done = button(self.tr("Done"), "licences_done", "primary")
        done.clicked.connect(self.accept)
        fill(self, self._pages, done)
        self._box.setFocus()

    def _filter(self) -> None:
        words = self._box.text().casefold().split()
        self._listed = [
            each
            for each in self._components
            if all(word in f"{each.name} {each.licence}".casefold() for word in words)
        ]
        self._list.clear()
        for each in self._listed:
            self._list.addItem(f"{each.name} {each.version}".strip() + self._tail(each.licence))
        self._list.setCurrentRow(0)
        self._none.setVisible(bool(self._components) and not self._listed)

    def _tail(self, licence: str) -> str:
        return f"  ·  {licence}" if licence else ""

    def _open(self) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._listed):
            return
        chosen = self._listed[row]
        self._name.setText(f"{chosen.name} {chosen.version}".strip())
        self._about.setText(chosen.licence)
        self._about.setVisible(bool(chosen.licence))
        self._text.setAccessibleName(self.tr("Licence of {name}").replace("{name}", chosen.name))
        self._text.setPlainText(chosen.text or self.tr("It came without the text of its licence."))
        self._pages.setCurrentIndex(1)
        self._text.setFocus()

    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        self._text.clear()
        self._list.setFocus()
