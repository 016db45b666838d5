"""Conversations of 100 and of 10,000 messages, given to the view whole."""

import gc
from collections.abc import Iterator

from benchmarks.memory import MIB, resident
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.stage import Stage, conversation, median
from promptrun_desktop.domain.message import Message

SHORT, LONG = 100, 10_000


def run(quick: bool) -> Iterator[Row]:
    stage, messages = Stage(), conversation(LONG)
    reference = Reference()
    _open(stage, messages[:20])
    yield _memory(stage, messages, 1.5 if quick else 5)
    times = 3 if quick else 7
    short = median(_open(stage, messages[-SHORT:]) for _ in range(times))
    reference.again()
    long = median(_open(stage, messages) for _ in range(times))
    reference.again()
    yield Row("opening 10,000 messages / 100", long / short, "", 15, f"{short:.1f} ms for 100")
    yield Row("opening 10,000 messages / reference", long / reference.ms, "", 120, f"{long:.1f} ms")


def _open(stage: Stage, messages: list[Message]) -> float:
    stage.new_view()
    stage.turn()
    return stage.measure(lambda: stage.view.set_messages(messages))


def _memory(stage: Stage, messages: list[Message], seconds: float) -> Row:
    """What the view alone holds for them, once it is done with what it does by itself."""
    stage.new_view()
    stage.rest(0.2)
    gc.collect()
    before = resident()
    stage.view.set_messages(messages)
    stage.rest(seconds)
    grown = resident() - before
    text = sum(len(message.text.encode()) for message in messages)
    note = f"{grown / MIB:.0f} MiB for {text / MIB:.0f} MiB"
    return Row("memory for 10,000 messages / their text", grown / text, "", 3, note)
