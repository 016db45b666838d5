"""The contents of the guide: a field to look for words, and the pages that have them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from promptrun_desktop.ui.help.guide import Page, Picture, spoken
from promptrun_desktop.ui.widgets import Hairline, button, plain_label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAME = Qt.ItemDataRole.UserRole


class Contents(QFrame):
    """`chosen` carries the name of a page, `looked_for` the folded text that is looked for,
    `next_wanted` asks for its next place. `extra` are rows that open something else."""

    chosen = Signal(str)
    looked_for = Signal(str)
    next_wanted = Signal()

    def __init__(
        self,
        pages: Sequence[Page],
        extra: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__()
        self.setProperty("surface", "side")
        # Whether a page that is chosen takes the place of the contents.
        self.is_alone = False
        self._texts = {each.name: _text_of(each) for each in pages}
        self._field = self._make_field()
        self._list = self._make_list(pages)
        self._none: QLabel = plain_label(self.tr("Nothing found"), "dim")
        self._none.setObjectName("help_none")
        self._none.setContentsMargins(12, 4, 12, 0)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        for number, (words, deed) in enumerate(extra):
            if number == 0:
                column.addWidget(Hairline())
            row = button(words, f"help_extra_{number}", "quiet")
            row.setProperty("align", "left")
            row.clicked.connect(lambda _checked=False, deed=deed: deed())
            column.addWidget(row)

    def choose(self, name: str) -> None:
        """Show which page is read."""
        for row in range(self._list.count()):
            if self._list.item(row).data(_NAME) == name:
                self._list.setCurrentRow(row)

    def focus_field(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def focus(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> bool:
        """Look for nothing; False if nothing was looked for."""
        was = bool(self._field.text())
        self._field.clear()
        return was

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrows go to the list and Enter to the next place."""
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
                self._enter()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.focus()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Rows that were placed before the style sheet was read have not its height.
        self._list.doItemsLayout()

    def _enter(self) -> None:
        """To the page that was found where it is not seen beside the list; else to the place."""
        first = self._first_found()
        if self.is_alone and first is not None:
            self._choose(first)
        self.next_wanted.emit()

    def _first_found(self) -> QListWidgetItem | None:
        """The page that is read, if it has the words, or the first that has."""
        rows = [self._list.item(row) for row in range(self._list.count())]
        found = [each for each in rows if not each.isHidden()]
        current = self._list.currentItem()
        return current if current in found else next(iter(found), None)

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("help_find")
        field.setPlaceholderText(self.tr("Search the help"))
        field.setAccessibleName(self.tr("Search the help"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._look_for)
        field.installEventFilter(self)
        return field

    def _make_list(self, pages: Sequence[Page]) -> QListWidget:
        found = QListWidget()
        found.setObjectName("help_pages")
        found.setAccessibleName(self.tr("Pages of the help"))
        found.setFrameShape(QFrame.Shape.NoFrame)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in pages:
            item = QListWidgetItem(page.short)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, page.title)
            item.setData(_NAME, page.name)
            found.addItem(item)
        found.itemClicked.connect(self._choose)
        found.itemActivated.connect(self._choose)
        found.currentItemChanged.connect(self._on_current)
        return found

    def _on_current(self, item: QListWidgetItem | None) -> None:
        # Arrow keys show a page at once, where there is room for both.
        if item is not None and self._list.hasFocus() and not self.is_alone:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_NAME))

    def _look_for(self, text: str) -> None:
        folded = " ".join(text.casefold().split())
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(folded not in self._texts[item.data(_NAME)])
        first = self._first_found()
        self._none.setVisible(first is None)
        if first is not None and first is not self._list.currentItem() and not self.is_alone:
            self._choose(first)
        self.looked_for.emit(folded)


def _text_of(page: Page) -> str:
    parts = [page.title]
    for part in page.parts:
        if not isinstance(part, Picture):
            parts += ["".join(span.text for span in spans) for spans in spoken(part)]
    return "\n".join(parts).casefold()
