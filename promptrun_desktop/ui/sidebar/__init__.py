"""The list of chats and what stands above and below it."""

from promptrun_desktop.ui.sidebar.view import Sidebar

__all__ = ["Sidebar"]
