"""Scrolling by the wheel and resizing the window, in 100 and in 10,000 messages."""

from collections.abc import Iterator
from functools import partial

from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.scenarios.opening import LONG, SHORT
from benchmarks.stage import SIZE, Stage, conversation, median
from promptrun_desktop.domain.message import Message

STEP = 120
_NARROWER = 12
_ROUNDS = 3


def run(quick: bool) -> Iterator[Row]:
    stage, messages = Stage(), conversation(LONG)
    reference = Reference()
    frames = 100 if quick else 300
    _open(stage, messages[-SHORT:])
    _scroll(stage, frames)  # fonts and lexers are loaded once
    found = {}
    for count in (SHORT, LONG):
        _open(stage, messages[-count:])
        scrolled = median(_scroll(stage, frames))
        found[count] = scrolled, median(_worst_resize(stage) for _ in range(_ROUNDS))
        reference.again()
    (short_frame, short_worst), (long_frame, long_worst) = found[SHORT], found[LONG]
    ref = reference.ms
    yield Row("scrolling in 10,000 messages / in 100", long_frame / short_frame, "", 1.5)
    yield Row(
        "scrolling by 120 px: median / reference", long_frame / ref, "", 15, f"{long_frame:.1f} ms"
    )
    yield Row(
        "resizing, worst step: 10,000 messages / 100",
        long_worst / short_worst,
        "",
        3,
        f"{long_worst:.1f} ms and {short_worst:.1f} ms",
    )


def _open(stage: Stage, messages: list[Message]) -> None:
    stage.new_view()
    stage.view.set_messages(messages)
    stage.rest(0.5)


def _scroll(stage: Stage, frames: int) -> list[float]:
    """Upwards from the end, each event painted before the next."""
    stage.view.scroll_to_end()
    stage.rest(0.1)
    painted = stage.paints.count
    taken = [stage.measure(lambda: stage.wheel(STEP)) for _ in range(frames)]
    bar = stage.view.verticalScrollBar()
    moved = bar.maximum() - bar.value()
    if moved < frames * STEP // 2 or stage.paints.count - painted < frames // 2:
        raise RuntimeError(
            f"{frames} events of the wheel moved the view {moved} pixels from its end"
        )
    return taken


def _worst_resize(stage: Stage) -> float:
    """Narrower step by step, and back."""
    width, height = SIZE
    steps = [width - _NARROWER * at for at in range(1, 9)]
    steps += [width - _NARROWER * at for at in range(7, -1, -1)]
    view = stage.view
    return max(stage.measure(partial(view.resize, to, height)) for to in steps)
