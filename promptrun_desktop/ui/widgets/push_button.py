"""A button with words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


def button(
    text: str, object_name: str, kind: str = "", parent: QWidget | None = None
) -> QPushButton:
    """`kind`: "" for normal, primary, quiet, link, danger. Never the default of a dialog by
    chance: Enter presses what was meant."""
    made = QPushButton(text, parent)
    made.setObjectName(object_name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if kind:
        made.setProperty("kind", kind)
    return made
