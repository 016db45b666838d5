"""What was found, in the place of the list of chats: how much, the hits, what is still read."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from promptrun_desktop.domain.search import Found, Hit
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.search.model import ResultsModel
from promptrun_desktop.ui.search.results import ResultsList
from promptrun_desktop.ui.widgets import ElidedLabel, IconButton, plain_label

# Milliseconds. What was found before stays on the screen that long, so that the list does not
# flicker with each letter; it is read out when nothing else came for a while.
_FLICKER, _QUIET = 120, 500
_SIDE, _INDENT = 12, 8


class ResultsPane(QWidget):
    """`wait`, then `show_found` or `show_trouble`; nothing that was found for another text can be
    opened or read meanwhile. `help_requested` asks for words about filters."""

    help_requested = Signal()

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("search_pane")
        self._hits = ResultsModel(today)
        self._all = True
        # Read out for this text; the same again is not.
        self._announced = ""
        self.list = ResultsList(look, self._hits)
        self._count = ElidedLabel()
        self._count.setObjectName("search_count")
        self._count.setProperty("textSize", "small")
        self._count.setProperty("tone", "dim")
        self.help = IconButton(look, "help", self.tr("How to narrow a search"), "search_help")
        self.help.clicked.connect(self.help_requested)
        self._unclear = self._sentence("warn", "search_unclear")
        self._hint = self._sentence("dim", "search_hint")
        self._progress = self._sentence("dim", "search_progress")
        self._thaw = QTimer(self, singleShot=True, interval=_FLICKER)
        self._thaw.timeout.connect(lambda: self.setUpdatesEnabled(True))
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._announce)
        self._room = self._make_room()
        self._lay_out()

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits.hits

    @property
    def has_all(self) -> bool:
        """Whether nothing more can be loaded."""
        return self._all

    def wait(self) -> None:
        """Another text is looked for."""
        self._announced = ""
        self._quiet.stop()
        if self.isVisible():
            self.setUpdatesEnabled(False)
            self._thaw.start()
        self._hits.set_hits(())
        self._say("", "", "")

    def show_found(self, found: Found) -> None:
        """Hits that continue those shown are put below them."""
        self._all = found.is_end
        known = len(self._hits.hits)
        if known and tuple(self._hits.hits) == found.hits[:known]:
            self._hits.add(found.hits[known:])
        else:
            place = self.list.verticalScrollBar().value() if known else 0
            self._hits.set_hits(found.hits)
            self.list.executeDelayedItemsLayout()
            self.list.verticalScrollBar().setValue(place)
        self._say(self._told(), self._hint_for(found), self._unclear_of(found))
        self._settle()
        self.list.executeDelayedItemsLayout()
        self.list.look_ahead()

    def show_trouble(self, sentence: str) -> None:
        self._hits.set_hits(())
        self._all = True
        self._say(self.tr("The search did not work."), sentence, "")
        self._settle()

    def show_progress(self, share: float | None) -> None:
        """How much of the older chats is read already, 0 to 1; None, or 1, for all."""
        reading = share is not None and share < 1
        if reading and share is not None:
            percent = max(0, min(99, int(share * 100)))
            text = self.tr("Still reading older chats… {percent} %")
            if not percent:
                text = self.tr("Still reading older chats…")
            self._progress.setText(text.replace("{percent}", str(percent)))
        self._progress.setVisible(reading)

    def _told(self) -> str:
        count = len(self._hits.hits)
        if not count:
            return self.tr("Nothing found")
        if not self._all:
            return self.tr("The newest {n} results").replace("{n}", str(count))
        if count == 1:
            return self.tr("1 result")
        return self.tr("{n} results").replace("{n}", str(count))

    def _hint_for(self, found: Found) -> str:
        if self._hits.hits:
            return ""
        return self.tr("Try fewer words, or only the beginning of one. “?” shows ways to narrow.")

    def _unclear_of(self, found: Found) -> str:
        if not found.not_understood:
            return ""
        words = ", ".join(f"“{each}”" for each in found.not_understood)
        return self.tr("Not understood: {words}").replace("{words}", words)

    def _say(self, count: str, hint: str, unclear: str) -> None:
        """Without a list everything is said in its place, which scrolls."""
        self._count.setText(count)
        self._hint.setText("\n\n".join(filter(None, (unclear, hint))))
        self._unclear.setText(unclear)
        self._unclear.setVisible(bool(unclear and not hint))
        self.list.setVisible(not hint)
        self._room.setVisible(bool(hint))

    def _settle(self) -> None:
        self._thaw.stop()
        self.setUpdatesEnabled(True)
        self._quiet.start()

    def _announce(self) -> None:
        if QAccessible.isActive() and self.isVisible():
            said = ". ".join(filter(None, (self._count.text(), self._unclear.text())))
            if said == self._announced:
                return
            self._announced = said
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._count, said))

    def _sentence(self, tone: str, name: str) -> QLabel:
        label = plain_label("", tone, "small")
        label.setObjectName(name)
        label.setContentsMargins(_INDENT, 2, _INDENT, 6)
        label.hide()
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_INDENT, 0, 0, 0)
        head.addWidget(self._count, 1)
        head.addWidget(self.help)
        above = QVBoxLayout()
        above.setContentsMargins(_SIDE, 4, _SIDE, 0)
        above.setSpacing(0)
        above.addLayout(head)
        for each in (self._progress, self._unclear):
            above.addWidget(each)
        rows = QVBoxLayout()
        rows.setContentsMargins(_SIDE, 2, 0, 8)  # the list keeps the margin at its end itself
        rows.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(rows, 1)
        column.addWidget(self._room, 1)

    def _make_room(self) -> QScrollArea:
        """For what is said where there is nothing to list."""
        said = QWidget()
        inside = QVBoxLayout(said)
        inside.setContentsMargins(_SIDE, 0, _SIDE, 8)
        inside.addWidget(self._hint)
        inside.addStretch(1)
        self._hint.show()
        room = QScrollArea()
        room.setObjectName("search_said")
        room.setAccessibleName(self.tr("Search results"))
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(said)
        # The sidebar's ground is seen through both.
        room.viewport().setAutoFillBackground(False)
        said.setAutoFillBackground(False)
        room.hide()
        return room
