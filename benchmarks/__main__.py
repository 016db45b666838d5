"""Measure everything and hold it to its bounds: `python -m benchmarks`.

Exits 1 where a bound is broken. Figures in ms are CPU time of the window's thread unless a note
says more; bounds in ms, and those in per cent, scale with the reference operation of
`benchmarks.reference`.
"""

import argparse
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.children import run_scenario
from benchmarks.result import Row, as_json, broken, table
from benchmarks.scenarios import ALL, Scenario


def main(arguments: Sequence[str], scenarios: Sequence[Scenario] = ALL) -> int:
    options = _parser([each.name for each in scenarios]).parse_args(arguments)
    if options.list:
        for each in scenarios:
            print(f"{each.name:<10} {each.about}")
        return 0
    wanted = [each for each in scenarios if not options.only or each.name in options.only]
    rows: list[Row] = []
    begun = time.monotonic()
    for scenario in wanted:
        print(f"{scenario.name} …", end="\r", file=sys.stderr, flush=True)
        rows += run_scenario(scenario, quick=options.quick)
    print(table(rows))
    seconds = time.monotonic() - begun
    print(f"\n{seconds:.0f} s; {_verdict(rows)}")
    if options.json:
        text = as_json(rows, quick=options.quick, seconds=round(seconds), **facts())
        options.json.write_text(text, encoding="utf-8")
    return 1 if broken(rows) else 0


def facts() -> dict[str, object]:
    """What the figures were measured on."""
    import PySide6

    return {
        "python": platform.python_version(),
        "pyside": PySide6.__version__,
        "system": platform.platform(terse=True),
        "machine": platform.machine(),
    }


def _verdict(rows: Sequence[Row]) -> str:
    wrong = broken(rows)
    return f"{len(wrong)} bounds are broken" if wrong else "every bound is kept"


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure, and hold to bounds."
    )
    parser.add_argument("--quick", action="store_true", help="within a minute, less exactly")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help="only these")
    parser.add_argument("--list", action="store_true", help="say what there is to measure")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
