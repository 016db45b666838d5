"""The page as a person reads it: selecting, copying, finding, links, the button to the end."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.buttons import PILL, SmallButton
from promptrun_desktop.ui.transcript.canvas import Canvas
from promptrun_desktop.ui.transcript.find.bar import FindBar
from promptrun_desktop.ui.transcript.finding import Finding
from promptrun_desktop.ui.transcript.interaction import Interaction
from promptrun_desktop.ui.transcript.leaves.leaf import NO_MARKS, Marks
from promptrun_desktop.ui.transcript.menu import message_menu
from promptrun_desktop.ui.transcript.menu_choices import MenuChoices
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.measuring import Row
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.page.reply import Reply
from promptrun_desktop.ui.transcript.select.flavours import plain_text
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.showing import Showing

# Characters of a message whose blocks are also offered to word processors; of a longer one, which
# would take longer than a turn of the loop may, only its source.
_WITH_FORMATS = 100_000


class ReadingView(Canvas):
    """`link_activated` carries an address to be shown and opened; `texts_wanted` names messages
    in sight of which only outlines are known."""

    link_activated = Signal(str)
    texts_wanted = Signal(list)

    def __init__(self, sheet: Sheet, entries: Entries, parent: QWidget | None) -> None:
        super().__init__(sheet, entries, parent)
        self._pill = self._make_pill()
        self.reach = Reach(
            entries,
            self.sight,
            lambda: self.left,
            self.move_by,
            self.show_leaf,
            self.repaint_all,
        )
        self.interaction = Interaction(self.reach, self.viewport())
        self.finding = Finding(sheet.look, self.reach, entries, self.sight, self.follow.stay, self)
        self._showing = Showing(
            self.reach,
            entries,
            self.interaction.selecting,
            self.show_leaf,
            self._on_shown,
            self,
        )
        self.moved.connect(self._showing.moved)
        self._menu = MenuChoices(
            entries, self.reach, self.interaction, self.fittings, self.link_activated.emit
        )
        wishes, clipboard = self.fittings, self.interaction.clipboard
        wishes.copy_message.connect(self._copy_message)
        wishes.copy_code.connect(lambda leaf: clipboard.copy_code(leaf.code))
        wishes.copy_table.connect(lambda leaf: clipboard.copy_table(leaf.table))
        wishes.more.connect(self._open_more)
        self.interaction.link_clicked.connect(self.link_activated)
        self.interaction.menu_wanted.connect(self._open_menu)
        self.interaction.hovered.connect(self._on_hovered)
        self.find_bar.closed.connect(self.setFocus)

    @property
    def find_bar(self) -> FindBar:
        """To be placed above the view."""
        return self.finding.bar

    def copy_last_reply(self) -> None:
        """The newest reply, to the clipboard."""
        for number in range(len(self.entries) - 1, -1, -1):
            if isinstance(self.entries[number], Reply):
                self._copy_message(self.entries[number].id)
                return

    def selected_text(self) -> str:
        """As plain text; of many messages as many as are drawn."""
        selection = self.interaction.selecting.selection
        return plain_text(self.reach, selection) if selection is not None else ""

    def open_find(self) -> None:
        """The bar, with what is selected in it."""
        selection = self.interaction.selecting.selection
        short = selection is not None and selection.start[:2] == selection.end[:2]
        self.find_bar.open(self.selected_text() if short else "")

    def find_again(self, step: int) -> None:
        """To the next result, or the one before."""
        (self.find_bar.next_wanted if step > 0 else self.find_bar.previous_wanted).emit()

    def show_place(self, message_id: str, start: int, length: int) -> None:
        """Bring so many code points of a message's source into sight, selected; as soon as they
        can be drawn."""
        self._showing.start(message_id, start, length)

    def marks_of(self, row: Row) -> Marks:
        interaction = self.interaction
        if not (interaction.selecting.selection or self.finding.finder.text or interaction.href):
            return NO_MARKS
        part, leaf = self.entries[row.entry].part_of(row.number)
        if part not in (THOUGHT, BODY):
            return NO_MARKS
        selected = self.interaction.selecting.ranges(row.entry, part, leaf, row.leaf)
        found = self.finding.finder.found(row.entry, part, leaf, row.leaf)
        if selected and not found.ranges and self._showing.selection is not None:
            box, place = next(iter(selected.items()))
            ranges = {number: [each] for number, each in selected.items()}
            return Marks({}, ranges, (box, *place), self.interaction.href)
        return Marks(selected, found.ranges, found.current, self.interaction.href)

    def event(self, event: QEvent) -> bool:
        # Which class it is of, first: the number of its type is made a Python enum each time.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self.interaction.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.interaction.press_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the links that are seen, then on to the buttons."""
        if self.hasFocus() and self.interaction.links.go(1 if next else -1):
            return True
        self.interaction.links.leave()
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.interaction.links.leave()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """From the keyboard: for what is in the middle of the view."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            middle = self.viewport().rect().center()
            self._open_menu(QPointF(middle), self.viewport().mapToGlobal(middle))

    def after_resize(self) -> None:
        self._place_pill()
        page, marks = self.viewport().geometry(), self.finding.marks
        width = marks.sizeHint().width()
        beside = page.right() + 1 - width if self.isLeftToRight() else page.left()
        marks.setGeometry(beside, page.top(), width, page.height())

    def after_move(self) -> None:
        if self.sight.unread:
            self.texts_wanted.emit([self.entries[number].id for number in self.sight.unread])
        if self.follow.unread and self.sight.at_end:
            self.follow.unread = False
        if self.follow.unread != self._pill.isVisibleTo(self):
            self._pill.setVisible(self.follow.unread)
            self._place_pill()
        self.interaction.page_moved()
        self.finding.place_marks()

    def _on_shown(self) -> None:
        # It stays, whatever grows, and is where the person was reading.
        self.follow.stay()
        self.moved.emit()

    def _open_menu(self, point: QPointF, where: QPoint) -> None:
        choices = self._menu.at(point)
        if choices:
            message_menu(choices, self).popup(where)

    def _open_more(self, message_id: str, where: QPoint) -> None:
        message_menu(self._menu.of(message_id), self).popup(where)

    def _on_hovered(self, number: int) -> None:
        self.fittings.set_hovered(self.entries[number].id if number >= 0 else "")

    def _copy_message(self, message_id: str) -> None:
        number = self.entries.number(message_id)
        if number is None:
            return
        source, clipboard = self.entries.source(number), self.interaction.clipboard
        if len(source) > _WITH_FORMATS:
            clipboard.copy_text(source)
        else:
            clipboard.copy_message(source, self.reach.blocks(number))
        self.fittings.show_copied(message_id)

    def _make_pill(self) -> SmallButton:
        pill = SmallButton(
            self.sheet,
            "new_text",
            icon="arrow-down",
            text=self.tr("New text"),
            shape=PILL,
            parent=self,
        )
        pill.setToolTip(self.tr("Go to the end of the chat"))
        pill.clicked.connect(self.scroll_to_end)
        pill.hide()
        return pill

    def _place_pill(self) -> None:
        size = self._pill.sizeHint()
        x = (self.width() - size.width()) // 2
        y = self.height() - size.height() - self.sheet.px(10)
        self._pill.setGeometry(x, y, size.width(), size.height())
        self._pill.raise_()
