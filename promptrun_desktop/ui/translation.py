"""Words outside of objects with `tr()`, under the names by which translators' tools find them."""

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text of a table, which is translated when it is shown.

    Qt's own, with a type; pyside6-lupdate finds texts by this name.
    """
    return text


def translate(context: str, text: str, note: str = "") -> str:
    """`context` and `text` are literals: pyside6-lupdate reads the source, and follows no names."""
    return QCoreApplication.translate(context, text, note)
