"""To which side a text belongs."""

import unicodedata


def reads_right_to_left(text: str) -> bool:
    """By its first letter with a direction (Unicode bidi algorithm, rules P2 and P3)."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
