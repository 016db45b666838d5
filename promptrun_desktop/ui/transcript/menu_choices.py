"""What the menu of a place in the conversation offers."""

from collections.abc import Callable

from PySide6.QtCore import QPointF

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.interaction import Interaction
from promptrun_desktop.ui.transcript.leaves.code_leaves import CodeChunk, CodeHead
from promptrun_desktop.ui.transcript.leaves.table_leaves import RowLeaf
from promptrun_desktop.ui.transcript.menu import SEPARATOR, Choice
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.reach import Reach
from promptrun_desktop.ui.transcript.select.clipboard import MARKDOWN, PLAIN
from promptrun_desktop.ui.transcript.tools import can_retry
from promptrun_desktop.ui.translation import translate


class MenuChoices:
    def __init__(
        self,
        entries: Entries,
        reach: Reach,
        interaction: Interaction,
        fittings: Fittings,
        open_link: Callable[[str], object],
    ) -> None:
        self._entries = entries
        self._reach = reach
        self._interaction = interaction
        self._fittings = fittings
        self._open_link = open_link

    def at(self, point: QPointF) -> list[Choice]:
        """For a point of the viewport."""
        row = self._reach.row_at(point)
        if row is None:
            return []
        choices = self._of_selection() + self._of_leaf(row.leaf) + self._of_link(point)
        message = self._entries[row.entry].message
        if isinstance(message, Message):
            choices += self._of_message(message, last=row.entry == len(self._entries) - 1)
        return choices

    def _of_selection(self) -> list[Choice]:
        selection = self._interaction.selecting.selection
        if selection is None or selection.empty:
            return []
        clipboard = self._interaction.clipboard
        return [
            Choice(
                "menu_copy_selection",
                translate("Transcript", "Copy selection"),
                self._interaction.copy,
            ),
            Choice(
                "menu_copy_selection_plain",
                translate("Transcript", "Copy selection as plain text"),
                lambda: clipboard.copy_selection(selection, PLAIN),
            ),
            Choice(
                "menu_copy_selection_markdown",
                translate("Transcript", "Copy selection as Markdown"),
                lambda: clipboard.copy_selection(selection, MARKDOWN),
            ),
        ]

    def _of_leaf(self, leaf: object) -> list[Choice]:
        clipboard = self._interaction.clipboard
        if isinstance(leaf, CodeHead | CodeChunk):
            text = translate("Transcript", "Copy code")
            return [Choice("menu_copy_code", text, lambda: clipboard.copy_code(leaf.code))]
        if isinstance(leaf, RowLeaf):
            text = translate("Transcript", "Copy as table")
            return [Choice("menu_copy_table", text, lambda: clipboard.copy_table(leaf.table))]
        return []

    def _of_link(self, point: QPointF) -> list[Choice]:
        href = self._reach.href_at(point)
        if not href:
            return []
        clipboard = self._interaction.clipboard
        return [
            Choice(
                "menu_copy_link",
                translate("Transcript", "Copy link"),
                lambda: clipboard.copy_text(href),
            ),
            Choice(
                "menu_open_link",
                translate("Transcript", "Open link…"),
                lambda: self._open_link(href),
            ),
        ]

    def _of_message(self, message: Message, *, last: bool) -> list[Choice]:
        wishes, key = self._fittings, message.id
        choices = [
            Choice(
                "menu_copy_message",
                translate("Transcript", "Copy message"),
                lambda: wishes.copy_message.emit(key),
            )
        ]
        if message.state is State.WRITING:
            return choices
        choices.append(SEPARATOR)
        if can_retry(message, last):
            again = translate("Transcript", "Try again")
            choices.append(Choice("menu_retry", again, lambda: wishes.retry.emit(key)))
        delete = translate("Transcript", "Delete")
        return [*choices, Choice("menu_delete", delete, lambda: wishes.delete.emit(key))]
