"""The composer as a person meets it: keys, clicks, pasting."""

from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from promptrun_desktop.ui.composer import Composer

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Story:
    """A composer that is shown, its field, and what it told."""

    def __init__(self, qtbot, look) -> None:
        self.box = Composer(look)
        self.told: list[tuple[str, ...]] = []
        self.box.submitted.connect(lambda text: self.told.append(("submitted", text)))
        self.box.stop_requested.connect(lambda: self.told.append(("stop",)))
        self.box.refused.connect(lambda: self.told.append(("refused",)))
        qtbot.addWidget(self.box)
        self.box.resize(520, 120)
        self.box.show()
        qtbot.waitExposed(self.box)
        self.edit = self.box.findChild(QPlainTextEdit, "composer")
        self.box.focus()
        self._bot = qtbot

    def type(self, text: str) -> None:
        self._bot.keyClicks(self.edit, text)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.keyClick(self.edit, key, modifiers)

    def part(self, name: str) -> QWidget:
        return self.box.findChild(QWidget, name)

    def paste(self, text: str | None = None, html: str | None = None) -> None:
        data = QMimeData()
        if text is not None:
            data.setText(text)
        if html is not None:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        self.edit.paste()


@pytest.fixture
def story(qtbot, look):
    yield Story(qtbot, look)
    # Data made in Python that is still on the clipboard at exit crashes Qt (6.11).
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_submits_and_the_text_stays_until_it_is_accepted(story, key):
    story.type("Why is Venus odd?")
    story.press(key)
    assert story.told == [("submitted", "Why is Venus odd?")]
    assert story.box.text() == "Why is Venus odd?"
    story.box.accept("Why is Venus odd?")
    assert story.box.text() == ""


def test_keypad_enter_with_its_modifier_submits(story):
    story.type("one")
    story.press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert story.told == [("submitted", "one")]


def test_shift_enter_breaks_the_line(story):
    story.type("one")
    story.press(ENTER, SHIFT)
    story.type("two")
    assert story.told == []
    assert story.box.text() == "one\ntwo"


def test_with_the_other_send_key_enter_breaks_the_line_and_ctrl_enter_submits(story):
    story.box.set_send_key("ctrl_enter")
    story.type("one")
    story.press(ENTER)
    story.type("two")
    assert story.told == []
    story.press(ENTER, CTRL)
    assert story.told == [("submitted", "one\ntwo")]
    assert story.part("send").toolTip() == "Send (Ctrl+Enter)"


def test_enter_never_submits_while_a_word_is_composed(story):
    story.type("a")
    QApplication.sendEvent(story.edit, QInputMethodEvent("に", []))
    story.press(ENTER)
    assert story.told == []
    assert story.box.text() == "a"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日")
    QApplication.sendEvent(story.edit, commit)
    story.press(ENTER)
    assert story.told == [("submitted", "a日")]


