"""An address as people may see it before they go there."""

from html import escape

_LONGEST = 300


def shown_address(href: str) -> str:
    """An address as tooltip text: its own characters, the invisible ones written out.

    A tooltip guesses whether it got markup, so it gets ours, with the address escaped.
    """
    short = href if len(href) <= _LONGEST else href[:_LONGEST] + "…"
    written = "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in short)
    return f"<qt>{escape(written)}</qt>"
