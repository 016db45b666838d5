import sys

from promptrun_desktop import __main__ as entry
from promptrun_desktop.app.worker import run
from promptrun_desktop.services import typesetter, worker
from promptrun_desktop.services.own_process import command, start
from promptrun_desktop.text import formula_child


def test_the_program_knows_what_each_of_its_processes_is_for():
    assert entry._child([worker.PURPOSE]) is run.main
    assert entry._child([typesetter.PURPOSE]) is formula_child.main
    assert entry._child([]) is None
    assert entry._child(["--demo"]) is None


def test_a_packed_program_starts_itself(monkeypatch):
    assert command("--worker") == [sys.executable, "-m", "promptrun_desktop", "--worker"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command("--worker") == [sys.executable, "--worker"]


def test_of_the_environment_only_what_is_listed_is_passed_on(monkeypatch):
    monkeypatch.setenv("PROMPTRUN_API_KEY", "sk-secret")
    monkeypatch.setenv("LD_PRELOAD", "")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    process = start([sys.executable, "-c", "import os; print(sorted(os.environ))"])
    told, _ = process.communicate()
    assert b"TZ" in told
    assert b"PROMPTRUN_API_KEY" not in told and b"LD_PRELOAD" not in told
