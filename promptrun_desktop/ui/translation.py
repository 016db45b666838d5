"""Marks texts of tables for translation: `self.tr()` translates them when they are shown."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Qt's own, with a type; pyside6-lupdate finds texts by this name."""
    return text
