"""A conversation as a Word document: real headings, lists, tables and formulas, to be worked on."""

from promptrun_desktop.formats.content import Content
from promptrun_desktop.formats.format import Draw
from promptrun_desktop.formats.labels import Labels


def render(content: Content, labels: Labels, _draw: Draw) -> bytes:
    """Formulas become Word's own, so nothing is drawn."""
    # A start of the app does not wait for what few documents need.
    from promptrun_desktop.formats.word_document import document

    return document(content, labels)
