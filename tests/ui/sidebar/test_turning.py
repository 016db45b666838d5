"""The arc of a chat that is being answered: it turns where it is seen, and nowhere else."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.ui.sidebar.turning import FRAME
from tests.ui.sidebar.test_view import Story, chat, story  # noqa: F401


class Paints(QObject):
    """The rectangles that a viewport paints."""

    def __init__(self, viewport) -> None:
        super().__init__(viewport)
        self.rects: list = []
        viewport.installEventFilter(self)

    def eventFilter(self, _watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.region().boundingRect())
        return False


def _row(story: Story, name: str):  # noqa: F811
    return story.list.visualRect(story.bar._model.index_of(name))


def test_it_turns_only_while_an_answer_is_written(story):  # noqa: F811
    assert not story.list.turning.is_turning
    story.bar.set_writing(frozenset({"b"}))
    assert story.list.turning.is_turning
    story.bar.set_writing(frozenset())
    assert not story.list.turning.is_turning


def test_it_rests_while_the_list_is_hidden_or_the_chat_is_elsewhere(story):  # noqa: F811
    story.bar.set_writing(frozenset({"b"}))
    story.bar.hide()
    assert not story.list.turning.is_turning
    story.bar.show()
    assert story.list.turning.is_turning
    story.bar.remove("b")
    assert not story.list.turning.is_turning
    story.bar.upsert(chat("b", 2))
    assert story.list.turning.is_turning


def test_a_frame_paints_the_row_that_is_written_alone(story, qtbot):  # noqa: F811
    story.bar.set_writing(frozenset({"b"}))
    paints = Paints(story.list.viewport())
    # The window itself is painted first.
    qtbot.waitUntil(lambda: story.list.turning.angle > 0, timeout=20 * FRAME)
    QApplication.processEvents()
    paints.rects.clear()
    qtbot.waitUntil(lambda: len(paints.rects) >= 2, timeout=20 * FRAME)
    assert {each.getRect() for each in paints.rects} == {_row(story, "b").getRect()}


@pytest.mark.parametrize("folded", [False, True])
def test_the_arc_is_another_picture_than_the_dot_also_at_a_closed_folder(story, folded):  # noqa: F811
    from dataclasses import replace

    story.bar.set_folders([Folder("Work", "work")], frozenset({"work"} if folded else ()))
    story.bar.upsert(replace(chat("e", 30), folder_id="work"))
    model = story.bar._model
    row = story.list.visualRect(model.folder_index("work") if folded else model.index_of("e"))

    def look():
        return story.list.viewport().grab(row).toImage()

    plain = look()
    story.bar.set_unread(frozenset({"e"}))
    dot = look()
    story.bar.set_writing(frozenset({"e"}))
    arc = look()
    story.list.turning.angle = 180
    assert len({bytes(each.constBits()) for each in (plain, dot, arc, look())}) == 4
