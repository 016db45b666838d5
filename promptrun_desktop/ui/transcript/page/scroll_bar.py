"""The scroll bar of a page whose height is partly guessed: it follows, it never leads astray."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollBar

from promptrun_desktop.ui.throttle import Throttle
from promptrun_desktop.ui.transcript.page.sight import Sight

# Painting the bar costs more than the text that grows: six times a second is enough then.
_LAZY_MS = 160


class BarSync:
    """`moved` hears of the values that a person brought about."""

    def __init__(
        self, bar: QScrollBar, sight: Sight, moved: Callable[[int], None], parent: QObject
    ) -> None:
        self._bar = bar
        self._sight = sight
        self._moved = moved
        self._setting = False
        self._lazily = Throttle(self.sync, _LAZY_MS, parent)
        bar.valueChanged.connect(self._on_value)
        bar.sliderReleased.connect(self.sync)

    def sync_soon(self) -> None:
        self._lazily.request()

    def sync(self) -> None:
        """Show where the view is. Under a hand that drags it, the bar stays as it is."""
        self._lazily.cancel()
        if self._bar.isSliderDown():
            return
        end, value = self._sight.end, self._sight.value
        self._setting = True
        try:
            if self._bar.maximum() != end:
                self._bar.setRange(0, end)
                # It keeps its room, and shows no handle where there is nothing to scroll.
                self._bar.setEnabled(end > 0)
            if self._bar.pageStep() != self._sight.height:
                self._bar.setPageStep(self._sight.height)
                self._bar.setSingleStep(40)
            self._bar.setValue(min(value, end))
        finally:
            self._setting = False

    def _on_value(self, value: int) -> None:
        if self._setting:
            return
        end = self._bar.maximum()
        # Under the hand the range may be an old one: its ends still mean the ends.
        self._moved(self._sight.end if value >= end else value)
