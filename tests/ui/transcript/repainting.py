"""What was painted bit by bit against the same view painted whole: `python -m` this, at any scale.

A process of its own, since QT_SCALE_FACTOR holds for one. Says each difference, and exits 1.
"""

import os
import random
import sys
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, Qt, qInstallMessageHandler
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks import corpus
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.ui.look import Look
from promptrun_desktop.ui.transcript.ending import Ending
from promptrun_desktop.ui.transcript.view import TranscriptView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
WIDE = "\n\n```python\n" + "value = compute(" + "argument, " * 40 + "last)\nshort = 1\n```\n\n"
TABLE = "\n\n| a | b |\n|---|---|\n" + "| some words | `code` |\n" * 12 + "\n"
# Each may change what stands above it, or what became of the one before.
ODDS = (
    "word " * 12, "text", "\n", "\n\n", "  \n", "\n---\n", "---\n", "# H\n", "**b** ", "$x^2$ ",
    "- item\n", "1. a\n", "> quote\n", "> - ", "```python\nx = 1\n", " y = 2\n" * 5, "```\n\n",
    "| a | b |\n|---|---|\n", "| ccc | ddddd |\n", "| wide " * 3 + "words " * 20 + "| b |\n",
    "   - | a |\n", "[l](https://a.b/" + "p/" * 30, ") ok ", "é 👩\u200d💻 ", "ש ",
)  # fmt: skip
# Runs of pieces at random for each answer that is streamed.
JUMBLES = 8


def ending(message):
    if message.state is State.CUT_OFF:
        return Ending("The connection was lost.", "Continue", "continue", "warn")
    return None


