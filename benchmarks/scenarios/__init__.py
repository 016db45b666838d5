"""What is measured. Each runs in a process of its own: none finds what another left behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from benchmarks.result import Row


@dataclass(frozen=True, slots=True)
class Scenario:
    """`module` has `run(quick) -> Iterator[Row]`; after `patience` seconds it is ended."""

    name: str
    module: str
    about: str
    patience: float = 240.0

    def load(self) -> Callable[[bool], Iterator[Row]]:
        run: Callable[[bool], Iterator[Row]] = import_module(
            f"benchmarks.scenarios.{self.module}"
        ).run
        return run


ALL = (
    Scenario("growing", "growing", "an answer of 200 KB, eight deltas at a time"),
    Scenario("parsing", "parsing", "the same answer through the parser, delta by delta"),
    Scenario("opening", "opening", "conversations of 100 and of 10,000 messages in the view"),
    Scenario("moving", "moving", "scrolling and resizing them"),
    Scenario("hostile", "hostile", "texts made to be slow, streamed and opened whole"),
    Scenario("database", "database", "conversations opened in the whole app, from its database"),
    Scenario("whole", "whole", "HTTP, parser, session, store, window: 1,000 deltas a second"),
    Scenario("documents", "documents", "chats saved, archived, backed up, brought in", 900),
    Scenario("arrivals", "arrivals", "everything into a back-up, and back into a store", 600),
    Scenario("packaged", "packaged", "the packed app: its size and its start", 900),
    Scenario("library", "library", "10,000 chats, a million messages: start, list, search", 7200),
)
