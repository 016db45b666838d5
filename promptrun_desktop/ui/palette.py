"""Tokens into Qt's palette: every role, so that none of the system's colours shines through."""

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
        (role.BrightText, tokens.err),
        (role.PlaceholderText, tokens.faint),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.panel),
        (role.ToolTipText, tokens.fg),
        # Fusion derives bevels and frames from these.
        (role.Light, tokens.bg),
        (role.Midlight, tokens.side),
        (role.Mid, tokens.line),
        (role.Dark, tokens.faint),
        (role.Shadow, tokens.line),
    ):
        palette.setColor(each, QColor(colour))
    _disable(palette, tokens)
    return palette


def _disable(palette: QPalette, tokens: Tokens) -> None:
    """Half way to the background: there, but not to be used now."""
    disabled, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole
    grey = blend(tokens.faint, tokens.bg, 0.45)
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.Link):
        palette.setColor(disabled, each, grey)
    palette.setColor(disabled, role.Highlight, QColor(tokens.line))
    palette.setColor(disabled, role.HighlightedText, grey)
    palette.setColor(disabled, role.Accent, QColor(tokens.line))


def blend(colour: str, other: str, share: float) -> QColor:
    """`share` of `other` mixed into `colour`, 0 to 1."""
    one, two = QColor(colour), QColor(other)
    return QColor.fromRgbF(
        one.redF() + (two.redF() - one.redF()) * share,
        one.greenF() + (two.greenF() - one.greenF()) * share,
        one.blueF() + (two.blueF() - one.blueF()) * share,
    )
