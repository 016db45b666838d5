import subprocess
import sys
import threading

import pytest

from promptrun_desktop.app import crash
from promptrun_desktop.app.crash import CrashLog, describe
from promptrun_desktop.domain.secret import ApiKey

CANARY = "sk-canary-5d2f81c7a0"


@pytest.fixture
def hooks(monkeypatch):
    """What `install` changes, put back afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda handler: None)
    monkeypatch.setattr(crash.faulthandler, "enable", lambda file: None)


def failing(key: ApiKey) -> None:
    secret = key.reveal()
    try:
        raise ValueError(f"cannot use {secret}")
    except ValueError as error:
        raise RuntimeError(f"asking with {secret} failed") from error


def raised() -> RuntimeError:
    with pytest.raises(RuntimeError) as found:
        failing(ApiKey(CANARY, "https://api.example.com:443"))
    return found.value


def test_kinds_and_places_are_told_and_not_a_word_of_what_was_handled():
    error = raised()
    lines = list(describe(type(error), error, error.__traceback__))
    assert lines[0] == "builtins.RuntimeError"
    assert "builtins.ValueError" in lines
    assert any(line.startswith("  test_crash.py:") and "failing" in line for line in lines)
    assert not any(CANARY in line or "asking" in line or "cannot" in line for line in lines)


def test_a_path_of_this_computer_is_not_told():
    error = raised()
    told = "\n".join(describe(type(error), error, error.__traceback__))
    assert "/" not in told


def test_errors_that_point_at_each_other_are_told_once():
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    lines = list(describe(ValueError, first, None))
    assert lines == ["builtins.ValueError", "after", "builtins.KeyError"]


def test_what_nobody_caught_is_written_to_the_log(tmp_path, hooks, capsys):
    CrashLog(tmp_path / "logs").install()
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    written = (tmp_path / "logs" / "errors.txt").read_text(encoding="utf-8")
    printed = capsys.readouterr().err
    assert "builtins.RuntimeError" in written
    assert "builtins.RuntimeError" in printed
    assert CANARY not in written + printed


def test_what_nobody_caught_in_a_thread_is_written_as_well(tmp_path, hooks):
    CrashLog(tmp_path).install()
    thread = threading.Thread(target=failing, args=(ApiKey(CANARY, "https://a.example:443"),))
    thread.start()
    thread.join()
    written = (tmp_path / "errors.txt").read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in written
    assert CANARY not in written


def test_the_log_is_bounded(tmp_path, hooks, monkeypatch):
    monkeypatch.setattr(crash, "LARGEST", 2000)
    log = tmp_path / "errors.txt"
    CrashLog(tmp_path).install()
    error, sizes = raised(), []
    for _ in range(40):
        sys.excepthook(type(error), error, error.__traceback__)
        sizes.append(log.stat().st_size)
    assert max(sizes) < 2 * 2000
    assert sizes != sorted(sizes)


def test_ctrl_c_is_no_error(tmp_path, hooks, capsys):
    CrashLog(tmp_path).install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not (tmp_path / "errors.txt").exists()
    assert capsys.readouterr().err == ""


def test_a_folder_that_cannot_be_written_ends_nothing(tmp_path, hooks, capsys):
    (tmp_path / "logs").write_text("a file where the folder should be")
    CrashLog(tmp_path / "logs").install()
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    assert type(error).__name__ in capsys.readouterr().err


def test_the_log_is_for_its_owner_alone(tmp_path, hooks):
    CrashLog(tmp_path / "profile" / "logs").install()
    assert (tmp_path / "profile" / "logs").stat().st_mode & 0o077 == 0


def test_a_crash_of_the_interpreter_itself_leaves_its_place(tmp_path):
    code = (
        "import ctypes, pathlib, sys\n"
        "from promptrun_desktop.app.crash import CrashLog\n"
        "CrashLog(pathlib.Path(sys.argv[1])).install()\n"
        "ctypes.string_at(0)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=False, capture_output=True
    )
    assert ended.returncode != 0
    assert "Fatal Python error" in (tmp_path / "crash.txt").read_text(encoding="utf-8")
