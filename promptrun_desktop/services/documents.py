"""What a window that draws documents itself knows of them; it knows no formats."""

from promptrun_desktop.formats.content import Content, Entry, content_of
from promptrun_desktop.formats.format import Draw, undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL, Options

__all__ = ["ALL", "Content", "Draw", "Entry", "Labels", "Options", "content_of", "undrawn"]
