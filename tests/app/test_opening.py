"""Files wait for the chats to be open: each once, and not without end."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from promptrun_desktop.app.opening import MOST, Opening


class Window(QWidget):
    is_closed = False


class Sharing(QWidget):
    """Stands in for a page's; what was opened is busy until `freed`."""

    freed = Signal()
    awaits_file = False

    def __init__(self) -> None:
        super().__init__()
        self.is_busy = False
        self.opened: list[Path] = []

    def open(self, _window: QWidget, path: Path) -> None:
        self.opened.append(path)
        self.is_busy = True

    def free(self) -> None:
        self.is_busy = False
        self.freed.emit()


def test_files_wait_in_their_order_each_once_and_only_so_many(qtbot):
    window, sharing = Window(), Sharing()
    opening = Opening(window)
    names = [f"/chats/{number}.promptrun" for number in range(MOST + 10)]
    for name in [*names, *names]:
        opening.open(name)
    opening.serve(sharing)
    for count in range(1, MOST + 1):
        qtbot.waitUntil(lambda count=count: len(sharing.opened) == count)
        sharing.free()
    qtbot.wait(20)
    assert sharing.opened == [Path(each) for each in names[:MOST]]


def test_while_the_chats_are_closed_they_wait(qtbot):
    window, sharing = Window(), Sharing()
    opening = Opening(window)
    opening.serve(sharing)
    opening.pause()
    opening.open("/a.promptrun")
    assert sharing.opened == []
    again = Sharing()
    opening.serve(again)
    assert (sharing.opened, again.opened) == ([], [Path("/a.promptrun")])


def test_a_window_that_is_closed_opens_nothing(qtbot):
    window, sharing = Window(), Sharing()
    window.is_closed = True
    opening = Opening(window)
    opening.serve(sharing)
    opening.open("/a.promptrun")
    assert sharing.opened == []
