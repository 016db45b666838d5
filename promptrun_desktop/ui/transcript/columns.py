"""Widths of table columns: natural where they fit, fairly narrowed where they do not."""

from collections.abc import Sequence


def fitted(natural: Sequence[float], room: int, least: int, ample: int) -> list[int]:
    """Whole pixels for each column, together at most `room` unless that is below `least` each.

    Narrow columns keep what they need; the wide ones share the rest in equal parts, so a number
    is not broken to make room for a sentence. Where even so there is not room for all, one has
    to scroll sideways anyway: each column then takes what it needs, up to `ample`.
    """
    widths = [int(width + 1) for width in natural]
    if sum(widths) <= room:
        return widths
    if sum(min(width, least) for width in widths) > room:
        return [min(width, ample) for width in widths]
    left, open_columns = room, sorted(range(len(widths)), key=lambda each: widths[each])
    while open_columns:
        share = left // len(open_columns)
        column = open_columns[0]
        if widths[column] > share:
            break
        left -= widths[column]
        open_columns.pop(0)
    for column in open_columns:
        widths[column] = min(widths[column], max(least, left // len(open_columns)))
    return widths
