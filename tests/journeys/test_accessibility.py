from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from tests.journeys.hands import CTRL, choose_for_message, focused
from tests.journeys.person import Person

VENUS = "Why is a day on Venus so strange?"
INTEREST = "Explain compound interest with a small table"
ROLE = QAccessible.Role
# What a control may call itself to a screen reader.
CONTROLS = {
    ROLE.Button,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.EditableText,
    ROLE.Slider,
    ROLE.SpinBox,
    ROLE.List,
    ROLE.ScrollBar,
    ROLE.ButtonMenu,
    # Scroll areas: the conversation.
    ROLE.Pane,
    ROLE.Client,
}


def interfaces(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything below `root` that a screen reader can reach."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        each = waiting.pop()
        if each is None or not each.isValid():
            continue
        yield each
        waiting += [each.child(at) for at in range(each.childCount())]


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader would have no word for."""
    found = []
    for each in interfaces(root):
        widget, state = each.object(), each.state()
        if not isinstance(widget, QWidget) or not widget.isVisible() or state.invisible:
            continue
        clickable = isinstance(widget, QAbstractButton)
        # One with a proxy hands the keyboard on.
        takes_keys = (
            bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()
        )
        if not (clickable or takes_keys) or widget.objectName().startswith("qt_"):
            continue
        told = f"{type(widget).__name__} {widget.objectName()} {each.role()}"
        if not each.text(QAccessible.Text.Name).strip():
            found.append(f"no name: {told}")
        if each.role() not in CONTROLS:
            found.append(f"strange role: {told}")
        if not widget.objectName() and not isinstance(widget.parent(), QLineEdit):
            found.append(f"no objectName: {told}")
    return found


def test_every_control_has_a_name_and_a_role(play):
    async def story(person: Person) -> None:
        assert unnamed(person.window) == []
        await person.connect()
        assert unnamed(person.window) == []
        await person.ask(INTEREST)
        await person.ask(VENUS, model="demo/server-fault")
        choose_for_message(person, person.messages[0], "menu_delete")
        assert unnamed(person.window) == []
        person.click("model_picker")
        assert unnamed(person.window) == []
        person.press(Qt.Key.Key_Escape, on="model_search")
        person.press(Qt.Key.Key_Comma, CTRL)
        await person.until(lambda: person.sees("preferences_done"))
        assert unnamed(person.find("preferences")) == []

    play(story)


def test_messages_and_chats_are_read_aloud_with_their_words(play):
    async def story(person: Person) -> None:
        await person.connect()
        reply = await person.ask(VENUS)
        said = [
            f"{each.text(QAccessible.Text.Name)} {each.text(QAccessible.Text.Description)}"
            for each in interfaces(person.window)
        ]
        assert any(text.startswith("You, ") and VENUS in text for text in said)
        words = reply.text.split()[1]
        assert any(text.startswith("Reply, ") and words in text for text in said)
        assert any(text.startswith(VENUS) for text in said)

    play(story)


def round_trip(person: Person) -> list[str]:
    """Where Tab leads from the question box until it comes back."""
    person.find("composer").setFocus()
    names = []
    for _ in range(200):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused().objectName() == "composer":
            return names
        names.append(focused().objectName())
    raise AssertionError(f"Tab never comes back: {names[:60]}")


def test_tab_leads_through_the_whole_window_and_back(play):
    async def story(person: Person) -> None:
        await person.connect()
        await person.ask(INTEREST)
        # The reply ends below the edge; Tab leads to what is seen.
        person.press(Qt.Key.Key_End, on="transcript")
        person.type("composer", "something to send")
        names = round_trip(person)
        for name in (
            "send",
            "copy_message",
            "retry_message",
            "more_message",
            "transcript",
            "new_chat",
            "chats",
            "preferences",
            "model_picker",
            "export",
            "toggle_panel",
            "instructions",
            "temperature",
            "top_p",
        ):
            assert name in names, name
        for name in ("new_chat", "chats", "model_picker", "send", "temperature", "top_p"):
            assert names.count(name) == 1, name

    play(story)


def test_each_name_that_tests_and_tools_rely_on_is_there_once(play):
    def count(person: Person, name: str) -> int:
        found = person.window.findChildren(QWidget, name)
        return sum(each.isVisible() for each in found)

    async def story(person: Person) -> None:
        for name in ("key_box", "connect", "look_around"):
            assert count(person, name) == 1, name
        await person.connect()
        for name in ("composer", "send", "model_picker", "temperature", "top_p", "new_chat"):
            assert count(person, name) == 1, name
        await person.send(VENUS, model="demo/slow")
        for name in ("composer", "stop", "sidebar", "transcript", "export"):
            assert count(person, name) == 1, name
        assert count(person, "send") == 0
        person.click("stop")
        await person.until_replied()

    play(story)
