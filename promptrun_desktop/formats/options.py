"""What a person wants to see in a document beside what was said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    thinking: bool = True
    models: bool = True
    times: bool = True


ALL = Options()
