"""A reply that came in pieces has the leaves of the same reply that came at once."""

import random
from dataclasses import replace

import pytest

from benchmarks import corpus
from promptrun_desktop.domain.message import State
from promptrun_desktop.ui.transcript.page.reply import Reply

from .conftest import question, reply
from .stage import grow

LATE = (
    "See [one] and [two][2].\n\n- item [one]\n- other\n\n> quoted [one]\n\n"
    "```py\nx = 1\n```\n\n| [one] | b |\n|---|---|\n| 1 | [two][2] |\n\n"
    "[one]: https://one.example/\n[2]: https://two.example/\n"
)
ODD = (
    "1. a\n\n   b\n2) c\n\n\n* d\n  * e\n\n      code\n\n~~~\nopen\n\n~~~~\nTitle\n===\nnot\n---\n"
    "<div>\n*raw*\n\n</div>\n\n$$\na\n\nb\n$$\n\n|a|\n|-|\n|b|c|\nno row\n\n"
    "&amp; \\* `` ` ``  \nend"
)


def shape(entry):
    """Kind, texts, gap, height and place of each leaf."""
    return [
        (
            type(leaf).__name__,
            [box.text for box in leaf.boxes],
            leaf.gap,
            leaf.measure(entry.box_of(number)[1]),
            entry.part_of(number),
        )
        for number, leaf in enumerate(entry.leaves)
    ]


def pieces(text, chance, most):
    place = 0
    while place < len(text):
        step = chance.randint(1, most)
        yield text[place : place + step]
        place += step


@pytest.mark.parametrize("most", [1, 7, 400])
@pytest.mark.parametrize("text", [LATE, ODD, "corpus 1", "corpus 2"])
def test_leaves_do_not_depend_on_how_the_text_came(view, text, most):
    chance = random.Random(most)
    if text.startswith("corpus"):
        text = corpus.answer(300 * min(most, 8), seed=int(text.split()[1]) + most)
    growing = reply("", state=State.WRITING)
    view.set_messages([question("?"), growing])
    for piece in pieces(text, chance, most):
        grow(view, growing, piece, chance.choice(("", "", "a thought\n")))
        if chance.random() < 0.05:
            view.move_by(chance.choice((-200, 300)))
    entry = view.entries.get(growing.id)
    done = replace(
        growing, text=text, reasoning=entry.reasoning, state=State.COMPLETE, thinking_seconds=3.0
    )
    view.change(done)
    while entry.is_waiting:
        entry.go_on()
    assert view.messages_shown()[-1] == (growing.id, text)
    whole = Reply(view._kit, done)
    whole.build(view.entries.width)
    assert shape(entry) == shape(whole)
    assert entry.blocks == whole.blocks
