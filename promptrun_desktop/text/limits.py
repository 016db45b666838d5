"""What a text may cost to parse."""

_MOST_COLUMNS = 200
_MOST_PADDING = 30_000


def tables_are_bearable(text: str) -> bool:
    """Whether tables may be looked for: short rows are filled up to the width of their head.

    So a few kilobytes can stand for millions of cells. Counted is what would be filled up, were
    every run of lines without a blank one a table. In time linear in the text.
    """
    pipes = text.count("|")
    if pipes <= _MOST_COLUMNS and pipes * text.count("\n") < _MOST_PADDING:
        return True
    widest = pipes = lines = 0
    for line in text.split("\n"):
        if not line.strip():
            widest = pipes = lines = 0
            continue
        found = line.count("|")
        widest, pipes, lines = max(widest, found), pipes + found, lines + 1
        if widest > _MOST_COLUMNS or widest * lines - pipes > _MOST_PADDING:
            return False
    return True
