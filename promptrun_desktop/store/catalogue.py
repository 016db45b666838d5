"""The last list of models of each endpoint, for starting without a network."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from promptrun_desktop.domain.model_info import ModelInfo, Price
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.fields import from_time, to_decimal, to_text, to_time


class ModelLists:
    """`origin` is scheme, host and port, as `Endpoint.origin` writes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, origin: str, models: Sequence[ModelInfo], fetched_at: datetime) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO model_lists (origin, models, fetched_at) VALUES (?, ?, ?)"
                " ON CONFLICT (origin) DO UPDATE"
                " SET models = excluded.models, fetched_at = excluded.fetched_at",
                (origin, json.dumps([_row(model) for model in models]), from_time(fetched_at)),
            )

        await self._database.write(work)

    async def load(self, origin: str) -> tuple[list[ModelInfo], datetime] | None:
        """The models and when they were fetched; None if there is no list that can be read."""

        def work(connection: sqlite3.Connection) -> tuple[list[ModelInfo], datetime] | None:
            found = connection.execute(
                "SELECT models, fetched_at FROM model_lists WHERE origin = ?", (origin,)
            ).fetchone()
            rows = _rows(to_text(found[0])) if found else None
            return None if rows is None else (_models(rows), to_time(found[1]))

        return await self._database.read(work)


def _row(model: ModelInfo) -> dict[str, Any]:
    return {
        "id": model.id,
        "name": model.name,
        "maker": model.maker,
        # As text: a JSON number would come back as a binary fraction.
        "price": model.price and [str(model.price.prompt), str(model.price.completion)],
        "context": model.context,
        "reads_pictures": model.reads_pictures,
        "parameters": None if model.parameters is None else sorted(model.parameters),
    }


def _rows(text: str) -> list[Any] | None:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return rows if isinstance(rows, list) else None


def _models(rows: list[Any]) -> list[ModelInfo]:
    models = []
    for row in rows:
        try:
            models.append(_model(row))
        except (KeyError, TypeError, ValueError):
            continue
    return models


def _model(row: Any) -> ModelInfo:
    """Raises KeyError, TypeError or ValueError for a row that `_row` would not write."""
    parameters = row["parameters"]
    return ModelInfo(
        id=_a(str, row["id"]),
        name=_a(str, row["name"]),
        maker=_a(str, row["maker"]),
        price=None if row["price"] is None else _price(row["price"]),
        context=None if row["context"] is None else _a(int, row["context"]),
        reads_pictures=_a(bool, row["reads_pictures"]),
        parameters=None if parameters is None else frozenset(_a(str, name) for name in parameters),
    )


def _price(pair: Any) -> Price:
    prompt, completion = map(to_decimal, pair)
    # An unknown price is never shown as no price, so neither half is made up.
    if prompt is None or completion is None:
        raise ValueError("price")
    return Price(prompt, completion)


def _a(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value
