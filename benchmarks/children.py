"""Runs a scenario in a process of its own and reads what it measured."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.result import Row
from benchmarks.scenarios import Scenario


def run_scenario(scenario: Scenario, *, quick: bool) -> Iterator[Row]:
    """Its rows as they come; one more that is broken, where it does not end, or not well."""
    command = [sys.executable, "-m", "benchmarks.child", scenario.name, *(["--quick"] * quick)]
    yield from read_rows(scenario.name, command, scenario.patience)


def read_rows(name: str, command: Sequence[str], patience: float) -> Iterator[Row]:
    """`patience` in seconds."""
    doing, ended = "", threading.Event()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None

        def end() -> None:
            ended.set()
            process.kill()

        limit = threading.Timer(patience, end)
        limit.start()
        try:
            for line in process.stdout:
                value: dict[str, Any] = json.loads(line)
                doing = value.get("doing", doing)
                if "row" in value:
                    yield Row(**value["row"])
            process.wait()
        finally:
            limit.cancel()
    if process.returncode:
        why = f"no end after {patience:.0f} s" if ended.is_set() else "ended with an error"
        yield Row(name, None, bound=0, note=f"{why}: {doing}" if doing else why)


def environment() -> dict[str, str]:
    """No window where there is no screen."""
    on_screen = not sys.platform.startswith("linux") or any(
        os.environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )
    return {**os.environ} if on_screen else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
