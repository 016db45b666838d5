"""Labels and options as they come in a job."""

from typing import Any

from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import Options


def labels_of(job: dict[str, Any]) -> Labels:
    return Labels(**{name: _frozen(value) for name, value in job["labels"].items()})


def options_of(job: dict[str, Any]) -> Options:
    return Options(**job["options"])


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
