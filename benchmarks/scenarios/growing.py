"""An answer that grows to 200 KB: what one more update costs at its beginning and at its end."""

import time
from collections.abc import Iterator
from statistics import fmean

from PySide6.QtWidgets import QTextBrowser

from benchmarks.corpus import answer, deltas
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.stage import SIZE, Stage, median, share
from promptrun_desktop.domain.message import Message

SIZE_OF_ANSWER = 200_000
# What arrives within a frame at 500 deltas a second.
DELTAS = 8
_HURRY = 200
_SCREENFUL = 4_000
_SCROLLED_UP = 300
_BETWEEN = 40


def run(quick: bool) -> Iterator[Row]:
    stage, text = Stage(), answer(SIZE_OF_ANSWER)
    reference = Reference()
    reply = stage.begin_reply()
    stage.update(reply, [answer(_SCREENFUL, seed=99) + "\n\n"])
    stage.view.scroll_to_end()
    stage.rest(0.5)
    painted = stage.paints.count
    taken = _stream(stage, reply, text, reference, quick=quick)
    painted = stage.paints.count - painted
    stage.rest(0.5)
    if not stage.is_at_end() or painted < len(taken):
        raise RuntimeError(f"the end was not shown: {painted} paints of {len(taken)} updates")
    reference.again()
    away = _scrolled_up(stage, reply)
    naive = _naive(stage, text, 3 if quick else 7)
    reference.again()
    tenth = len(taken) // (2 if quick else 10)
    usual, ref = median(taken), reference.ms
    yield Row(
        "update: last tenth / first tenth", fmean(taken[-tenth:]) / fmean(taken[:tenth]), "", 1.5
    )
    yield Row(
        "update at 200 KB / setMarkdown of 200 KB",
        median(taken[-tenth:]) / naive,
        "",
        1 / 100,
        f"1 / {naive / median(taken[-tenth:]):,.0f}; setMarkdown {naive:,.0f} ms",
    )
    yield Row("update: median / reference", usual / ref, "", 2, f"{usual:.2f} ms")
    p99, worst = share(taken, 0.99), max(taken)
    yield Row("update: 99 of 100 / reference", p99 / ref, "", 10, f"{p99:.1f} ms")
    yield Row("update: worst / reference", worst / ref, "", 60, f"{worst:.1f} ms")
    yield Row("update: scrolled up / at the end", median(away) / usual, "", 1)
    yield Row("CPU of 1,000 deltas at 200 KB", fmean(taken[-tenth:]) / DELTAS * 1000, "ms")


def _stream(
    stage: Stage, reply: Message, text: str, reference: Reference, *, quick: bool
) -> list[float]:
    """CPU ms of each update, with the reference taken in between: a busy machine changes its
    pace within a second. In a hurry what is between the first and the last tenth comes in
    larger pieces, and counts for nothing."""
    pieces, taken = deltas(text), []
    tenth = len(pieces) // 10
    middle = range(tenth, len(pieces) - tenth) if quick else range(0)
    at = 0
    while at < len(pieces):
        if at in middle:
            end = min(at + _HURRY, middle.stop)
            stage.update(reply, ["".join(pieces[at:end])])
        else:
            end = at + DELTAS
            taken.append(stage.update(reply, pieces[at:end]))
            if len(taken) % _BETWEEN == 0:
                reference.again(5)
        at = end
    return taken


def _scrolled_up(stage: Stage, reply: Message) -> list[float]:
    for _ in range(30):
        stage.wheel(120)
        stage.until_painted()
    stage.rest(0.3)
    if stage.is_at_end():
        raise RuntimeError("the wheel did not scroll")
    pieces = deltas(answer(20_000, seed=77))[: _SCROLLED_UP * DELTAS]
    return [stage.update(reply, pieces[at : at + DELTAS]) for at in range(0, len(pieces), DELTAS)]


def _naive(stage: Stage, text: str, times: int) -> float:
    """CPU ms to show the whole text again with one more character, as Qt alone would."""
    browser = QTextBrowser()
    browser.document().setUndoRedoEnabled(False)
    browser.resize(*SIZE)
    browser.show()
    taken = []
    for more in range(times + 1):
        start = time.thread_time()
        browser.setMarkdown(text + "x" * more)
        bar = browser.verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.turn()
        stage.turn()
        taken.append((time.thread_time() - start) * 1000)
    browser.close()
    return median(taken[1:])
