"""The header: words give way before the name of the model does."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from promptrun_desktop.ui.header import Header
from promptrun_desktop.ui.look import Look


class Picker(QPushButton):
    """Elides its name, as the real one."""

    def minimumSizeHint(self):
        return QSize(40, 30)


@pytest.fixture
def header(qtbot, qapp):
    picker = Picker("a model's name")
    header = Header(Look(qapp), picker)
    qtbot.addWidget(header)
    header.set_begun(True)
    header.set_temporary(True)
    header.show()
    header.picker = picker
    return header


def words(header):
    return [header.findChild(QPushButton, name).text() for name in ("export", "keep_chat")]


def narrowest(header):
    """The least width at which every button has its words."""
    header.resize(1200, 52)
    assert all(words(header))
    while all(words(header)):
        header.resize(header.width() - 4, 52)
    return header.width() + 4


def test_saving_loses_its_words_first_while_the_whole_name_is_seen(header):
    width = narrowest(header)
    assert words(header) == ["", "Keep this chat"]
    assert header.picker.width() >= header.picker.sizeHint().width()
    header.resize(width, 52)
    assert all(words(header))


def test_a_longer_name_takes_the_room_of_words_and_gives_it_back(header, qtbot):
    header.resize(narrowest(header), 52)
    header.picker.setText("a model with a longer name")
    qtbot.waitUntil(lambda: words(header)[0] == "")
    header.picker.setText("a model's name")
    qtbot.waitUntil(lambda: all(words(header)))


def test_a_name_without_end_leaves_the_words_alone_where_there_is_room(header, qtbot):
    header.picker.setText("a name " * 40)
    header.resize(700, 52)
    qtbot.wait(0)
    assert words(header)[1] == "Keep this chat"
