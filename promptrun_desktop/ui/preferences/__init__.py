"""The preferences: what applies to the whole app."""

from promptrun_desktop.ui.preferences.dialog import Preferences

__all__ = ["Preferences"]
