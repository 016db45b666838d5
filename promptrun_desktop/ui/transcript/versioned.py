"""Messages that were said in several versions: which one is shown, and where another one comes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.reading import ReadingView
from promptrun_desktop.ui.transcript.sheet import Sheet
from promptrun_desktop.ui.transcript.spoken import offer_to_readers
from promptrun_desktop.ui.transcript.version_switch import ONE, Versions, version_step


class VersionedView(ReadingView):
    """`version_requested` asks for so many versions of a message on (1) or back (-1)."""

    version_requested = Signal(str, int)

    def __init__(self, sheet: Sheet, entries: Entries, parent: QWidget | None) -> None:
        super().__init__(sheet, entries, parent)
        self.announcer = offer_to_readers(self)
        self._version_of: Callable[[str], Versions] = lambda message_id: ONE
        # The message whose version was changed last: its buttons may be out of sight.
        self._exchanged = ""
        self.fittings.version.connect(self.version_requested)

    def number_versions(self, version_of: Callable[[str], tuple[int, int]]) -> None:
        """Which of how many versions a message is, by its id; before the messages are set."""
        self._version_of = lambda message_id: Versions(*version_of(message_id))

    def versions_of(self, message_id: str) -> Versions:
        return self._version_of(message_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow change the version of the message with the focus, under the mouse,
        or changed last."""
        step = version_step(event.key(), event.modifiers())
        target = (self.fittings.target() or self._exchanged) if step else ""
        if self.entries.number(target) is not None:
            self.version_requested.emit(target, step)
        else:
            super().keyPressEvent(event)

    def exchange(self, messages: Sequence[AnyMessage], number: int) -> None:
        """Another version of a message, where it was: at its upper edge if that is seen, else at
        its lower, where the buttons are."""
        before = self.entries.message(number).id if number < len(self.entries) else ""
        focused = QApplication.focusWidget()
        inside = focused is not None and focused.property("message") == before
        rows = [row for row in self.sight.rows if row.entry == number]
        self.entries.replace(messages)
        entry = self.entries.built(number)
        self.sight.pinned = self._exchanged = entry.id
        if rows and rows[0].y < 0 and self.entries.built(number).leaves:
            self.sight.show(number, len(entry.leaves or ()) - 1, max(0, rows[-1].y))
        else:
            self.sight.show(number, 0, rows[0].y if rows else 0)
        self.follow.following = self.follow.following and self.sight.at_end
        self.changed_page()
        self.moved.emit()
        if inside and focused is not None:
            self.fittings.focus(entry.id, focused.objectName())
        self.announcer.say(entry.versions.spoken)
