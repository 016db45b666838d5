"""To which side a text belongs. On its own, for the first window is painted with it."""

import unicodedata


def is_rtl(text: str) -> bool:
    """Whether the first strong character runs from right to left (Unicode Annex 9, P2 and P3)."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
