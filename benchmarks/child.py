"""One scenario in this process: `python -m benchmarks.child NAME [--quick]`.

Prints a line of JSON for each row, and for each thing it begins with.
"""

import json
import sys
from dataclasses import asdict

from benchmarks.result import Row
from benchmarks.scenarios import ALL


def main(name: str, *options: str) -> None:
    scenario = next(each for each in ALL if each.name == name)
    for told in scenario.load()("--quick" in options):
        value = {"row": asdict(told)} if isinstance(told, Row) else {"doing": told}
        print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
