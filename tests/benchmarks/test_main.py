"""The runner, with scenarios that measure nothing."""

import json
import sys

import pytest

from benchmarks import __main__ as program
from benchmarks.children import environment, read_rows
from benchmarks.result import Row
from benchmarks.scenarios import ALL, Scenario

SOME = (Scenario("one", "one", "the first"), Scenario("two", "two", "the second"))


@pytest.fixture
def measured(monkeypatch):
    """What each scenario finds; the test may change it."""
    found = {"one": [Row("a", 1.0, bound=2)], "two": [Row("b", 1.0, bound=2)]}
    monkeypatch.setattr(program, "run_scenario", lambda each, *, quick: found[each.name])
    return found


def test_it_exits_0_while_every_bound_is_kept(measured, capsys):
    assert program.main([], SOME) == 0
    assert "every bound is kept" in capsys.readouterr().out


def test_it_exits_1_where_a_bound_is_broken(measured, capsys):
    measured["two"] = [Row("b", 3.0, bound=2)]
    assert program.main([], SOME) == 1
    assert "BROKEN" in capsys.readouterr().out


def test_only_what_is_named_is_measured(measured, capsys):
    measured["two"] = [Row("b", 3.0, bound=2)]
    assert program.main(["--only", "one"], SOME) == 0


def test_the_figures_are_written_as_json(measured, tmp_path, capsys):
    file = tmp_path / "figures.json"
    assert program.main(["--quick", "--json", str(file)], SOME) == 0
    value = json.loads(file.read_text(encoding="utf-8"))
    assert [row["name"] for row in value["rows"]] == ["a", "b"]
    assert value["quick"] is True


def test_the_list_names_every_scenario(capsys):
    assert program.main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in ALL]


def test_every_scenario_can_be_loaded():
    assert all(callable(each.load()) for each in ALL)


def test_rows_of_a_process_are_read_as_it_prints_them():
    code = 'print(\'{"doing": "x"}\'); print(\'{"row": {"name": "a", "value": 1.5}}\')'
    assert list(read_rows("it", [sys.executable, "-c", code], 20)) == [Row("a", 1.5)]


def test_a_process_that_fails_is_a_broken_bound():
    (row,) = read_rows("it", [sys.executable, "-c", "raise SystemExit(3)"], 20)
    assert not row.good
    assert row.note == "ended with an error"


def test_a_process_that_hangs_is_ended_and_told_with_what_it_did():
    code = 'print(\'{"doing": "a list"}\', flush=True); import time; time.sleep(60)'
    (row,) = read_rows("it", [sys.executable, "-c", code], 0.5)
    assert not row.good
    assert row.note == "no end after 0 s: a list"


def test_without_a_screen_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert environment()["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("DISPLAY", ":7")
    assert "QT_QPA_PLATFORM" not in environment()
