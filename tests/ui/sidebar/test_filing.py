"""Folders, choosing several, the archive and the bin, as a person meets them."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from promptrun_desktop.domain.folder import ARCHIVE, BIN, RECENT, Folder, Shelf, ShelfKind
from promptrun_desktop.ui.sidebar.carried import MIME
from promptrun_desktop.ui.sidebar.roles import FOLDER_ROLE, LEFT_ROLE
from promptrun_desktop.ui.sidebar.rows import RowsView
from tests.ui.sidebar.test_view import NOON, Story, chat, story  # noqa: F401

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORK = Folder("Work & <b>play</b>", "work")


@pytest.fixture
def filed(story: Story) -> Story:  # noqa: F811
    """a, b, c, d in no folder; e in an open folder."""
    story.bar.set_folders([WORK], frozenset())
    story.bar.upsert(_in_folder("e", 30))
    QApplication.processEvents()
    return story


def _in_folder(name: str, hours: float):
    from dataclasses import replace

    return replace(chat(name, hours), folder_id="work")


def _rows(story: Story) -> list[str]:  # noqa: F811
    model = story.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _click(story: Story, name: str, modifier) -> None:  # noqa: F811
    from PySide6.QtTest import QTest

    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(story.list.viewport(), left, modifier, story.place(name))


def _named(menu: QMenu, name: str):
    found = [each for each in menu.actions() if each.objectName() == name]
    for each in menu.findChildren(QMenu):
        found += [action for action in each.actions() if action.objectName() == name]
    return found[0]


def test_several_chats_are_chosen_and_one_deed_is_for_all(filed):
    filed.bar.set_current("a")
    _click(filed, "c", CTRL)
    assert sorted(filed.selected()) == ["a", "c"]
    assert filed.told == []
    filed.press(Qt.Key.Key_Delete)
    assert filed.told == [("deleted", ["a", "c"])]
    menu = filed.list.menu_of("c")
    assert "pencil_chat" not in [each.objectName() for each in menu.actions()]
    _named(menu, "archive_chat").trigger()
    assert filed.told[-1] == ("archived", ["a", "c"], True)
    # What is done with another chat is for that alone.
    assert filed.list.chosen("b") == ["b"]


def test_shift_chooses_all_between_and_no_heading(filed):
    filed.bar.set_current("a")
    _click(filed, "c", SHIFT)
    assert sorted(filed.selected()) == ["a", "b", "c"]
    filed.bar.set_current("b")
    assert filed.selected() == ["b"]


def test_a_folder_closes_with_a_click_and_opens_with_the_keyboard(filed, qtbot):
    heading = filed.bar._model.folder_index("work")
    place = filed.list.visualRect(heading).center()
    qtbot.mouseClick(filed.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert filed.told == [("folded", ["work"])]
    assert "e" not in _rows(filed)
    filed.press(Qt.Key.Key_Right)
    assert filed.told[-1] == ("folded", [])
    assert "e" in _rows(filed)


def test_a_closed_folder_wears_the_dot_of_its_chats(filed):
    from promptrun_desktop.ui.sidebar.roles import UNREAD_ROLE

    filed.list.fold("work", folded=True)
    changed: list[int] = []
    filed.list.model().dataChanged.connect(lambda top, _end: changed.append(top.row()))
    filed.bar.set_unread(frozenset({"e"}))
    heading = filed.bar._model.folder_index("work")
    assert heading.data(UNREAD_ROLE) and changed == [heading.row()]
    filed.bar.set_unread(frozenset())
    assert not heading.data(UNREAD_ROLE)


def test_a_new_folder_is_named_in_the_list_and_takes_the_chat(filed, qtbot):
    _named(filed.list.menu_of("c"), "to_new").trigger()
    assert filed.editor() is not None
    qtbot.keyClicks(filed.editor(), "Trip")
    filed.press(Qt.Key.Key_Return, filed.editor())
    assert filed.told == [("folder_made", "Trip", ["c"])]
    QApplication.processEvents()
    assert len([1 for each in _rows(filed) if each == "Folder"]) == 0


def test_escape_makes_no_folder(filed, qtbot):
    _named(filed.list.menu_of("c"), "to_new").trigger()
    qtbot.keyClicks(filed.editor(), "Trip")
    filed.press(Qt.Key.Key_Escape, filed.editor())
    QApplication.processEvents()
    assert filed.told == []
    assert filed.bar._model.folder_index("+").isValid() is False


def test_a_chat_is_moved_by_its_menu_whatever_the_folder_is_called(filed):
    menu = filed.list.menu_of("c")
    action = _named(menu, "to_work")
    assert action.text() == "Work && <b>play</b>"
    action.trigger()
    assert filed.told == [("moved", ["c"], "work")]
    _named(filed.list.menu_of("e"), "to_none").trigger()
    assert filed.told[-1] == ("moved", ["e"], "")


def test_a_folder_is_renamed_and_deleted_from_its_menu(filed, qtbot):
    index = filed.bar._model.folder_index("work")
    _named(filed.list.menu_at(index), "rename_folder").trigger()
    qtbot.keyClicks(filed.editor(), "Job")
    filed.press(Qt.Key.Key_Return, filed.editor())
    _named(filed.list.menu_at(index), "delete_folder").trigger()
    assert filed.told == [("folder_renamed", "work", "Job"), ("folder_deleted", "work")]


def _drop(story: Story, mime: QMimeData, at: QPoint) -> bool:  # noqa: F811
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.MoveAction, mime, buttons, none)
    QApplication.sendEvent(story.list.viewport(), enter)
    drop = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, mime, buttons, none, QEvent.Type.Drop)
    QApplication.sendEvent(story.list.viewport(), drop)
    return enter.isAccepted()


def _mime(story: Story, *names: str) -> QMimeData:  # noqa: F811
    model = story.bar._model
    return model.mimeData([model.index_of(each) for each in names])


def test_a_chat_is_dropped_onto_a_folder_and_out_of_it(filed):
    heading = filed.list.visualRect(filed.bar._model.folder_index("work")).center()
    assert _drop(filed, _mime(filed, "a", "b"), heading)
    assert _drop(filed, _mime(filed, "e"), filed.place("c"))
    assert filed.told == [("moved", ["a", "b"], "work"), ("moved", ["e"], "")]
    # It is there already, and text of another program is no chat.
    text = QMimeData()
    text.setText("a")
    _drop(filed, _mime(filed, "e"), heading)
    assert not _drop(filed, text, heading)
    assert len(filed.told) == 2


def test_a_chat_is_dropped_onto_the_pinned_ones_and_away_from_them(filed):
    from dataclasses import replace

    filed.bar.upsert(replace(chat("p", 40), pinned=True))
    _drop(filed, _mime(filed, "e"), filed.place("p"))
    _drop(filed, _mime(filed, "p"), filed.place("p"))
    _drop(filed, _mime(filed, "p"), filed.place("c"))
    assert filed.told == [("pinned", ["e"], True), ("moved", ["p"], "")]


def test_what_is_pressed_is_dragged_with_what_is_chosen(filed, monkeypatch):
    # The platform's own loop runs while something is dragged: what it is given is looked at.
    dragged: list[bytes] = []

    def drag(view, _actions):
        mime = filed.bar._model.mimeData(view.selectedIndexes())
        dragged.append(bytes(mime.data(MIME).data()))

    monkeypatch.setattr(RowsView, "startDrag", drag, raising=False)
    filed.bar.set_current("a")
    _click(filed, "c", CTRL)
    _pull(filed, "c")
    _pull(filed, "b")
    assert dragged == [b"a\nc", b"b"]
    assert sorted(filed.selected()) == ["a", "c"]
    assert filed.told == []


def _pull(story: Story, name: str) -> None:  # noqa: F811
    """Press a chat, and move the pointer away with the button held."""
    from PySide6.QtTest import QTest

    view, place = story.list.viewport(), story.place(name)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, place)
    for step in (1, 9, 20):
        at = QPointF(place + QPoint(step, 0))
        moved = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), left, left, none)
        QApplication.sendEvent(view, moved)
    QTest.mouseRelease(view, left, none, place)


def test_letters_lead_to_the_name_that_begins_so(filed):
    filed.bar.upsert(chat("x", 3, "Pasta"))
    filed.bar.upsert(chat("y", 4, "Planets"))
    filed.list.setFocus()
    filed.list.keyboardSearch("p")
    assert filed.list.currentIndex().data() == "Pasta"
    filed.list.keyboardSearch("l")
    assert filed.list.currentIndex().data() == "Planets"
    assert filed.told == []


def test_the_archive_shows_its_own_list_with_a_way_back(filed, qtbot):
    from dataclasses import replace

    wanted: list[tuple] = []
    filed.bar.wishes.wanted.connect(lambda *each: wanted.append(each))
    filed.bar.upsert(replace(chat("z", 50), archived=True))
    filed.bar.set_counts(1, 0)
    assert "z" not in _rows(filed)
    assert filed.part("archive_row").text() == "Archive  1"
    assert filed.part("bin_row").text() == "Bin"
    qtbot.mouseClick(filed.part("archive_row"), Qt.MouseButton.LeftButton)
    assert filed.part("archive_chats").isVisible() and not filed.list.isVisible()
    assert wanted[-1][0] == ARCHIVE
    menu = filed.part("archive_chats").menu_of("z")
    _named(menu, "unarchive_chat").trigger()
    assert filed.told == [("archived", ["z"], False)]
    qtbot.mouseClick(filed.part("archive_back"), Qt.MouseButton.LeftButton)
    assert filed.list.isVisible()


def test_the_bin_restores_and_deletes_for_good(filed, qtbot):
    from dataclasses import replace

    filed.bar.upsert(replace(chat("z", 50), deleted_at=NOON))
    filed.bar.set_counts(0, 1)
    qtbot.mouseClick(filed.part("bin_row"), Qt.MouseButton.LeftButton)
    bin = filed.part("bin_chats")
    place = bin.visualRect(filed.bar._binned.index_of("z")).center()
    qtbot.mouseClick(bin.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert filed.told == []
    qtbot.keyClick(bin, Qt.Key.Key_Delete)
    qtbot.keyClick(bin, Qt.Key.Key_Return)
    qtbot.mouseDClick(bin.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(filed.part("bin_act"), Qt.MouseButton.LeftButton)
    assert filed.told == [
        ("purged", ["z"]),
        *[("restored", ["z"])] * 2,
        ("emptied",),
    ]
    qtbot.keyClick(bin, Qt.Key.Key_Escape)
    assert filed.list.isVisible()


def test_what_is_not_read_has_a_row_and_is_asked_for_where_it_is_seen(filed):
    wanted: list[tuple] = []
    filed.bar.wishes.wanted.connect(lambda *each: wanted.append(each))
    filed.bar.set_left(RECENT, 5000)
    QApplication.processEvents()
    assert wanted and wanted[-1][0] == RECENT and 0 < wanted[-1][1] < 100
    bar = filed.list.verticalScrollBar()
    whole = bar.maximum()
    bar.setValue(whole)
    assert wanted[-1] == (RECENT, 5000)
    for number in range(50):
        filed.bar.upsert(chat(f"n{number}", 26 + number / 100))
    filed.bar.set_left(RECENT, 4950)
    QApplication.processEvents()
    assert bar.maximum() == whole
    assert filed.list.indexAt(QPoint(5, 5)).data(LEFT_ROLE)


def test_an_opened_folder_asks_for_its_chats(filed):
    wanted: list[tuple] = []
    filed.bar.wishes.wanted.connect(lambda *each: wanted.append(each))
    filed.list.fold("work", folded=True)
    assert wanted == []
    filed.list.fold("work", folded=False)
    assert wanted[0][0] == Shelf(ShelfKind.FOLDER, "work")


def test_what_is_read_stays_where_it_is_when_a_chat_comes_above(filed):
    for number in range(60):
        filed.bar.upsert(chat(f"n{number}", 26 + number / 100))
    QApplication.processEvents()
    bar = filed.list.verticalScrollBar()
    bar.setValue(20 * filed.list.row_height + 7)
    place = filed.place("n30")
    filed.bar.upsert(chat("new", 0))
    QApplication.processEvents()
    assert filed.place("n30") == place
    assert filed.list.indexAt(QPoint(5, 5)).data(FOLDER_ROLE) is None


def test_a_chat_that_goes_to_the_bin_leaves_the_list(filed):
    from dataclasses import replace

    filed.bar.remove("a")
    filed.bar.upsert(replace(chat("a", 1), deleted_at=NOON))
    assert "a" not in _rows(filed)
    assert filed.bar._binned.index_of("a").isValid()
    assert BIN.kind is ShelfKind.BIN


def test_shift_and_arrows_choose_from_the_open_chat_on(filed, qtbot):
    filed.bar.set_current("a")
    qtbot.keyClick(filed.list, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(filed.list, Qt.Key.Key_Down, SHIFT)
    assert sorted(filed.selected()) == ["a", "b", "c"]
    qtbot.keyClick(filed.list, Qt.Key.Key_Up, SHIFT)
    assert sorted(filed.selected()) == ["a", "b"]
    assert filed.told == []


def test_a_change_among_ten_thousand_chats_moves_one_row(filed):
    model = filed.bar._model
    for number in range(10_000):
        model.upsert(chat(f"n{number:05}", 30 + number / 10))
    told: list[str] = []
    model.rowsMoved.connect(lambda *_: told.append("moved"))
    model.rowsInserted.connect(lambda *_: told.append("inserted"))
    model.modelReset.connect(lambda: told.append("reset"))
    model.upsert(chat("n09999", 0))
    # The heading of its month goes with the last of its chats alone.
    assert told == ["moved"]
    assert model.index_of("n09999").row() == model.index_of("a").row() - 1
