"""A table whose rows are still read."""

from dataclasses import dataclass, field
from typing import Any

from promptrun_desktop.text.spine import Cell, Level, OpenTable


@dataclass(slots=True)
class TableDraft:
    """The head is the first of the level's rows; `cells` are those of the open row."""

    alignments: tuple[str, ...]
    level: Level
    cells: list[Cell] = field(default_factory=list)

    def end_row(self, going_on: OpenTable | None) -> None:
        """Below the head of a table that goes on stand the rows it had."""
        rows = self._rows()
        rows.append(tuple(self.cells))
        self.cells.clear()
        if going_on is not None:
            rows += going_on.rows

    def fields(self) -> dict[str, Any]:
        """Those of its block."""
        head, *rows = self._rows()
        return {"alignments": self.alignments, "head": head, "rows": tuple(rows)}

    def _rows(self) -> list[tuple[Cell, ...]]:
        if self.level.rows is None:
            self.level.rows = []
        return self.level.rows
