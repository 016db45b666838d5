"""One measured figure and the bound it is held to; the table of them; their JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`value` None: it could not be measured. `bound` None: it is told, and held to nothing.

    A value up to the bound is good. `unit` is "" for a ratio. A `minor` row is part of another:
    the table tells it only where it is broken.
    """

    name: str
    value: float | None
    unit: str = ""
    bound: float | None = None
    note: str = ""
    minor: bool = False

    @property
    def good(self) -> bool:
        if self.bound is None:
            return True
        return self.value is not None and self.value <= self.bound


def table(rows: Sequence[Row]) -> str:
    cells = [("", "measured", "", "at most", "", "")]
    cells += [(row.name, *_figures(row), row.note) for row in rows if not (row.minor and row.good)]
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    return "\n".join(_line(line, widths) for line in cells)


def as_json(rows: Iterable[Row], **facts: object) -> str:
    listed = [asdict(row) | {"good": row.good} for row in rows]
    return json.dumps({**facts, "rows": listed}, indent=2, ensure_ascii=False) + "\n"


def broken(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.good]


def _figures(row: Row) -> tuple[str, str, str, str]:
    """Measured, unit, bound, verdict."""
    verdict = "" if row.bound is None else "ok" if row.good else "BROKEN"
    return number(row.value), row.unit, number(row.bound) if row.bound else "", verdict


def number(value: float | None) -> str:
    """As it is told to people: three figures that count, or so."""
    if value is None:
        return "–"
    if value and abs(value) < 0.1:
        return f"{value:.4f}"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, value, unit, bound, verdict, note = cells
    text = (
        f"{name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}"
        f"  {bound:>{widths[3]}}  {verdict:<{widths[4]}}  {note}"
    )
    return text.rstrip()