class Stage:
    """A view in which things happen by chance, always the same for one `seed`."""

    def __init__(self, app, seed, *, follow):
        self.app = app
        self.chance = random.Random(seed)
        self.checks = 0
        self.faults = []
        look = Look(app)
        look.set("light", 100)
        self.view = TranscriptView(look, ending)
        self.view.resize(700, 500)
        self.view.show()
        self.field = self.view.find_bar.findChild(QLineEdit, "find_text")
        self.view.set_messages(
            [
                Message(Role.USER if asked else Role.ASSISTANT, text[:5000], model="a/b")
                for asked, text in corpus.history(24, seed)
            ]
        )
        self.view.add(Message(Role.USER, "A question of *two*\n\nlines: " + "word " * 40))
        self.growing = Message(Role.ASSISTANT, "", state=State.WRITING, model="x/y")
        self.view.add(self.growing)
        if follow:
            self.view.scroll_to_end()
        self.turn()

    def turn(self):
        for _ in range(3):
            self.app.processEvents()

    def picture(self):
        picture = self.app.primaryScreen().grabWindow(self.view.winId())
        return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)

    def check(self, what):
        """No event is handled between the two pictures but painting."""
        self.turn()
        self.view._bar.sync()
        self.app.sendPostedEvents(None, QEvent.Type.UpdateRequest)
        before = self.picture()
        self.view.viewport().repaint()
        after = self.picture()
        self.checks += 1
        found = difference(before, after)
        if found:
            self.faults.append(f"{what}: {found}")

    def stream(self, size):
        """With wide code and a table, more of each turn of the loop at once than a model sends."""
        text = corpus.answer(size, self.chance.randint(1, 1 << 30))
        pieces = corpus.deltas(text[: size // 2] + WIDE + TABLE + text[size // 2 :])
        place = 0
        while place < len(pieces):
            step = self.chance.choice((1, 3, 8, 20))
            piece = "".join(pieces[place : place + step])
            self.view.grow(self.growing.id, piece, "thought " if place < 100 else "")
            self.view.messages_shown()
            place += step
            if self.chance.random() < 0.25:
                self.check(f"stream {place}")
            if self.chance.random() < 0.06:
                self.view.move_by(self.chance.choice((-260, -3, 1, 300, 4000)))

    def scroll(self, steps):
        for step in range(steps):
            self.view.move_by(self.chance.randint(-420, 380))
            self.check(f"scroll {step}")

    def jump(self, steps):
        for step in range(steps):
            self.view.move_to(self.chance.randrange(max(1, self.view.sight.end)))
            self.check(f"jump {step}")

    def point(self):
        size = self.view.viewport().size()
        return QPoint(self.chance.randrange(size.width()), self.chance.randrange(size.height()))

    def drag(self, steps):
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, NONE, self.point())
        for step in range(steps):
            QTest.mouseMove(viewport, self.point())
            self.check(f"drag {step}")
            self.view.move_by(self.chance.choice((0, 0, -30, 40)))
            self.check(f"dragged and scrolled {step}")
        QTest.mouseRelease(viewport, LEFT, NONE, self.point())

    def find(self, text, steps):
        self.view.open_find()
        self.field.setText(text)
        clock = QElapsedTimer()
        clock.start()
        while self.view.finding.finder.searching and clock.elapsed() < 5000:
            self.app.processEvents()
        for step in range(steps):
            self.view.find_again(self.chance.choice((1, -1)))
            self.check(f"find {step}")
            self.view.move_by(self.chance.choice((0, 90, -200)))
            self.check(f"find and scroll {step}")
        self.view.find_bar.close_bar()

    def sideways(self, steps):
        viewport = self.view.viewport()
        for step in range(steps):
            where = QPointF(self.point())
            event = QWheelEvent(
                where,
                QPointF(viewport.mapToGlobal(where.toPoint())),
                QPoint(),
                QPoint(0, self.chance.choice((-120, 120, -480))),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(viewport, event)
            self.check(f"sideways {step}")

    def fold(self):
        self.view._toggle_thoughts(self.growing.id)
        self.check("thoughts")

    def finish(self, state):
        text = dict(self.view.messages_shown())[self.growing.id]
        done = Message(
            Role.ASSISTANT,
            text,
            id=self.growing.id,
            state=state,
            model="x/y",
            seconds=3.0,
            reasoning=self.view.entries.get(self.growing.id).reasoning,
            thinking_seconds=2.0,
        )
        self.view.change(done)
        self.check(f"finish {state}")


def difference(before, after):
    """Where they differ, "" if nowhere."""
    if before == after:
        return ""
    width = before.width()
    lines = [
        y
        for y in range(before.height())
        if any(
            _far(before.pixel(x, y), after.pixel(x, y))
            for x in range(width)
            if before.pixel(x, y) != after.pixel(x, y)
        )
    ]
    return f"{len(lines)} lines of {before.height()}, {lines[0]} to {lines[-1]}" if lines else ""


def _far(one, other):
    """A round corner that the edge of the view cuts is one step of 255 lighter or darker."""
    return any(abs((one >> part & 255) - (other >> part & 255)) > 1 for part in (0, 8, 16))


def play(app, seed, size):
    """One streamed answer and all that a person does with it."""
    stage = Stage(app, seed, follow=seed % 2 == 0)
    stage.stream(size)
    stage.fold()
    stage.scroll(12)
    stage.drag(5)
    stage.find("the", 4)
    stage.stream(size // 4)
    stage.finish(State.CUT_OFF if seed % 2 else State.COMPLETE)
    stage.scroll(6)
    stage.sideways(5)
    stage.jump(5)
    stage.fold()
    stage.view.scroll_to_end()
    stage.check("end")
    stage.view.close()
    return stage


def jumble(app, seed):
    """Pieces in no order, in views of any size, of which some end with another message."""
    chance = random.Random(seed)
    stage = Stage(app, seed, follow=chance.random() < 0.3)
    stage.view.resize(chance.choice((420, 700, 900)), chance.randint(220, 560))
    if chance.random() < 0.15:
        stage.view.add(Message(Role.USER, "What else?"))
        stage.view.move_by(-chance.randint(0, 200))
    for step in range(25):
        deed = chance.random()
        if deed < 0.86:
            reasoning = "thought " if chance.random() < 0.05 else ""
            stage.view.grow(stage.growing.id, chance.choice(ODDS), reasoning)
            stage.view.messages_shown()
        elif deed < 0.96:
            stage.view.move_by(chance.randint(-200, 200))
        else:
            stage.view._toggle_thoughts(stage.growing.id)
        stage.check(f"jumble {step}")
    stage.view.close()
    return stage


def main(first, count, size):
    qInstallMessageHandler(lambda *_message: None)
    app = QApplication([])
    checks = 0
    faults = []
    seeds = range(first, first + count)
    stages = [(seed, partial(play, app, seed, size)) for seed in seeds]
    for seed in seeds:
        stages += [
            (each, partial(jumble, app, each))
            for each in range(JUMBLES * seed, JUMBLES * (seed + 1))
        ]
    for seed, run in stages:
        stage = run()
        checks += stage.checks
        faults += [f"seed {seed}, {fault}" for fault in stage.faults]
    told = [f"{checks} pictures, {len(faults)} differ", *faults]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    sys.exit(main(*(numbers + [1, 2, 6000][len(numbers) :])))
