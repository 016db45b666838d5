from PySide6.QtCore import QElapsedTimer

from promptrun_desktop.ui.throttle import Throttle


def test_many_requests_are_one_run(qtbot):
    runs = []
    throttle = Throttle(lambda: runs.append(1), 5)
    for _ in range(1000):
        throttle.request()
    assert runs == [] and throttle.pending
    qtbot.waitUntil(lambda: not throttle.pending)
    assert runs == [1]


def test_a_second_run_waits_for_its_interval(qtbot):
    runs = []
    clock = QElapsedTimer()
    clock.start()
    throttle = Throttle(lambda: runs.append(clock.elapsed()), 30)
    throttle.request()
    qtbot.waitUntil(lambda: len(runs) == 1)
    throttle.request()
    qtbot.waitUntil(lambda: len(runs) == 2)
    assert runs[1] - runs[0] >= 29


def test_flush_runs_now_and_only_what_was_asked_for(qtbot):
    runs = []
    throttle = Throttle(lambda: runs.append(1), 10_000)
    throttle.flush()
    assert runs == []
    throttle.request()
    throttle.flush()
    throttle.flush()
    assert runs == [1] and not throttle.pending


def test_cancel_forgets(qtbot):
    runs = []
    throttle = Throttle(lambda: runs.append(1), 10_000)
    throttle.request()
    throttle.cancel()
    throttle.flush()
    assert runs == []


def test_a_request_from_inside_a_run_is_another_run(qtbot):
    runs = []

    def act():
        runs.append(1)
        if len(runs) == 1:
            throttle.request()

    throttle = Throttle(act, 1)
    throttle.request()
    qtbot.waitUntil(lambda: len(runs) == 2)
    assert not throttle.pending
