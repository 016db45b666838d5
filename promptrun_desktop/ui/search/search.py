"""The search of all chats as a person sees it: a field, and what stands in for the list."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QPoint, Signal

from promptrun_desktop.domain.search import Found, Hit
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.search.field import SearchField
from promptrun_desktop.ui.search.filters import filter_menu
from promptrun_desktop.ui.search.pane import ResultsPane


class Search(QObject):
    """`field` and `pane` are placed by the sidebar; `shown` says whether the pane takes the room
    of the list of chats. `asked` carries each text as it is typed, "" at the end; `opened` the
    hit a person chose. What was found is shown only while its text is the one in the field.
    """

    asked = Signal(str)
    more_wanted = Signal()
    opened = Signal(Hit)
    shown = Signal(bool)

    def __init__(
        self,
        look: Look,
        parent: QObject | None = None,
        *,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.field = SearchField(look)
        self.pane = ResultsPane(look, today)
        self.pane.hide()
        # Something was asked that is not answered; then Enter opens the first that is found.
        self._waits = self._wants_first = False
        self.field.textChanged.connect(self._on_typed)
        self.field.down_pressed.connect(self._go_down)
        self.field.entered.connect(self._open_first)
        self.pane.list.opened.connect(self.opened)
        self.pane.list.left.connect(self.field.focus)
        self.pane.list.cleared.connect(self.clear)
        self.pane.list.typed.connect(self._type)
        self.pane.list.end_neared.connect(self._load_more)
        self.pane.help_requested.connect(self._help)

    @property
    def text(self) -> str:
        """What is looked for; "" for nothing."""
        return self.field.text() if self.field.text().strip() else ""

    @property
    def is_shown(self) -> bool:
        return not self.pane.isHidden()

    def focus(self) -> None:
        self.field.focus()

    def clear(self) -> None:
        """Give the list of chats back; the keyboard stays in the field."""
        had = self.pane.list.hasFocus()
        self.field.clear()
        if had:
            self.field.focus()

    @property
    def is_waiting(self) -> bool:
        """Whether something was asked that is not answered."""
        return self._waits

    @property
    def is_untouched(self) -> bool:
        """Whether nobody went into the results."""
        return not self.pane.list.hasFocus() and not self.pane.list.verticalScrollBar().value()

    def ask_again(self) -> None:
        """What can be found has changed; what is shown stays until the answer is there."""
        if self.text:
            self._waits = True
            self.asked.emit(self.text)

    def has_focus(self) -> bool:
        return self.field.hasFocus() or self.pane.list.hasFocus()

    def show_found(self, found: Found) -> None:
        if found.query != self.text or not self.is_shown:
            return
        self._waits = found.is_searching
        self.pane.show_found(found)
        if self._wants_first and found.hits:
            self.opened.emit(found.hits[0])
        self._wants_first = self._wants_first and self._waits and not found.hits

    def show_progress(self, share: float | None) -> None:
        self.pane.show_progress(share)

    def show_trouble(self, sentence: str) -> None:
        if self.is_shown:
            self._waits = self._wants_first = False
            self.pane.show_trouble(sentence)

    def _on_typed(self) -> None:
        text = self.text
        self._waits, self._wants_first = bool(text), False
        self.pane.wait()
        if bool(text) != self.is_shown:
            self.pane.setVisible(bool(text))
            self.shown.emit(bool(text))
        self.asked.emit(text)

    def _open_first(self) -> None:
        if self.pane.hits:
            self.opened.emit(self.pane.hits[0])
        else:
            self._wants_first = self._waits

    def _go_down(self) -> None:
        if self.pane.hits:
            self.pane.list.enter()

    def _load_more(self) -> None:
        if self.is_shown and not (self._waits or self.pane.has_all):
            self._waits = True
            self.more_wanted.emit()

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.end(False)
        self.field.insert(text)

    def _help(self) -> None:
        menu = filter_menu(self._insert, self.pane)
        button = self.pane.help
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _insert(self, words: str) -> None:
        """Put a filter behind what is typed, the caret where its value goes."""
        before = self.field.text().rstrip()
        self.field.setText(f"{before} {words}" if before else words)
        self.field.setFocus()
        if words.endswith('"'):
            self.field.cursorBackward(False)
