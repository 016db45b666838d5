"""The models as rows: recommendations first, then by maker; filtered as the person types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from promptrun_desktop.domain.model_info import ModelInfo, from_id, picked
from promptrun_desktop.ui.model_picker import naming

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_LONGEST_ID = 200

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A heading has no `id`; `starred` is a recommendation, `typed` an id that no list has."""

    title: str
    id: str = ""
    detail: str = ""
    price: str = ""
    starred: bool = False
    typed: bool = False

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.title, self.detail, self.price)))


class PickerModel(QAbstractListModel):
    """Rows are made anew for each filter: 500 of them take less than one key repeat."""

    def __init__(self) -> None:
        super().__init__()
        self._models: Sequence[ModelInfo] = ()
        self._groups: list[tuple[str, list[tuple[str, Row]]]] = []
        self._ids: frozenset[str] = frozenset()
        self._titles: dict[str, tuple[str, str]] = {}
        self._filter = ""
        self._rows: list[Row] = []

    @property
    def count(self) -> int:
        """How many models the list has, whatever the filter."""
        return len(self._models)

    def set_models(self, models: Sequence[ModelInfo]) -> None:
        self._models = tuple({each.id: each for each in models}.values())
        picks = picked(self._models)
        self._ids = frozenset(each.id for each in self._models)
        self._groups = list(_groups(self._models, picks))
        self._titles = {each.id: (naming.title(each), naming.slug(each)) for each in self._models}
        for key, each in picks.items():
            self._titles[each.id] = (naming.pick_title(key), naming.slug(each))
        self._show()

    def set_filter(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            self._show()

    def names_of(self, model_id: str) -> tuple[str, str]:
        """What a model is called, and its short id; of an unlisted one what its id tells."""
        if model_id in self._titles:
            return self._titles[model_id]
        model = from_id(model_id)
        return naming.title(model), naming.slug(model)

    def row_of(self, model_id: str) -> int:
        """-1 where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.id == model_id), -1)

    def step(self, start: int, by: int) -> int:
        """The nearest row that can be picked, `by` rows on; stays within the list."""
        able = [at for at, row in enumerate(self._rows) if row.id]
        if not able:
            return -1
        at = able.index(start) + by if start in able else 0
        return able[min(max(at, 0), len(able) - 1)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._rows[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _show(self) -> None:
        self.beginResetModel()
        self._rows = list(self._matching())
        self.endResetModel()

    def _matching(self) -> Iterator[Row]:
        words = self._filter.casefold().split()
        for heading, members in self._groups:
            found = [row for text, row in members if all(word in text for word in words)]
            if found and heading:
                yield Row(heading)
            yield from found
        typed = self._filter.strip()[:_LONGEST_ID]
        if typed and typed not in self._ids:
            use = self.tr("Use “{id}”").replace("{id}", naming.one_line(typed))
            yield Row(use, typed, self.tr("A model that is not in the list"), typed=True)


def _groups(
    models: Sequence[ModelInfo], picks: dict[str, ModelInfo]
) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
    """Headings with their rows, and for each row the text that a filter looks into."""
    yield (
        "",
        [
            _row(model, naming.pick_title(key), naming.price_text(model.price, long=True), True)
            for key, model in picks.items()
        ],
    )
    starred = {each.id for each in picks.values()}
    makers: dict[str, list[ModelInfo]] = {}
    for model in models:
        if model.id not in starred:
            makers.setdefault(model.maker, []).append(model)
    for maker in sorted(makers, key=lambda each: (not each, naming.maker_title(each).casefold())):
        members = sorted(makers[maker], key=lambda each: naming.title(each).casefold())
        yield (
            naming.maker_title(maker),
            [_row(each, naming.title(each), naming.price_text(each.price)) for each in members],
        )


def _row(model: ModelInfo, title: str, price: str, starred: bool = False) -> tuple[str, Row]:
    row = Row(title, model.id, naming.origin(model), price, starred)
    maker = naming.maker_title(model.maker)
    return f"{title} {model.name} {model.id} {model.maker} {maker}".casefold(), row