def test_a_held_enter_submits_once(story):
    story.type("one")
    story.press(ENTER)
    again = QKeyEvent(QKeyEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(story.edit, again)
    assert story.told == [("submitted", "one")]


def test_blanks_and_line_breaks_alone_are_never_submitted(story):
    for text in ("", "   ", "\n\n", "\t \n"):
        story.box.set_text(text)
        story.press(ENTER)
        assert not story.part("send").isEnabled()
    assert story.told == []


def test_empty_lines_around_are_dropped_and_indentation_is_kept(story):
    story.box.set_text("\n  \n    if x:\n        y\n\n")
    story.press(ENTER)
    assert story.told == [("submitted", "    if x:\n        y")]
    story.box.accept(story.told[0][1])
    assert story.box.text() == ""


def test_the_button_submits_with_a_click(story, qtbot):
    story.type("one")
    qtbot.mouseClick(story.part("send"), Qt.MouseButton.LeftButton)
    assert story.told == [("submitted", "one")]


def test_what_was_typed_after_submitting_stays(story):
    story.type("first")
    story.press(ENTER)
    story.type(" and more")
    story.box.accept("first")
    assert story.box.text() == " and more"


def test_what_was_typed_before_or_within_stays(story):
    for where, left in ((0, "PS "), (3, "PS ")):
        story.box.set_text("😀firsts")
        story.press(ENTER)
        cursor = story.edit.textCursor()
        cursor.setPosition(where)
        cursor.insertText("PS ")
        story.box.accept("😀firsts")
        assert story.box.text() == left


def test_a_question_that_was_cut_meanwhile_is_left_alone(story):
    story.box.set_text("first second")
    story.press(ENTER)
    story.box.set_text("first second")  # set anew: no longer what was submitted
    story.box.accept("first second")
    assert story.box.text() == "first second"
    story.press(ENTER)
    story.press(Qt.Key.Key_Backspace)
    story.box.accept("first second")
    assert story.box.text() == "first secon"


def test_accepting_an_example_question_leaves_the_draft(story):
    story.type("banana")
    story.box.accept("a")
    assert story.box.text() == "banana"


def test_undo_brings_an_accepted_question_back(story):
    story.type("first")
    story.press(ENTER)
    story.box.accept("first")
    story.press(Qt.Key.Key_Z, CTRL)
    assert story.box.text() == "first"


def test_another_chats_text_cannot_be_undone_into_this_one(story):
    story.type("secret plan")
    story.box.set_text("", undo=False)
    story.press(Qt.Key.Key_Z, CTRL)
    assert story.box.text() == ""


def test_while_an_answer_is_written_enter_keeps_the_text_and_says_why(story):
    story.box.set_replying(True)
    story.type("next")
    story.press(ENTER)
    assert story.told == [("refused",)]
    assert story.box.text() == "next"
    note = story.part("composer_note")
    assert note.text() == "The answer is still being written. Your text stays here."
    story.box.set_replying(False)
    assert note.text() == ""
    story.press(ENTER)
    assert story.told[-1] == ("submitted", "next")


def test_stop_stands_where_send_was_while_an_answer_is_written(story, qtbot):
    story.box.set_replying(True)
    assert not story.part("send").isVisible()
    qtbot.mouseClick(story.part("stop"), Qt.MouseButton.LeftButton)
    assert story.told == [("stop",)]
    story.box.set_replying(False)
    assert story.part("send").isVisible()
    assert not story.part("stop").isVisible()


def test_the_focus_goes_back_to_the_field_when_its_button_goes_away(story):
    story.box.set_replying(True)
    story.part("stop").setFocus()
    story.box.set_replying(False)
    assert story.edit.hasFocus()


def test_nothing_is_sent_before_sending_is_possible(story):
    story.box.set_enabled_for_sending(False)
    story.type("one")
    story.press(ENTER)
    assert story.told == []
    assert not story.part("send").isEnabled()
    story.box.set_enabled_for_sending(True)
    assert story.part("send").isEnabled()


def test_pasting_takes_only_the_text(story):
    story.paste("<b>bold</b> & co", "<b style='color:red'>bold</b> &amp; co<img src=x>")
    assert story.box.text() == "<b>bold</b> & co"


def test_pasted_markup_without_a_text_is_not_taken(story):
    story.paste(None, "<img src='http://127.0.0.1/x.png'>")
    assert story.box.text() == ""


def test_nul_and_foreign_line_ends_are_cleaned_and_hard_spaces_kept(story):
    story.paste("a\0b\r\nc\rd\u2028e f\u00a0!")
    assert story.box.text() == "a�b\nc\nd\ne f\u00a0!"


def test_lone_surrogates_are_replaced(story):
    story.box.set_text("a\ud800b")
    assert story.box.text() == "a�b"


def test_every_change_is_told_with_the_whole_text(story, qtbot):
    texts: list[str] = []
    story.box.text_changed.connect(texts.append)
    story.type("ab")
    assert texts == ["a", "ab"]


def test_it_grows_to_a_third_of_the_pane_and_then_scrolls(story, qtbot):
    story.box.set_pane_height(660)
    small = story.box.sizeHint().height()
    story.box.set_text("one\ntwo")
    grown = story.box.sizeHint().height() - small
    assert abs(grown - story.edit.line_height()) <= 1  # lines may be fractions of pixels high
    story.box.set_text("line\n" * 200)
    assert story.box.sizeHint().height() <= 220
    assert story.edit.verticalScrollBar().maximum() > 0
    story.box.set_text("")
    assert story.box.sizeHint().height() == small


def test_a_long_line_grows_the_box_as_it_wraps(story):
    story.box.set_pane_height(900)
    small = story.edit.height()
    story.box.set_text("word " * 60)
    assert story.edit.height() >= small + 2 * story.edit.line_height()


@pytest.mark.parametrize("text", ["hello world and so on\n" * 45_000, "x" * 1_000_000])
def test_a_paste_of_a_megabyte_does_not_freeze(story, text):
    begin = perf_counter()
    story.paste(text)
    QApplication.processEvents()
    assert perf_counter() - begin < 5  # breaking at words took 100 s
    assert len(story.box.text()) == len(text)


def test_the_return_of_a_long_word_by_undo_does_not_freeze(story):
    story.paste("x" * 150_000)
    story.box.set_text("")
    begin = perf_counter()
    story.edit.undo()
    QApplication.processEvents()
    assert perf_counter() - begin < 2
    assert len(story.box.text()) == 150_000


def test_a_click_beside_the_field_focuses_it(story, qtbot):
    story.edit.clearFocus()
    qtbot.mouseClick(story.box, Qt.MouseButton.LeftButton, pos=story.box.rect().bottomLeft())
    assert story.edit.hasFocus()
