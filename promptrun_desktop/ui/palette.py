"""Tokens into Qt's palette and style sheet."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QPalette

from promptrun_desktop.ui.theme import Tokens


def qt_palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in (
        (role.Window, tokens.bg),
        (role.Base, tokens.bg),
        (role.AlternateBase, tokens.panel),
        (role.Button, tokens.bg),
        (role.WindowText, tokens.fg),
        (role.Text, tokens.fg),
        (role.ButtonText, tokens.fg),
        (role.PlaceholderText, tokens.faint),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.fg),
    ):
        palette.setColor(each, QColor(colour))
    return palette


def style_sheet(tokens: Tokens, px: Callable[[int], int]) -> str:
    """The style sheet of the application; `px` scales a length with the text size."""
    return f"QWidget {{ color: {tokens.fg}; }}"
