"""Real buttons in the leaves that are seen: made late, moved, lent to others, reached by Tab."""

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.buttons import SmallButton
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.fittings import Fittings
from promptrun_desktop.ui.transcript.leaves.chrome import ActionsLeaf, Chrome, ThinkingHead
from promptrun_desktop.ui.transcript.leaves.question_card import CardEnd, CardTop
from promptrun_desktop.ui.transcript.leaves.strip_leaf import StripLeaf
from promptrun_desktop.ui.transcript.version_switch import Versions
from tests.ui.transcript.conftest import question, reply

LEFT, WIDTH = 60, 400


class Card(Chrome):
    """A head of a card of code or a table, with the room its button needs."""

    def __init__(self, sheet, tool):
        super().__init__(sheet)
        self.tool = tool

    def tall(self):
        return 30

    def tool_place(self, size):
        return QRect(WIDTH - size.width(), 2, size.width(), size.height())


class Stage:
    """A viewport in a scroll area, in which whole frames are shown."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.area = QScrollArea()
        self.area.resize(600, 500)
        self.fittings = Fittings(sheet, self.area.viewport(), self.area)

    def frame(self, *shown):
        """(key, leaf, message, y) and, if it is the last, True."""
        self.fittings.begin()
        for key, leaf, message, y, *last in shown:
            leaf.measure(WIDTH)
            self.fittings.show(key, leaf, message, LEFT, y, WIDTH, last=bool(last))
        self.fittings.end()

    def find(self, name):
        found = self.area.viewport().findChildren(QWidget, name)
        return [widget for widget in found if widget.isVisible()]

    def one(self, name):
        (found,) = self.find(name)
        return found


@pytest.fixture
def stage(sheet, qtbot):
    stage = Stage(sheet)
    qtbot.addWidget(stage.area)
    stage.area.show()
    stage.area.activateWindow()
    qtbot.waitActive(stage.area)
    return stage


class Events(QObject):
    """How often widgets were moved, resized or painted, and which were painted."""

    def __init__(self, *widgets):
        super().__init__()
        self.count = 0
        self.painted = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.UpdateRequest,
            QEvent.Type.Paint,
        ):
            self.count += 1
        if event.type() == QEvent.Type.Paint:
            self.painted.add(watched)
        return False


def test_the_buttons_of_a_reply_ask_for_that_reply(stage, sheet):
    asked = []
    for name in ("copy_message", "edit", "retry", "more"):
        signal = getattr(stage.fittings, name)
        signal.connect(lambda who, *_place, name=name: asked.append((name, who)))
    stage.frame(("a", ActionsLeaf(sheet), reply("Hi", id="one"), 10))
    for name in ("copy_message", "retry_message", "more_message"):
        button = stage.one(name)
        assert button.property("message") == "one"
        button.click()
    assert asked == [("copy_message", "one"), ("retry", "one"), ("more", "one")]
    assert not stage.find("edit_message") and not stage.find("message_versions")
    stage.frame(("q", CardTop(sheet), question("Why?", id="two"), 10))
    stage.one("edit_message").click()
    assert asked[-1] == ("edit", "two")


def test_the_versions_of_a_reply_stand_before_its_buttons_also_while_it_is_written(stage, sheet):
    asked = []
    stage.fittings.version.connect(lambda who, step: asked.append((who, step)))
    leaf = ActionsLeaf(sheet)
    leaf.versions = Versions(2, 3)
    stage.frame(("a", leaf, reply("Hi", id="one"), 10))
    switch = stage.one("message_versions")
    assert switch.accessibleName() == "Version 2 of 3"
    assert switch.geometry().right() < stage.one("copy_message").x()
    stage.one("version_previous").click()
    stage.one("version_next").click()
    assert asked == [("one", -1), ("one", 1)]
    leaf.versions = Versions(3, 3)
    stage.frame(("a", leaf, reply("Hi", id="one", state=State.WRITING), 10))
    assert stage.one("version_previous").isEnabled()
    assert not stage.one("version_next").isEnabled()
    assert not stage.find("copy_message") and not stage.find("more_message")


def test_the_versions_of_a_question_stand_below_its_card(stage, sheet):
    leaf = CardEnd(sheet)
    plain = leaf.measure(WIDTH)
    leaf.show_versions(Versions(1, 2))
    stage.frame(("q", leaf, question("Why?", id="one"), 10))
    switch = stage.one("message_versions")
    assert leaf.height > plain
    assert switch.y() >= 10 + leaf.card_height()
    assert switch.geometry().bottom() < 10 + leaf.height
    assert switch.geometry().right() < LEFT + WIDTH
    assert switch.property("message") == "one"


def test_while_an_answer_is_written_nothing_else_can_be_asked_and_the_buttons_say_why(stage, sheet):
    shown = (
        ("q", CardTop(sheet), question("Why?", id="two"), 10),
        ("a", ActionsLeaf(sheet), reply("Hi", id="one"), 90),
    )
    stage.frame(*shown[:1])
    stage.fittings.set_busy(True)
    stage.frame(*shown)
    for name in ("edit_message", "retry_message"):
        assert not stage.one(name).isEnabled()
        assert stage.one(name).toolTip().startswith("Wait until")
    assert stage.one("retry_message").property("message") == "one"
    stage.fittings.set_busy(False)
    assert stage.one("edit_message").isEnabled() and stage.one("retry_message").isEnabled()
    assert "model" in stage.one("retry_message").toolTip()


def test_the_focus_goes_on_to_the_version_that_comes(stage, sheet):
    leaf, other = ActionsLeaf(sheet), ActionsLeaf(sheet)
    leaf.versions, other.versions = Versions(1, 2), Versions(2, 2)
    stage.frame(("a", leaf, reply("Hi", id="one"), 10))
    stage.one("version_next").setFocus()
    assert stage.fittings.target() == "one"
    stage.frame(("b", other, reply("Ho", id="two"), 10))
    stage.fittings.focus("two", "version_next")
    assert QApplication.focusWidget() is stage.one("version_previous")


def test_only_the_last_question_can_be_tried_again(stage, sheet):
    leaf, message = CardTop(sheet), question("Why?")
    stage.frame(("q", leaf, message, 10, True))
    assert stage.find("retry_message")
    stage.frame(("q", leaf, message, 10))
    assert not stage.find("retry_message")
    stage.frame(("q", leaf, message, 10, True))
    assert stage.find("retry_message")


def test_actions_of_a_question_stand_beside_its_card_and_never_outside(stage, sheet):
    leaf = CardTop(sheet)
    stage.frame(("q", leaf, question("Why?"), 30, True))
    row = stage.one("message_actions")
    assert row.x() >= 0
    assert row.geometry().right() < LEFT + leaf.inset
    assert row.y() == 30 + sheet.px(7)


def test_a_reply_that_is_written_has_no_actions_yet(stage, sheet):
    leaf = ActionsLeaf(sheet)
    stage.frame(("a", leaf, reply("So", id="r", state=State.WRITING), 10))
    assert not stage.find("message_actions")
    height = leaf.measure(WIDTH)
    stage.frame(("a", leaf, reply("So far", id="r"), 10))
    assert stage.one("message_actions").y() == 10
    assert leaf.measure(WIDTH) == height


def test_a_strip_says_its_sentence_and_asks_for_its_action(stage, sheet):
    asked = []
    stage.fittings.action.connect(lambda action, who: asked.append((action, who)))
    leaf = StripLeaf(sheet, Ending("The connection was lost.", "Continue", "go_on", "warn"))
    stage.frame(("s", leaf, reply("Hi", id="one"), 10))
    strip = stage.one("state_strip")
    assert strip.accessibleName() == "The connection was lost."
    assert strip.geometry() == QRect(LEFT, 10, WIDTH, leaf.height - sheet.px(8))
    stage.one("state_action").click()
    assert asked == [("go_on", "one")]


def test_the_thinking_button_follows_its_leaf(stage, sheet):
    asked = []
    stage.fittings.thinking_toggled.connect(asked.append)
    leaf, message = ThinkingHead(sheet), reply("Hi", id="one", reasoning="Hm")
    stage.frame(("t", leaf, message, 10))
    button = stage.one("show_thinking")
    narrow = button.width()
    assert (button.text(), button.accessibleName()) == ("Thinking", "Thinking")
    leaf.seconds = 12.0
    stage.frame(("t", leaf, message, 10))
    assert button.text() == button.accessibleName() == "Thought for 12 s"
    assert button.width() > narrow
    button.click()
    assert asked == ["one"]


def test_copying_code_is_confirmed_for_a_while(stage, sheet, qtbot):
    asked = []
    stage.fittings.copy_code.connect(asked.append)
    leaf = Card(sheet, "copy_code")
    stage.frame(("c", leaf, reply("code"), 10))
    button = stage.one("copy_code")
    edge = button.geometry().right()
    assert (button.text(), button.accessibleName()) == ("Copy", "Copy code")
    button.click()
    assert asked == [leaf]
    assert button.text() == "Copied"
    assert button.geometry().right() == edge
    qtbot.waitUntil(lambda: button.text() == "Copy", timeout=4000)


def test_a_button_lent_to_another_card_does_not_say_copied(stage, sheet):
    first, second = Card(sheet, "copy_code"), Card(sheet, "copy_code")
    asked = []
    stage.fittings.copy_code.connect(asked.append)
    stage.frame(("c", first, reply("one"), 10))
    button = stage.one("copy_code")
    button.click()
    stage.frame()
    assert not button.isVisible()
    stage.frame(("d", second, reply("two", id="two"), 50))
    assert stage.one("copy_code") is button
    assert button.text() == "Copy"
    assert button.property("message") == "two"
    button.click()
    assert asked == [first, second]


def test_the_button_of_a_table_shows_when_its_message_is_hovered(stage, sheet):
    asked = []
    stage.fittings.copy_table.connect(asked.append)
    leaf = Card(sheet, "copy_table")
    stage.frame(("t", leaf, reply("table", id="one"), 10))
    button = stage.one("copy_table")
    assert button.accessibleName() == "Copy as table"
    assert button.veiled
    stage.fittings.set_hovered("one")
    assert not button.veiled
    stage.fittings.set_hovered("")
    assert button.veiled
    button.click()
    assert asked == [leaf]


def test_what_comes_into_sight_under_the_mouse_is_unveiled(stage, sheet):
    stage.fittings.set_hovered("two")
    stage.frame(
        ("q", CardTop(sheet), question("1", id="one"), 10),
        ("r", CardTop(sheet), question("2", id="two"), 90),
    )
    veiled = [button.veiled for button in stage.find("copy_message")]
    assert sorted(veiled) == [False, True]
    stage.frame()
    stage.fittings.set_hovered("")
    stage.frame(("r", CardTop(sheet), question("2", id="two"), 90))
    assert stage.one("copy_message").veiled


def test_a_frame_in_which_nothing_changed_touches_no_widget(stage, sheet, qtbot):
    shown = (
        ("t", ThinkingHead(sheet), reply("Hi", id="one"), 10),
        ("c", Card(sheet, "copy_code"), reply("Hi", id="one"), 60),
        ("a", ActionsLeaf(sheet), reply("Hi", id="one"), 120),
        ("s", StripLeaf(sheet, Ending("Stopped.", "Go on", "go")), reply("Hi", id="one"), 200),
    )
    stage.frame(*shown)
    # Until it is painted, the frame before is still on its way.
    found = [each for each in stage.area.viewport().findChildren(QWidget) if each.isVisible()]
    before = Events(*found)
    qtbot.waitUntil(lambda: before.painted == set(found))
    events = Events(*found)
    stage.frame(*shown)
    QApplication.processEvents()
    assert events.count == 0


def test_widgets_are_lent_on_while_one_scrolls(stage, sheet):
    for top in range(60):
        stage.frame(
            *(
                (key, ActionsLeaf(sheet), reply("Hi", id=f"m{key}"), 100 * (key - top))
                for key in range(top, top + 4)
            )
        )
    assert len(stage.find("message_actions")) == 4
    assert len(stage.area.viewport().findChildren(QWidget, "message_actions")) <= 5


def test_few_are_kept_for_later(stage, sheet, qtbot):
    stage.frame(
        *((key, ActionsLeaf(sheet), reply("Hi", id=f"m{key}"), 40 * key) for key in range(30))
    )
    stage.fittings.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(stage.area.viewport().findChildren(QWidget, "message_actions")) == 8


def test_tab_goes_in_the_order_of_the_eye(stage, sheet):
    message, other = reply("Hi", id="one"), question("Why?", id="two")
    stage.frame(
        ("a", ActionsLeaf(sheet), message, 120),
        ("q", CardTop(sheet), other, 200, True),
        ("c", Card(sheet, "copy_code"), message, 60),
        ("t", ThinkingHead(sheet), message, 10),
    )
    stage.area.setFocus()
    names = []
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    actions = ["copy_message", "retry_message", "more_message"]
    asking = ["copy_message", "edit_message", "retry_message", "more_message"]
    assert names == ["show_thinking", "copy_code", *actions, *asking]
    standing = [each.objectName() for each in stage.fittings.widgets("one")]
    assert standing == ["show_thinking", "copy_code", "message_actions"]
    stage.frame(
        ("c", Card(sheet, "copy_code"), message, 10),
        ("t", ThinkingHead(sheet), message, 60),
    )
    stage.area.setFocus()
    QTest.keyClick(stage.area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "copy_code"


def test_the_transcript_takes_the_focus_of_a_button_that_goes(stage, sheet):
    leaf, message = ActionsLeaf(sheet), reply("Hi")
    stage.frame(("a", leaf, message, 10))
    stage.one("more_message").setFocus()
    stage.frame()
    assert QApplication.focusWidget() is stage.area


def test_a_button_that_stays_keeps_the_focus(stage, sheet):
    leaf, message = ActionsLeaf(sheet), reply("Hi")
    stage.frame(("a", leaf, message, 10))
    stage.one("more_message").setFocus()
    stage.frame(("a", leaf, message, -5), ("b", ActionsLeaf(sheet), reply("Ho", id="b"), 90))
    assert QApplication.focusWidget().objectName() == "more_message"


def test_a_larger_text_makes_larger_buttons(stage, sheet, look):
    leaf, message = ActionsLeaf(sheet), reply("Hi")
    shown = (("a", leaf, message, 10), ("c", Card(sheet, "copy_code"), message, 60))
    stage.frame(*shown)
    buttons = stage.area.viewport().findChildren(SmallButton)
    before = {button: button.height() for button in buttons if button.isVisible()}
    look.set("light", 150)
    sheet.reset()
    leaf.restyle()
    stage.fittings.restyle()
    stage.frame(*shown)
    assert all(button.height() > height for button, height in before.items())
    look.set("light", 100)


def test_a_copied_message_says_so_also_when_a_menu_did_it(stage, sheet, monkeypatch):
    said = []
    monkeypatch.setattr(
        "promptrun_desktop.ui.transcript.actions_row.ActionsRow.show_copied",
        lambda row, done: said.append((row.property("message"), done)),
    )
    stage.frame(
        ("a", ActionsLeaf(sheet), reply("Hi", id="one"), 10),
        ("b", ActionsLeaf(sheet), reply("Ho", id="two"), 90),
    )
    stage.fittings.show_copied("two")
    assert said == [("two", True)]
