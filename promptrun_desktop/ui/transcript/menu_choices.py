"""What the menu of a place in the conversation offers."""

from collections.abc import Callable

from PySide6.QtCore import QPointF

from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.services.continuing import can_continue
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
        return choices + self.of(self._entries[row.entry].id)

    def of(self, message_id: str) -> list[Choice]:
        """For a message, wherever it is pointed at."""
        number = self._entries.number(message_id)
        message = self._entries[number].message if number is not None else None
        if number is None or not isinstance(message, Message):
            return []
        copy = Choice(
            "menu_copy_message",
            translate("Transcript", "Copy message"),
            lambda: self._fittings.copy_message.emit(message_id),
        )
        if message.state is State.WRITING:
            return [copy]
        last = number == len(self._entries) - 1
        delete = Choice(
            "menu_delete",
            translate("Transcript", "Delete"),
            lambda: self._fittings.delete.emit(message_id),
        )
        asking = self._of_asking(message, last=last)
        several = self._entries[number].versions.total > 1
        branching = self._of_branching(message_id, several=several)
        return [copy, SEPARATOR, *asking, *branching, SEPARATOR, delete]

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

    def _of_asking(self, message: Message, *, last: bool) -> list[Choice]:
        wishes, key = self._fittings, message.id
        not_now = wait() if wishes.busy else ""
        choices = []
        if message.role is Role.USER:
            edit = translate("Transcript", "Edit")
            choices.append(Choice("menu_edit", edit, lambda: wishes.edit.emit(key), not_now))
        if can_retry(message, last):
            again = translate("Transcript", "Try again")
            choices.append(Choice("menu_retry", again, lambda: wishes.retry.emit(key), not_now))
        if can_continue(message):
            go_on = translate("Transcript", "Continue")
            choices.append(Choice("menu_continue", go_on, lambda: wishes.go_on.emit(key), not_now))
        return choices

    def _of_branching(self, key: str, *, several: bool) -> list[Choice]:
        wishes = self._fittings
        branch = translate("Transcript", "Branch from here")
        choices = [Choice("menu_branch", branch, lambda: wishes.branch.emit(key))]
        if several:
            compare = translate("Transcript", "Compare versions…")
            not_now = wait() if wishes.busy else ""
            choices.append(
                Choice("menu_compare", compare, lambda: wishes.compare.emit(key), not_now)
            )
        return choices


def wait() -> str:
    """Why nothing can be asked while an answer is written."""
    return translate("Transcript", "Wait until the answer is written, or stop it")
