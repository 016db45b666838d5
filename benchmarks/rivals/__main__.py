"""Measure this app, Qt and web pages on the same deltas: `python -m benchmarks.rivals`.

Needs node and Chromium for the pages; see the README beside this file. `--json FILE` keeps the
figures for `python -m benchmarks.readme`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.children import environment
from benchmarks.rivals.runs import Figure, runs
from benchmarks.rivals.tables import markdown

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rivals")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    figures = list(_in_qt())
    problem = _missing()
    if problem:
        print(f"Without web pages: {problem}", file=sys.stderr)
    else:
        figures += _in_browser()
    print(markdown(figures))
    if options.json:
        text = json.dumps([asdict(each) for each in figures], indent=2) + "\n"
        options.json.write_text(text, encoding="utf-8")
    return 1 if problem else 0


def _in_qt() -> Iterator[Figure]:
    command = [sys.executable, "-m", "benchmarks.rivals.in_qt"]
    for line in _lines(command, environment()):
        yield Figure(**json.loads(line))


def _in_browser() -> Iterator[Figure]:
    corpus = HERE / "dist" / "corpus.json"
    corpus.write_text(json.dumps([each.plain() for each in runs()]), encoding="utf-8")
    variables = {**os.environ, "CHROMIUM": _browser()}
    for line in _lines(["node", str(HERE / "measure.mjs"), str(corpus)], variables):
        yield Figure(**json.loads(line))


def _missing() -> str:
    """What is not there that the pages need."""
    if not shutil.which("node"):
        return "node is not installed."
    if not _browser():
        return "no Chromium was found; CHROMIUM may name its program."
    if not (HERE / "dist" / "page.js").is_file():
        return "the page is not built: run npm install and npm run build in benchmarks/rivals."
    return ""


def _browser() -> str:
    named = os.environ.get("CHROMIUM", "")
    found = [named] if named else [path for each in BROWSERS if (path := shutil.which(each))]
    return found[0] if found else ""


def _lines(command: Sequence[str], variables: dict[str, str]) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as process:
        assert process.stdout is not None
        yield from process.stdout
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
