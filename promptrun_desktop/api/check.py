"""What asking for the list of models says about a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from promptrun_desktop.domain.model_info import ModelInfo


class Verdict(Enum):
    """WORKS: the list came, and was refused without the key. KEPT: it may come without one too,
    so nothing is proven. UNCHECKED: there is no list to ask for."""

    WORKS = "works"
    KEPT = "kept"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """`models` None where the endpoint has no list."""

    verdict: Verdict
    models: Sequence[ModelInfo] | None
