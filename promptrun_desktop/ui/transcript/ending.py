"""What is said under a reply that did not end well: one sentence and one button."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """`tone` is "dim", "warn" or "err"; without `button` and `action` there is only the text.

    `text` may hold foreign words: it is drawn as plain characters.
    """

    text: str
    button: str = ""
    action: str = ""
    tone: str = "dim"
