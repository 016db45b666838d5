"""Leaves that move sideways together, of which only the last shows the bar."""

from promptrun_desktop.ui.transcript.side_scroll import SideScroll


class WithoutBar(SideScroll):
    """The same movement as another's, for a leaf on which no bar can be pressed."""

    def __init__(self, shared: SideScroll) -> None:
        self._shared = shared
        super().__init__()

    @property
    def needed(self) -> bool:
        return self._shared.needed

    @property
    def offset(self) -> int:  # type: ignore[override]
        return self._shared.offset

    @offset.setter
    def offset(self, value: int) -> None:
        """Only the shared one moves."""

    def move_to(self, offset: float) -> bool:
        return self._shared.move_to(offset)

    def press(self, x: float, y: float) -> bool:
        return False

    def covers(self, x: float, y: float) -> bool:
        return False
