from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.services.thinking import Thinking


def test_thinking_lasts_from_the_first_thought_to_the_first_text():
    thinking = Thinking()
    thinking.note(Delta(), 1.0)
    thinking.note(Delta(reasoning="Hm"), 2.0)
    thinking.note(Delta(reasoning="m", text="\n\n"), 4.0)
    assert thinking.seconds is None
    thinking.note(Delta(text="Yes"), 5.0)
    thinking.note(Delta(reasoning="or not"), 8.0)
    thinking.end(9.0)
    assert thinking.seconds == 3.0


def test_thoughts_without_an_answer_last_to_the_end():
    thinking = Thinking()
    thinking.note(Delta(reasoning="Hm"), 2.0)
    thinking.end(9.0)
    assert thinking.seconds == 7.0


def test_an_answer_without_thoughts_was_not_thought_about():
    thinking = Thinking()
    thinking.note(Delta(text="Yes"), 2.0)
    thinking.note(Delta(reasoning="late"), 3.0)
    thinking.end(9.0)
    assert thinking.seconds is None
