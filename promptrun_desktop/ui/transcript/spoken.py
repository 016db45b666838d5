"""The conversation as a screen reader hears it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.text.unicode import clean
from promptrun_desktop.ui.transcript import accessible, facts
from promptrun_desktop.ui.transcript.canvas import Canvas
from promptrun_desktop.ui.translation import translate


def offer_to_readers(view: Canvas) -> accessible.Announcer:
    """Let the view be read as a list of its messages."""
    spoken = SpokenPage(view)
    accessible.install()
    accessible.offer(spoken)
    return accessible.Announcer(spoken)


class SpokenPage:
    """What `accessible` asks of a view, by number of the message."""

    def __init__(self, view: Canvas) -> None:
        self._view = view

    def count(self) -> int:
        return len(self._view.entries)

    def name(self, number: int) -> str:
        return facts.spoken_name(self._view.entries.message(number))

    def text(self, number: int) -> str:
        return clean(self._view.entries.source(number))

    def state(self, number: int) -> str:
        message = self._view.entries.message(number)
        words = {
            State.WRITING: translate("Transcript", "writing"),
            State.STOPPED: translate("Transcript", "stopped"),
            State.CUT_OFF: translate("Transcript", "cut off"),
            State.FAILED: translate("Transcript", "failed"),
        }
        return words.get(message.state, "") if isinstance(message, Message) else ""

    def rect(self, number: int) -> QRect:
        view = self._view
        rows = [row for row in view.sight.rows if row.entry == number]
        if not rows:
            return QRect()
        top, bottom = rows[0].y, rows[-1].y + rows[-1].height
        area = QRect(view.left, top, view.entries.width, bottom - top)
        seen = area.intersected(view.viewport().rect())
        return QRect(view.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def widgets(self, number: int) -> list[QWidget]:
        return self._view.fittings.widgets(self._view.entries.message(number).id)

    def seen(self) -> Sequence[int]:
        return sorted({row.entry for row in self._view.sight.rows})

    def widget(self) -> Canvas:
        return self._view

    def focus(self, number: int) -> None:
        self._view.setFocus()
        if number not in self.seen():
            self._view.show_leaf(number, 0, self._view.sight.above)
