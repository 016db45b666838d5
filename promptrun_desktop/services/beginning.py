"""The first pages of a document that is text, to be looked at before it is saved."""

from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.content import Content, Entry
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels

# Characters: some pages, in a few milliseconds.
ENOUGH = 12_000


def beginning(content: Content, format_key: str, labels: Labels, enough: int = ENOUGH) -> str:
    """As it will be written; what is left out ends in …"""
    whole, entries, left = True, [], enough
    for entry in content.entries:
        if left <= 0:
            whole = False
            break
        entries.append(_cut(entry, left))
        whole = whole and entries[-1] == entry
        left -= len(entry.text) + len(entry.thinking)
    shown = content._replace(entries=entries, instructions=content.instructions[:enough])
    text = FORMATS[format_key].render(shown, labels, undrawn).decode()
    return text if whole else f"{text.rstrip()}\n\n…\n"


def _cut(entry: Entry, left: int) -> Entry:
    thinking = entry.thinking[:left]
    return entry._replace(thinking=thinking, text=entry.text[: max(0, left - len(thinking))])
