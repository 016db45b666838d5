import gc
import threading

from PySide6.QtCore import QObject

from promptrun_desktop.app import collector as module
from promptrun_desktop.app.collector import (
    CALM,
    CALM_TICKS,
    LONG_WAITS,
    THRESHOLDS,
    WAITS,
    Collector,
)


class Cycle:
    """Garbage only a collector finds; notes the thread that took it."""

    taken: list[int]

    def __init__(self, taken: list[int]) -> None:
        self.itself = self
        self.taken = taken

    def __del__(self) -> None:
        self.taken.append(threading.get_ident())


def test_garbage_is_taken_on_the_windows_thread_alone(qapp):
    owner = QObject()
    collector = Collector(owner)
    taken: list[int] = []

    def litter() -> None:
        kept = [Cycle(taken) for _ in range(3)]
        del kept
        # Enough new objects for several automatic collections.
        hoard = [[] for _ in range(THRESHOLDS[0] * 3)]
        assert hoard

    worker = threading.Thread(target=litter)
    worker.start()
    worker.join()
    assert taken == []
    hoard = [[] for _ in range(THRESHOLDS[0] + 1000)]
    collector.collect()
    assert hoard
    assert set(taken) == {threading.get_ident()}
    owner.deleteLater()


def test_a_pass_waits_for_the_end_of_a_rush(qapp):
    owner = QObject()
    collector = Collector(owner)
    gc.collect()
    collector.collect_in_peace()
    taken: list[int] = []
    Cycle(taken)
    hoard = [[] for _ in range(THRESHOLDS[0] + 1000)]
    collector.collect_in_peace()
    assert taken == []
    collector.collect_in_peace()
    assert len(taken) == 1 and hoard
    owner.deleteLater()


def test_a_rush_that_does_not_end_is_not_waited_for(qapp):
    owner = QObject()
    collector = Collector(owner)
    gc.collect()
    collector.collect_in_peace()
    taken: list[int] = []
    Cycle(taken)
    hoard = []
    for wait in range(WAITS + 1):
        assert taken == [], f"after {wait} waits"
        hoard += [[] for _ in range(THRESHOLDS[0] + 1000)]
        collector.collect_in_peace()
    assert len(taken) == 1
    owner.deleteLater()


def test_a_long_pass_waits_for_calm_but_not_for_ever(qapp, monkeypatch):
    owner = QObject()
    collector = Collector(owner)
    passes: list[int] = []
    worked = [0.0]

    def busily() -> None:
        worked[0] += 2 * CALM
        collector.collect_in_peace()

    with monkeypatch.context() as patch:
        patch.setattr(gc, "collect", lambda generation=2: passes.append(generation))
        # Nothing is made, nor does anything go: a steady stream looks like that.
        patch.setattr(gc, "get_count", lambda: (0, 0, THRESHOLDS[2] + 1))
        patch.setattr(module, "thread_time", lambda: worked[0])
        busily()
        passes.clear()
        for _ in range(20):
            busily()
        assert 2 not in passes
        for _ in range(CALM_TICKS):
            assert 2 not in passes
            collector.collect_in_peace()
        assert passes[-1] == 2
        passes.clear()
        for _ in range(LONG_WAITS + 1):
            busily()
        assert passes.count(2) == 1
    owner.deleteLater()
