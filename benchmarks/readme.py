"""Puts figures into the tables of README.md: `python -m benchmarks.readme FIGURES RIVALS`.

FIGURES is what `python -m benchmarks --json` wrote, RIVALS what `python -m benchmarks.rivals
--json` wrote; `-` leaves a table as it is.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from benchmarks.result import Row, number
from benchmarks.rivals.runs import Figure
from benchmarks.rivals.tables import markdown

README = Path(__file__).with_name("README.md")


def with_table(text: str, name: str, table: str) -> str:
    """The text with the table between the marks of that name replaced."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"there is no place for {name}")
    return pattern.sub(lambda _: f"{begin}\n{table}\n\n{end}", text)


def own_table(value: dict[str, Any]) -> str:
    rows = [Row(**{key: each[key] for key in each if key != "good"}) for each in value["rows"]]
    lines = ["| | measured | at most | |", "|---|--:|--:|---|"]
    lines += [_line(row) for row in rows if not row.minor]
    where = f"Python {value['python']}, PySide {value['pyside']}, {value['system']}"
    return "\n".join([*lines, "", f"Measured on {where}, in {value['seconds']} s."])


def _line(row: Row) -> str:
    bound = number(row.bound) if row.bound is not None else ""
    note = row.note.replace("|", "\\|").replace("*", "\\*")
    return f"| {row.name} | {number(row.value)} {row.unit} | {bound} | {note} |"


def main(figures: str, rivals: str) -> None:
    text = README.read_text(encoding="utf-8")
    if figures != "-":
        table = own_table(json.loads(Path(figures).read_text(encoding="utf-8")))
        text = with_table(text, "figures", table)
    if rivals != "-":
        listed = json.loads(Path(rivals).read_text(encoding="utf-8"))
        text = with_table(text, "rivals", markdown([Figure(**each) for each in listed]))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
