import json

import pytest

from benchmarks.result import Row, as_json, broken, table

GOOD = Row("quick", 1.25, "ms", 2, "fine")
BAD = Row("slow", 3.0, "", 2)
TOLD = Row("only told", 42.0, "%")


@pytest.mark.parametrize(
    ("row", "good"),
    [
        (GOOD, True),
        (BAD, False),
        (TOLD, True),
        (Row("at the bound", 2.0, bound=2), True),
        (Row("not measured", None, bound=2), False),
    ],
)
def test_a_row_is_good_up_to_its_bound(row, good):
    assert row.good is good


def test_the_table_tells_name_figure_unit_bound_and_verdict():
    lines = table([GOOD, BAD, TOLD]).splitlines()
    assert lines[1].split() == ["quick", "1.25", "ms", "2.00", "ok", "fine"]
    assert lines[2].split() == ["slow", "3.00", "2.00", "BROKEN"]
    assert lines[3].split() == ["only", "told", "42.00", "%"]


def test_a_part_is_told_only_where_it_is_broken():
    parts = [Row("part", 1.0, bound=2, minor=True), Row("other", 3.0, bound=2, minor=True)]
    assert "part" not in table(parts)
    assert "other" in table(parts)
    assert len(json.loads(as_json(parts))["rows"]) == 2


def test_json_has_the_rows_and_what_they_were_measured_on():
    value = json.loads(as_json([GOOD, BAD], quick=True))
    assert value["quick"] is True
    assert [(row["name"], row["good"]) for row in value["rows"]] == [
        ("quick", True),
        ("slow", False),
    ]


def test_broken_rows_are_found():
    assert broken([GOOD, BAD, TOLD]) == [BAD]
