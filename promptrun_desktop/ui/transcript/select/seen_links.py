"""The links that are seen, in the order of reading: for going through them by key."""

from PySide6.QtCore import QPointF

from promptrun_desktop.ui.transcript.select.page import Page
from promptrun_desktop.ui.transcript.select.spot import BODY, THOUGHT, Spot
from promptrun_desktop.ui.transcript.text_box import TextBox

Link = tuple[Spot, Spot, str]


def links_seen(page: Page, height: int) -> list[Link]:
    """Start, end and address; `height` of the viewport in pixels."""
    first, last = page.spot_at(QPointF(0, 0)), page.spot_at(QPointF(0, height))
    if first is None or last is None:
        return []
    return [
        link
        for message in range(first.message, last.message + 1)
        for part in (THOUGHT, BODY)
        for link in _links_of(page, message, part, height)
    ]


def _links_of(page: Page, message: int, part: int, height: int) -> list[Link]:
    found: list[Link] = []
    for number, leaf in enumerate(page.leaves(message, part)):
        if not any(run.href for box in leaf.boxes for run in box.piece.runs):
            continue
        top = page.top_of(message, part, number)
        if top is None:
            continue
        for place, box in enumerate(leaf.boxes):
            spot = Spot(message, part, number, place, 0)
            for start, end, href in _runs(box):
                rects = box.rects(start, end)
                if rects and top + rects[-1].bottom() > 0 and top + rects[0].top() < height:
                    found.append((spot._replace(offset=start), spot._replace(offset=end), href))
    return found


def _runs(box: TextBox) -> list[tuple[int, int, str]]:
    """Neighbouring runs with one address are one link in several styles."""
    links: list[tuple[int, int, str]] = []
    for run in box.piece.runs:
        if not run.href:
            continue
        end = run.start + run.length
        if links and links[-1][1] == run.start and links[-1][2] == run.href:
            links[-1] = (links[-1][0], end, run.href)
        else:
            links.append((run.start, end, run.href))
    return links
