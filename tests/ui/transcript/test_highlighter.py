from enum import StrEnum
from threading import Event, get_ident

from promptrun_desktop.ui.transcript.highlighter import LONGEST, Highlighter


class Token(StrEnum):
    KEYWORD = "keyword"
    COMMENT = "comment"
    NUMBER = "number"


def test_colours_are_found_on_another_thread_and_told_on_this_one(qtbot):
    threads = {}

    def highlight(language, code):
        threads["worker"] = get_ident()
        return [(0, 3, Token.KEYWORD), (4, 5, Token.NUMBER), (6, 9, Token.COMMENT)]

    answers = []

    def answer(tones):
        threads["answer"] = get_ident()
        answers.append(tones)

    highlighter = Highlighter(highlight)
    highlighter.ask("python", "def 1 # x", answer)
    assert answers == []
    qtbot.waitUntil(lambda: bool(answers))
    # Numbers have no colour of their own in the design.
    assert answers == [[(0, 3, "keyword"), (6, 9, "faint")]]
    assert threads["answer"] == get_ident() != threads["worker"]


def test_who_left_is_not_answered(qtbot):
    go = Event()

    def highlight(language, code):
        go.wait(5)
        return []

    told = []
    highlighter = Highlighter(highlight)
    highlighter.ask("python", "1", lambda tones: told.append("first"))
    highlighter.forget_all()
    highlighter.ask("python", "2", lambda tones: told.append("second"))
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["second"]


def test_what_is_too_long_or_has_no_language_is_not_asked(qtbot):
    asked = []
    highlighter = Highlighter(lambda language, code: asked.append(code) or [])
    answers = []
    highlighter.ask("", "code", answers.append)
    highlighter.ask("python", "x" * (LONGEST + 1), answers.append)
    highlighter.ask("python", "short", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert asked == ["short"]
