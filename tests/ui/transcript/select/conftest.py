import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from promptrun_desktop.ui.transcript.select.mouse import Mouse
from promptrun_desktop.ui.transcript.select.selecting import Selecting

from ..fake_page import FakePage


@pytest.fixture
def page(sheet):
    return FakePage(sheet)


@pytest.fixture
def selecting(page):
    return Selecting(page)


class Hand:
    """A mouse over a viewport as large as the page's."""

    def __init__(self, page, selecting, viewport):
        self.mouse = Mouse(page, selecting, viewport)
        self.clicked = []
        self.mouse.clicked.connect(self.clicked.append)

    def press(self, point, modifiers=Qt.KeyboardModifier.NoModifier):
        self.mouse.press(_event(QEvent.Type.MouseButtonPress, point, modifiers))

    def move(self, point):
        self.mouse.move(_event(QEvent.Type.MouseMove, point))

    def release(self, point):
        self.mouse.release(_event(QEvent.Type.MouseButtonRelease, point))

    def drag(self, start, end):
        self.press(start)
        self.move(end)
        self.release(end)

    def click(self, point):
        self.press(point)
        self.release(point)

    def double(self, point):
        self.click(point)
        self.mouse.double(_event(QEvent.Type.MouseButtonDblClick, point))


def _event(kind, point, modifiers=Qt.KeyboardModifier.NoModifier):
    button = Qt.MouseButton.LeftButton
    return QMouseEvent(kind, QPointF(point), QPointF(point), button, button, modifiers)


@pytest.fixture
def hand(page, selecting, qtbot):
    viewport = QWidget()
    qtbot.addWidget(viewport)
    viewport.resize(page.width, page.height)
    return Hand(page, selecting, viewport)
