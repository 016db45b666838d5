"""Foreign text is drawn, and does nothing else."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QToolTip

import promptrun_desktop.ui.transcript as package
from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.address import shown_address
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.state_strip import StateStrip
from promptrun_desktop.ui.transcript.view import TranscriptView

from .conftest import finish_work, place_of, question, reply, text_of, tool, tools

FOLDER = Path(package.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))
# All of these build a document from text, look for files, or guess at markup.
FORBIDDEN = {
    *("QTextDocument", "QTextBrowser", "QTextEdit", "QMessageBox", "QDesktopServices"),
    *("QLabel", "setHtml", "setMarkdown", "insertHtml", "openUrl", "exec", "setStyleSheet"),
}
HOSTILE = (
    '<img src="file:///etc/passwd"><img src=x.png>',
    "![x](file:///etc/passwd) ![y](https://evil.example/x.png) ![z](//host/share/a.png)",
    '<table><tr><td background="x.png">' * 200,
    "<script>alert(1)</script>\n\n<style>@import 'https://evil.example'</style>",
    "\ud800 lone \x00 nul \u202e turned \ufffc object \u2028\u2029 breaks",
    "[" * 3000 + "](" * 3000,
    "|" + "a|" * 180 + "\n|" + "-|" * 180 + "\n|" + "b|" * 180,
    "> " * 500 + "deep\n\n" + "- " * 300 + "x",
    "```" + "x" * 3000 + "\n" + "\u0301" * 3000,
    "𝒳" * 7000 + "👩‍👩‍👧" * 2000,
)


@pytest.fixture
def faults(monkeypatch):
    """What went wrong where only Qt could have told."""
    found = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: found.append(fault))
    return found


def look_through(view):
    """Every part of the conversation, painted."""
    view.scroll_to_start()
    view.grab()
    while not view.sight.at_end:
        view.move_by(view.sight.height)
        view.viewport().repaint()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_module_reads_text_as_markup(source):
    tree = ast.parse(source.read_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not names & FORBIDDEN


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_painted_by_nothing_that_reads_markup(view, text, faults):
    answer = reply(text, reasoning=text, model=text[:300])
    view.set_messages([question(text), answer])
    finish_work(view)
    view.show_leaf(1, 0, 0)
    tool(view, answer, "show_thinking").click()
    look_through(view)
    view.interaction.selecting.select_all()
    assert view.selected_text()
    look_through(view)
    assert faults == []
    for kind in (QTextEdit, QLabel, QTextDocument):
        assert not view.findChildren(kind)


@pytest.mark.parametrize("cut", [1, 3, 17])
def test_hostile_text_may_come_in_any_pieces(view, cut, faults):
    text = "".join(each[:120] + "\n\n" for each in HOSTILE if "\ud800" not in each)
    growing = reply("", state=State.WRITING)
    view.set_messages([growing])
    for start in range(0, len(text), cut):
        view.grow(growing.id, text[start : start + cut], "")
        if start % (cut * 10) == 0:
            view.messages_shown()
    assert view.messages_shown() == [(growing.id, text)]
    view.grab()
    assert faults == []


def test_the_tooltip_of_a_link_is_its_address_as_characters(view):
    view.set_messages([reply("[x](https://x.example/<img/src=y>)")])
    place, target = place_of(view, 0, 0), view.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, target.mapToGlobal(place))
    QApplication.sendEvent(target, event)
    assert "<img" not in QToolTip.text() and "&lt;img" in QToolTip.text()
    QToolTip.hideText()


def test_an_address_hides_nothing():
    assert "\\u{202e}" in shown_address("https://a\u202eb")
    assert "\u202e" not in shown_address("https://a\u202eb")
    assert shown_address("a&b") == "<qt>a&amp;b</qt>"
    assert len(shown_address("x" * 10_000)) < 400


def test_an_ending_is_not_markup(look, qtbot, faults):
    said = "<b>It said</b> <img src=x>"
    view = TranscriptView(look, lambda message: Ending(said, "Go", "go"))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.set_messages([reply("x", state=State.FAILED)])
    (strip,) = tools(view, "state_strip")
    assert isinstance(strip, StateStrip) and strip.ending.text == said
    assert strip.accessibleName() == said
    view.grab()
    assert not view.findChildren(QLabel) and faults == []


def test_a_picture_is_its_words(view):
    view.set_messages([reply("![alt words](https://evil.example/x.png)")])
    assert "alt words" in text_of(view, 0)
