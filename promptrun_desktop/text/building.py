"""A text through the parser: what is too much or a price is hidden from it, and shown again."""

import pyromark

from promptrun_desktop.text.builder import Builder, Built
from promptrun_desktop.text.limits import tables_are_bearable
from promptrun_desktop.text.plain import simplified
from promptrun_desktop.text.prices import MASK, masked, restored
from promptrun_desktop.text.reading import AS_WRITTEN, Reading, dialect
from promptrun_desktop.text.spine import NOTHING_OPEN, Context


def build(
    text: str,
    first_id: int = 0,
    context: Context = NOTHING_OPEN,
    spent: int = 0,
    reading: Reading = AS_WRITTEN,
) -> Built:
    """CommonMark, tables, strikethrough, task lists and `$…$`; lines end in `\\n`.

    Containers are numbered from `first_id`; the text goes on in `context`, in a run of `spent`
    marks. The text must be encodable and usable: see unicode.clean and plain.usable.
    """
    # Pieces of text in one go are many times faster; a formula in brackets is found by its pieces.
    merge = "\\(" not in text and "\\[" not in text
    tables = reading.tables and tables_are_bearable(text)
    plain = simplified(text, spent, tables=tables)
    source = context.prefix + masked(plain)
    builder = Builder((context.prefix + text).encode(), first_id, context, reading)
    events = pyromark.events_with_range(
        source,
        options=dialect(tables),
        merge_text=merge,
        broken_link_callback=reading.address if reading.definitions else None,
    )
    is_masked = MASK in source
    for event, place in events:
        given = restored(event) if is_masked else event
        if plain is not text:
            given = builder.whole(given)
        builder.take(given, place["start"], place["end"])
    return builder.built()
