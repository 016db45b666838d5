"""What was found, as rows of a list."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from promptrun_desktop.domain.message import Role
from promptrun_desktop.domain.search import Hit
from promptrun_desktop.ui.search.moment import moment_text
from promptrun_desktop.ui.search.snippet import Marked, one_line

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
MOMENT_ROLE = HIT_ROLE + 1
TITLE_ROLE = HIT_ROLE + 2  # text and marks
SNIPPET_ROLE = HIT_ROLE + 3  # text and marks; ("", ()) where the title alone was found

_LONGEST = 300

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """One row a hit, newest first as they come."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._hits: list[Hit] = []

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    def set_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        if hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()

    def row_of(self, hit: Hit | None) -> int:
        """-1 where it is not among them."""
        return self._hits.index(hit) if hit in self._hits else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(hit)
        if role == MOMENT_ROLE:
            return self._moment(hit)
        if role == TITLE_ROLE:
            return self._marked_title(hit)
        if role == SNIPPET_ROLE:
            return _snippet(hit)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(hit)
        return None

    def _title(self, hit: Hit) -> str:
        return " ".join(hit.title[:_LONGEST].split()) or self.tr("New chat")

    def _marked_title(self, hit: Hit) -> Marked:
        if hit.message_id is None and hit.snippet:
            return one_line(hit.snippet, hit.marks)
        return self._title(hit), ()

    def _spoken(self, hit: Hit) -> str:
        parts = [self._title(hit), self._moment(hit)]
        if hit.role is Role.USER:
            parts.append(self.tr("You"))
        elif hit.role is Role.ASSISTANT:
            parts.append(self.tr("Answer"))
        parts.append(_snippet(hit)[0])
        return ", ".join(part for part in parts if part)

    def _moment(self, hit: Hit) -> str:
        moment = moment_text(hit.at, self._today())
        return self.tr("{0} · archived").format(moment) if hit.archived else moment


def _snippet(hit: Hit) -> Marked:
    if hit.message_id is None:
        return "", ()
    return one_line(hit.snippet, hit.marks, markdown=hit.role is Role.ASSISTANT)
