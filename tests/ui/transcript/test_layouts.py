"""What is laid out is what is seen, and of the rest only little is kept."""

import gc
import random

import pytest

from benchmarks import corpus
from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript import text_box
from promptrun_desktop.ui.transcript.page.kept import MOST
from promptrun_desktop.ui.transcript.text_box import TextBox

from .conftest import question, reply
from .stage import conversation, grow


def held(view):
    """Boxes with a layout, of all that exist for this view, whoever holds them."""
    sheet = view.sheet
    return sum(
        isinstance(each, TextBox) and each.sheet is sheet and each.is_laid_out
        for each in gc.get_objects()
    )


def seen(view):
    return sum(len(row.leaf.boxes) for row in view.sight.rows)


def built(view):
    """Boxes with a layout of the leaves that messages have."""
    return sum(
        box.is_laid_out
        for entry in view.entries.made()
        for leaf in entry.leaves or ()
        for box in leaf.boxes
    )


@pytest.fixture
def laid_out(monkeypatch):
    """The pieces of text that are laid out from now on."""
    pieces = []
    real = text_box.laid_out

    def counted(sheet, face, piece, *rest, **more):
        pieces.append(piece)
        return real(sheet, face, piece, *rest, **more)

    monkeypatch.setattr(text_box, "laid_out", counted)
    return pieces


def test_few_layouts_are_kept_however_far_one_scrolls(view):
    view.set_messages(conversation(400))
    chance = random.Random(1)
    most = 0
    for step in range(200):
        view.move_by(chance.choice((-700, -500, -300, 200)))
        if step % 20 == 0:
            view.grab()
            view._show((0, 0))
            most = max(most, built(view))
            assert built(view) <= MOST + seen(view)
    assert held(view) <= MOST + seen(view)
    assert most > MOST / 4


@pytest.mark.parametrize("follows", [True, False])
def test_few_layouts_are_kept_while_a_long_reply_grows(view, follows):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(20), question("More?")])
    view.add(growing)
    if follows:
        view.scroll_to_end()
    for number, piece in enumerate(_slices(corpus.answer(24_000, seed=4), 800)):
        grow(view, growing, piece)
        if number % 10 == 0:
            view.viewport().repaint()
            assert built(view) <= MOST + seen(view)
    assert held(view) <= MOST + seen(view)


def test_text_that_grows_out_of_sight_is_not_laid_out(view, laid_out):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(20), question("More?"), growing])
    grow(view, growing, corpus.answer(4_000))
    view.move_by(-3000)
    view.viewport().repaint()
    laid_out.clear()
    for piece in _slices(corpus.answer(20_000, seed=2), 200):
        grow(view, growing, piece, "thought ")
    assert laid_out == []


@pytest.mark.parametrize("follows", [True, False])
def test_only_what_is_seen_is_laid_out_while_it_grows(view, laid_out, follows):
    growing = reply("", state=State.WRITING)
    view.set_messages([*conversation(4), question("More?")])
    view.add(growing)
    if follows:
        view.scroll_to_end()
    for piece in _slices(corpus.answer(5_000, seed=3), 50):
        laid_out.clear()
        grow(view, growing, piece)
        shown = {id(box.piece) for row in view.sight.rows for box in row.leaf.boxes}
        strange = [piece.text for piece in laid_out if id(piece) not in shown]
        assert strange == []


def _slices(text, size):
    return [text[start : start + size] for start in range(0, len(text), size)]
