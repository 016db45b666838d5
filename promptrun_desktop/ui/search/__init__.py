"""Searching all chats: the field, what was found, and how a hit is opened."""

from promptrun_desktop.ui.search.search import Search

__all__ = ["Search"]
