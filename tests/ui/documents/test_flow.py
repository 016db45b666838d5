"""Strips onto pages."""

import pytest

from promptrun_desktop.ui.documents.bands import Band
from promptrun_desktop.ui.documents.flow import Flow
from promptrun_desktop.ui.documents.paper import PageSize
from promptrun_desktop.ui.documents.strip import Strip

# Its column is 600 high, from 100 to 700.
PAPER = PageSize(800, 800)


class Padded(Band):
    above, below = 10.0, 20.0


def strip(height=100.0, **fields):
    made = Strip(height)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def flowed(strips):
    """For each page the strips by number, and their places."""
    flow = Flow(PAPER, None)
    pages = [page for each in strips for page in flow.add(each)]
    pages += flow.finish()
    return pages, [[(strips.index(one), y) for one, y in page._strips] for page in pages]


def test_strips_fill_a_page_and_go_on_on_the_next():
    _, places = flowed([strip() for _ in range(8)])
    assert [len(page) for page in places] == [6, 2]
    assert places[1] == [(6, 100.0), (7, 200.0)]


def test_the_gap_above_is_dropped_at_the_top_of_a_page():
    _, places = flowed([strip(gap=50.0) for _ in range(5)])
    assert [y for _, y in places[0]] == [100, 250, 400, 550]
    assert places[1] == [(4, 100.0)]


@pytest.mark.parametrize("fields", [({}, {"keeps": True}, {}), ({}, {}, {"clings": True})])
def test_what_belongs_together_moves_together(fields):
    _, places = flowed([strip(400.0, **fields[0]), strip(**fields[1]), strip(200.0, **fields[2])])
    assert [[number for number, _ in page] for page in places] == [[0], [1, 2]]


def test_what_belongs_together_but_is_higher_than_a_page_is_parted():
    _, places = flowed([strip(), *(strip(250.0, keeps=True) for _ in range(4)), strip(200.0)])
    assert [[number for number, _ in page] for page in places] == [[0], [1, 2], [3, 4], [5]]


def test_a_band_has_its_edges_on_each_page():
    band = Padded(0, 100)
    pages, places = flowed([strip(bands=(band,)) for _ in range(7)])
    (first,), (second,) = pages[0]._stretches, pages[1]._stretches
    assert [len(page) for page in places] == [5, 2]
    assert (first.top, first.bottom) == (100, 630)
    assert places[1][0] == (5, 110.0)
    assert (first.begins, first.ends) == (True, False)
    assert (second.begins, second.ends) == (False, True)


def test_a_band_that_begins_at_the_top_of_a_page_has_a_beginning():
    band = Padded(0, 100)
    pages, _ = flowed([strip(600.0), strip(bands=(band,))])
    (stretch,) = pages[1]._stretches
    assert (stretch.begins, stretch.ends) == (True, True)


def test_a_gap_is_inside_the_bands_that_go_on():
    outer, one, other = Padded(0, 100), Padded(0, 90), Padded(0, 90)
    pages, places = flowed([strip(bands=(outer, one)), strip(bands=(outer, other), gap=30.0)])
    assert places == [[(0, 120.0), (1, 280.0)]]
    assert [(each.band, each.top, each.bottom) for each in pages[0]._stretches] == [
        (outer, 100, 420),
        (one, 110, 240),
        (other, 270, 400),
    ]


def test_a_head_is_repeated_where_a_page_begins():
    head = strip(keeps=True)
    again = strip()
    strips = [head, *(strip(repeated=[again]) for _ in range(7))]
    flow = Flow(PAPER, None)
    pages = [page for each in strips for page in flow.add(each)] + list(flow.finish())
    assert pages[1]._strips[0][0] is again
    assert [len(page._strips) for page in pages] == [6, 3]


def test_what_only_parts_others_is_left_out_at_the_top():
    _, places = flowed([strip(), strip(500.0), strip(parts=True), strip()])
    assert [[number for number, _ in page] for page in places] == [[0, 1], [3]]
