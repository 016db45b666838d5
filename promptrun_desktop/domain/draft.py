"""What is typed and not yet sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """`caret`: how many characters of the text stand before the place where writing goes on."""

    text: str = ""
    caret: int = 0
