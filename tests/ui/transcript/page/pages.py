"""Pages of plain leaves whose heights are known, and guessed wrongly."""

import random

from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.ui.transcript.leaves.leaf import Leaf
from promptrun_desktop.ui.transcript.page.entries import Entries
from promptrun_desktop.ui.transcript.page.entry import Entry
from promptrun_desktop.ui.transcript.page.sight import Sight


class Plain(Leaf):
    """`real` is its height at a width of 100; narrower is higher."""

    def __init__(self, real, guess):
        super().__init__(sheet=None)
        self.real, self.guess = real, guess
        self.measured = 0

    def arrange(self, width):
        self.measured += 1
        return self.real * 100 // width

    def estimate(self, width):
        return self.guess * 100 // width


class Stack(Entry):
    def __init__(self, message):
        super().__init__(None, message)
        self.made = 0
        self.unseen = [Plain(*map(int, each.split("/"))) for each in message.text.split()]

    def make(self):
        self.made += 1
        self.leaves = list(self.unseen)

    def bounds(self):
        return 0, 0, len(self.leaves or ())


def message(*leaves):
    """Each leaf as (real, guessed) height."""
    return Message(Role.USER, " ".join(f"{real}/{guess}" for real, guess in leaves))


def random_messages(seed, count=60):
    chance = random.Random(seed)
    return [
        message(
            *(
                (chance.randint(1, 90), chance.randint(1, 120))
                for _ in range(chance.choice([1, 1, 2, 5, 30]))
            )
        )
        for _ in range(count)
    ]


def guess_at(width):
    return lambda message: (
        sum(int(each.split("/")[1]) for each in message.text.split()) * 100 // width
    )


def sight_of(messages, height=200):
    entries = Entries(Stack, guess_at)
    entries.width = 100
    entries.replace(messages)
    sight = Sight(entries, lambda leaf: None)
    sight.height, sight.above, sight.below = height, 20, 4
    sight.reset()
    return sight, entries


def places(sight):
    """Where each leaf is that is seen."""
    return {(row.entry, row.number): row.y for row in sight.rows}
