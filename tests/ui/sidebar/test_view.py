"""The sidebar as a person meets it."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QWidget

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.ui.sidebar import Sidebar
from promptrun_desktop.ui.sidebar.roles import ID_ROLE

NOON = datetime(2026, 11, 22, 12, 0).astimezone()


def chat(name: str, hours: float, title: str | None = None) -> Conversation:
    return Conversation(
        id=name, title=name if title is None else title, updated_at=NOON - timedelta(hours=hours)
    )


# All but `wanted`, which is said by scrolling.
WISHES = (
    *(
        "opened",
        "renamed",
        "exported",
        "printed",
        "pinned",
        "archived",
        "moved",
        "deleted",
        "restored",
    ),
    *("purged", "emptied", "folder_made", "folder_renamed", "folder_deleted", "folded"),
)


class Story:
    def __init__(self, qtbot, look) -> None:
        self.bar = Sidebar(look, today=lambda: date(2026, 11, 22))
        self.told: list[tuple[str, ...]] = []
        for name in WISHES:
            getattr(self.bar.wishes, name).connect(
                lambda *each, name=name: self.told.append((name, *each))
            )
        for name in (
            *("new_chat_requested", "preferences_requested", "hide_requested", "status_acted"),
        ):
            getattr(self.bar, name).connect(lambda name=name: self.told.append((name,)))
        self.bar.set_conversations([chat("a", 1), chat("b", 2), chat("c", 24), chat("d", 25)])
        qtbot.addWidget(self.bar)
        self.bar.resize(256, 500)
        self.bar.show()
        qtbot.waitExposed(self.bar)
        self.list: QListView = self.bar.findChild(QListView, "chats")
        self._bot = qtbot

    def place(self, name: str) -> QPoint:
        return self.list.visualRect(self.bar._model.index_of(name)).center()

    def click(self, name: str) -> None:
        self._bot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=self.place(name))

    def press(self, key, widget: QWidget | None = None) -> None:
        self._bot.keyClick(widget or self.list, key)
        QApplication.processEvents()  # an editor is closed by a queued call

    def part(self, name: str) -> QWidget:
        return self.bar.findChild(QWidget, name)

    def selected(self) -> list[str]:
        return [index.data(ID_ROLE) for index in self.list.selectedIndexes()]

    def editor(self) -> QLineEdit | None:
        found = [each for each in self.list.findChildren(QLineEdit) if each.isVisible()]
        return found[-1] if found else None


@pytest.fixture
def story(qtbot, look) -> Story:
    return Story(qtbot, look)


def test_a_click_opens_a_chat_and_selects_it_only_when_it_is_open(story):
    story.click("b")
    assert story.told == [("opened", "b")]
    assert story.selected() == []
    story.bar.set_current("b")
    assert story.selected() == ["b"]


def test_arrows_pass_over_headings_and_enter_opens(story):
    story.bar.set_current("b")
    story.press(Qt.Key.Key_Down)
    assert story.told == []
    assert story.selected() == ["b"]
    story.press(Qt.Key.Key_Return)
    assert story.told == [("opened", "c")]


def test_setting_the_current_chat_opens_nothing(story):
    story.bar.set_current("c")
    assert story.told == []


def test_the_selection_outlives_changes_around_and_of_its_row(story):
    story.bar.set_current("d")
    story.bar.upsert(chat("new", 0))
    story.bar.upsert(chat("d", -1, "Better title"))
    story.bar.remove("a")
    assert story.selected() == ["d"]
    assert story.list.selectedIndexes()[0].data() == "Better title"
    story.bar.set_conversations([chat("x", 0), chat("d", 3)])
    assert story.selected() == ["d"]


def test_a_chat_that_is_opened_before_it_is_listed_is_selected_when_it_comes(story):
    story.bar.set_current("new")
    assert story.selected() == []
    story.bar.upsert(chat("new", 0))
    assert story.selected() == ["new"]


def test_removing_a_row_never_selects_its_neighbour(story, qtbot):
    story.bar.set_current("a")
    story.press(Qt.Key.Key_Down)
    story.bar.remove("b")
    assert story.selected() == ["a"]
    story.bar.remove("a")
    assert story.selected() == []
    assert story.told == []


def test_a_chat_can_be_removed_while_its_row_has_the_keyboard_and_the_pointer(story, qtbot):
    for name in ("d", "c", "a", "b"):
        story.bar.set_current(name)
        qtbot.mouseMove(story.list.viewport(), story.place(name))
        story.bar.remove(name)
        story.bar.grab()
    assert story.list.model().rowCount() == 0


def test_a_new_chat_selects_nothing(story):
    story.bar.set_current("a")
    story.bar.set_current(None)
    assert story.selected() == []


def test_f2_renames_in_place_and_enter_saves(story, qtbot):
    story.bar.set_current("b")
    story.press(Qt.Key.Key_F2)
    assert story.editor().selectedText() == "b"
    qtbot.keyClicks(story.editor(), "Pasta")
    story.press(Qt.Key.Key_Return, story.editor())
    assert story.told == [("renamed", "b", "Pasta")]


def test_escape_leaves_the_name_as_it_was(story, qtbot):
    story.bar.start_rename("b")
    qtbot.keyClicks(story.editor(), "Pasta")
    story.press(Qt.Key.Key_Escape, story.editor())
    assert story.told == []
    assert story.editor() is None


def test_a_name_being_typed_is_not_overwritten_by_a_change_of_its_row(story, qtbot):
    story.bar.start_rename("b")
    qtbot.keyClicks(story.editor(), "Pas")
    story.bar.upsert(chat("b", 0, "named by the first question"))
    qtbot.keyClicks(story.editor(), "ta")
    story.press(Qt.Key.Key_Return, story.editor())
    assert story.told == [("renamed", "b", "Pasta")]


def test_delete_asks_for_it_and_backspace_does_not(story):
    story.bar.set_current("b")
    story.press(Qt.Key.Key_Backspace)
    assert story.told == []
    story.press(Qt.Key.Key_Delete)
    assert story.told == [("deleted", ["b"])]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Save as document…", ("exported", ["c"])),
        ("Print…", ("printed", ["c"])),
        ("Delete", ("deleted", ["c"])),
        ("Pin", ("pinned", ["c"], True)),
        ("Archive", ("archived", ["c"], True)),
    ],
)
def test_the_menu_acts_on_the_chat_under_the_pointer(story, name, told):
    story.bar.set_current("a")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse,
        story.place("c"),
        story.list.viewport().mapToGlobal(story.place("c")),
    )
    QApplication.sendEvent(story.list.viewport(), event)
    menu = story.list.findChild(QMenu, "chat_menu")
    assert [each.text() for each in menu.actions()] == [
        *("Rename", "Pin", "Move to folder", "Archive"),
        *("Save as document…", "Print…", "Delete"),
    ]
    next(each for each in menu.actions() if each.text() == name).trigger()
    menu.close()
    assert story.told == [told]


def test_the_menu_renames_in_place(story):
    menu = story.list.menu_of("c")
    menu.actions()[0].trigger()
    menu.close()
    assert story.editor().text() == "c"


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("new_chat", "new_chat_requested"),
        ("hide_sidebar", "hide_requested"),
        ("preferences", "preferences_requested"),
    ],
)
def test_each_button_tells_what_is_wanted(story, qtbot, button, told):
    qtbot.mouseClick(story.part(button), Qt.MouseButton.LeftButton)
    assert story.told == [(told,)]


def test_the_status_row_tells_the_state_and_what_to_do(story, qtbot):
    story.bar.set_status("Promptrun · connected", "ok")
    assert story.part("status").text() == "Promptrun · connected"
    assert not story.part("status_button").isVisible()
    story.bar.set_status("Not connected", "warn", "Connect")
    qtbot.mouseClick(story.part("status_button"), Qt.MouseButton.LeftButton)
    assert story.told == [("status_acted",)]
    assert story.part("status_button").text() == "Connect"


def test_the_title_of_a_chat_can_be_asked_for(story):
    assert story.bar.title_of("a") == "a"
    assert story.bar.title_of("gone") == ""


def test_hostile_titles_are_drawn_as_one_line_of_plain_text(story, qtbot):
    story.bar.upsert(chat("x", 0, "<img src=x>\n<b>bold</b>" + "\u202e" * 5 + "z" * 10_000))
    story.bar.upsert(chat("y", 0, "رسالة شكر قصيرة"))
    story.bar.grab()
    height = story.list.visualRect(story.bar._model.index_of("x")).height()
    assert height == story.list.visualRect(story.bar._model.index_of("a")).height()


def test_a_right_to_left_title_stands_at_its_own_side(story, qtbot):
    story.bar.set_conversations([chat("x", 24, "שלום"), chat("y", 25, "Hello")])
    story.list.clearFocus()
    qtbot.mouseMove(story.list.viewport(), QPoint(5, 5))
    image = story.list.grab().toImage()

    def inked(name: str) -> list[int]:
        rect = story.list.visualRect(story.bar._model.index_of(name))
        ground = image.pixel(rect.center().x(), rect.top() + 2)
        return [
            x
            for x in range(rect.left(), rect.right())
            if any(image.pixel(x, y) != ground for y in range(rect.top() + 4, rect.bottom() - 4))
        ]

    middle = story.list.viewport().width() / 2
    assert min(inked("x")) > middle
    assert max(inked("y")) < middle
