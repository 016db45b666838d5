"""The whole way of a reply: HTTP on loopback, parser, session, store, window."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from benchmarks.memory import MIB, resident
from benchmarks.reference import Reference
from benchmarks.result import Row
from benchmarks.running_app import RunningApp, run_app
from benchmarks.server import model, serving, text_of
from benchmarks.stage import share
from benchmarks.typist import Typist
from promptrun_desktop.domain.message import State

RATE = 1_000
# In the first seconds fonts, lexers and the connection are made.
WARMING = 2.0


def run(quick: bool) -> Iterator[Row]:
    rows: list[Row] = []

    async def story(app: RunningApp) -> None:
        reference = Reference()
        rows.extend(await _streaming(app, reference, 6 if quick else 60))
        rows.extend(await _typing(app, reference, 4 if quick else 25))

    with tempfile.TemporaryDirectory(prefix="promptrun-bench-") as folder, serving() as address:
        run_app(Path(folder), address, story)
    yield from rows


async def _streaming(app: RunningApp, reference: Reference, seconds: int) -> list[Row]:
    memory = resident()
    begun = await _ask(app, seconds)
    await asyncio.sleep(WARMING)
    # As a person who wants to see the end of it.
    app.page.transcript.scroll_to_end()
    app.turns.clear()
    wall, thread, process = time.perf_counter(), time.thread_time(), time.process_time()
    await _until_replied(app, seconds)
    wall, thread = time.perf_counter() - wall, time.thread_time() - thread
    process, turns = time.process_time() - process, app.turns.taken
    late = time.perf_counter() - begun - seconds
    _check_reply(app, seconds)
    grown = resident() - memory
    reference.again()
    bound = reference.scaled(16)
    above = sum(turn > bound for turn in turns)
    name = f"1,000 deltas a second for {seconds} s"
    return [
        Row(f"{name}: worst turn", max(turns), "ms", bound, f"{above} of {len(turns):,} above"),
        Row(f"{name}: turns, 999 of 1,000", share(turns, 0.999), "ms"),
        Row(f"{name}: window's thread", 100 * thread / wall, "%", reference.scaled(35)),
        Row(f"{name}: whole process", 100 * process / wall, "%"),
        Row(f"{name}: memory", grown / MIB, "MiB", 64),
        Row(f"{name}: shown after the last was sent", late, "s", 1),
    ]


async def _typing(app: RunningApp, reference: Reference, seconds: int) -> list[Row]:
    box = app.page.findChild(QPlainTextEdit, "composer")
    assert box is not None
    await _ask(app, seconds)
    await asyncio.sleep(WARMING)
    app.page.transcript.scroll_to_end()
    typist = Typist(box)
    typist.start()
    await _until_replied(app, seconds)
    await asyncio.to_thread(typist.stop)
    reference.again()
    taken = typist.taken
    note = f"{len(taken)} keys, worst {max(taken):.1f} ms"
    bound = reference.scaled(16)
    return [Row("typing meanwhile: key to paint, 95 of 100", share(taken, 0.95), "ms", bound, note)]


async def _ask(app: RunningApp, seconds: int) -> float:
    """Type a question and send it; the time when its reply begins."""
    session = app.shell.session
    assert session is not None
    session.set_model(model(RATE, seconds))
    app.page.composer.focus()
    box = app.page.findChild(QPlainTextEdit, "composer")
    assert box is not None
    box.clear()
    QTest.keyClicks(box, "Tell me everything.")
    grown: list[str] = []
    undo = session.grew.connect(lambda _id, delta: grown.append(delta.text))
    QTest.keyClick(box, Qt.Key.Key_Return)
    await app.until(lambda: grown)
    undo()
    return time.perf_counter()


async def _until_replied(app: RunningApp, seconds: int) -> None:
    session = app.shell.session
    assert session is not None
    await app.until(lambda: not session.is_replying, patience=3 * seconds + 30)


def _check_reply(app: RunningApp, seconds: int) -> None:
    """What is measured must have been done: all of it arrived, and its end is shown."""
    session, view = app.shell.session, app.page.transcript
    assert session is not None
    reply, sent = session.messages[-1], text_of(model(RATE, seconds))
    if reply.state is not State.COMPLETE or reply.text != sent:
        raise RuntimeError(f"{len(reply.text)} of {len(sent)} characters, {reply.state}")
    if view.messages_shown()[-1] != (reply.id, sent):
        raise RuntimeError("the view shows something else than what arrived")
    bar = view.verticalScrollBar()
    if bar.maximum() - bar.value() > view.viewport().height():
        raise RuntimeError("the end of the reply is not on the screen")
