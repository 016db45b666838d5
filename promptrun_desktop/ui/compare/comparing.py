"""Opens the dialog that compares the versions of a message, and answers it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.services.session import ConversationSession
from promptrun_desktop.ui.compare.dialog import CompareDialog
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript import facts


class Comparing(QObject):
    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._give_up: Callable[..., object] = _nothing

    def ask(self, session: ConversationSession, message_id: str) -> None:
        """Compare this version with the one before it, or the first with the second."""
        versions = [
            each for each in session.versions_of(message_id) if each.state is not State.WRITING
        ]
        ids = [each.id for each in versions]
        if len(ids) < 2:
            return
        at = max(1, ids.index(message_id) if message_id in ids else 1)
        names = [self._name(number, each) for number, each in enumerate(versions, 1)]
        dialog = CompareDialog(self._look, names, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(partial(self._compare, session, dialog, ids))
        dialog.finished.connect(self._stop)
        dialog.choose(at - 1, at)
        dialog.open()

    def _compare(
        self,
        session: ConversationSession,
        dialog: CompareDialog,
        ids: list[str],
        old: int,
        new: int,
    ) -> None:
        self._give_up()
        self._give_up = session.compare(ids[old], ids[new], dialog.show_parts)

    def _stop(self) -> None:
        self._give_up()
        self._give_up = _nothing

    def _name(self, number: int, message: AnyMessage) -> str:
        name = self.tr("Version {number}").replace("{number}", str(number))
        model = facts.model_slug(message.model) if isinstance(message, Message) else ""
        return " · ".join(filter(None, (name, model, facts.short_time(message))))


def _nothing() -> None:
    """Nothing is compared."""
