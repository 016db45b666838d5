"""Texts that are made to be slow: what the worst turn of the loop costs, and the worst update."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from benchmarks.hostile import adversarial, large
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.stage import Stage
from promptrun_desktop.domain.message import Message, Role, State

CHARS = 2_000
# Turns of the loop after each update: what is put off by the view is counted there.
_TURNS = 3
# Seconds after which the rest of a text is left out; only a view that is far off comes there.
_PATIENCE, _QUICK_PATIENCE = 20.0, 1.5


@dataclass(frozen=True, slots=True)
class Found:
    """CPU ms: of the worst turn while it streamed and when it was opened; whole, per update."""

    streamed: float
    opened: float
    update: float
    done: float

    @property
    def turn(self) -> float:
        return max(self.streamed, self.opened)


def run(quick: bool) -> Iterator[Row | str]:
    stage, reference = Stage(), Reference()
    patience = _QUICK_PATIENCE if quick else _PATIENCE
    found: dict[str, Found] = {}
    texts = {**large(), **adversarial()}
    for name, text in texts.items():
        yield name
        found[name] = _found(stage, text, patience, 0.1 if quick else 1)
        reference.again()
    bound = reference.scaled(100)
    worst = max(found, key=lambda name: found[name].turn)
    yield Row("hostile texts: worst turn", found[worst].turn, "ms", bound, worst)
    for name, each in found.items():
        note = f"streamed {each.streamed:.1f}, opened {each.opened:.1f} ms"
        if each.done < 1:
            note += f"; given up at {each.done:.0%}"
        yield Row(f"worst turn: {name}", each.turn, "ms", bound, note, minor=True)
    ref = reference.ms
    worst = max(adversarial(), key=lambda name: found[name].update)
    yield Row(
        "50 KB made to be slow: worst update / reference", found[worst].update / ref, "", 400, worst
    )


def _found(stage: Stage, text: str, patience: float, rest: float) -> Found:
    """`patience` and `rest` in seconds."""
    turns, updates, done = _streamed(stage, text, patience)
    stage.new_view()
    stage.turn()
    message = Message(Role.ASSISTANT, text, model="a/model")
    opened = _turns(stage, lambda: stage.view.set_messages([message]))
    # What the view puts off, a slice at a time.
    end = time.monotonic() + rest
    while time.monotonic() < end:
        opened.append(_turn(stage))
    return Found(max(turns), max(opened), max(updates), done)


def _streamed(stage: Stage, text: str, patience: float) -> tuple[list[float], list[float], float]:
    """Turns, updates (sums of turns), and how much of the text was shown."""
    stage.new_view()
    reply = stage.begin_reply()
    stage.view.scroll_to_end()
    turns: list[float] = []
    updates: list[float] = []
    deadline = time.monotonic() + patience
    for start in range(0, len(text), CHARS):
        piece = text[start : start + CHARS]
        some = _turns(stage, partial(stage.grow, reply, [piece]))
        turns += some
        updates.append(sum(some))
        if time.monotonic() > deadline:
            return turns, updates, (start + CHARS) / len(text)
    # Definitions that came late, and tables that are too large, are seen to at the end.
    whole = replace(reply, text=text, state=State.COMPLETE)
    turns += _turns(stage, lambda: stage.view.change(whole))
    return turns, updates, 1.0


def _turns(stage: Stage, deed: Callable[[], object]) -> list[float]:
    """The deed is done in a turn of its own, as a timer does it; others follow."""
    start = time.thread_time()
    deed()
    return [(time.thread_time() - start) * 1000, *(_turn(stage) for _ in range(_TURNS))]


def _turn(stage: Stage) -> float:
    start = time.thread_time()
    stage.turn()
    return (time.thread_time() - start) * 1000
