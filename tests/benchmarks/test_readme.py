import pytest

from benchmarks import readme
from benchmarks.readme import README, own_table, with_table
from benchmarks.rivals.runs import Figure, runs
from benchmarks.rivals.tables import markdown

VALUE = {
    "python": "3.11.7",
    "pyside": "6.11.3",
    "system": "Linux",
    "seconds": 12,
    "rows": [
        {"name": "a", "value": 1.5, "unit": "ms", "bound": 2.0, "note": "a | b", "good": True},
        {"name": "part", "value": 1.0, "bound": 2.0, "minor": True, "good": True},
    ],
}


def test_a_table_is_replaced_and_nothing_else():
    text = "before\n<!-- x -->\nold\n<!-- end of x -->\nafter\n"
    again = with_table(with_table(text, "x", "new"), "x", "newer")
    assert again == "before\n<!-- x -->\n\nnewer\n\n<!-- end of x -->\nafter\n"


def test_a_text_without_a_place_for_it_is_refused():
    with pytest.raises(ValueError, match="no place"):
        with_table("nothing", "x", "new")


def test_the_table_has_the_rows_and_where_they_were_measured():
    lines = own_table(VALUE).splitlines()
    assert lines[2] == "| a | 1.50 ms | 2.00 | a \\| b |"
    assert lines[-1] == "Measured on Python 3.11.7, PySide 6.11.3, Linux, in 12 s."


def test_the_readme_has_a_place_for_both():
    text = README.read_text(encoding="utf-8")
    for name in ("figures", "rivals"):
        assert "new table" in with_table(text, name, "new table")


def test_others_are_told_in_times_of_this_app():
    listed = [Figure("this app", 200, 184_000, 40.0, 60), Figure("x", 200, 184_000, 500.0, 20)]
    lines = markdown(listed).splitlines()
    assert lines[2] == "| this app | 200 | 184 KB | 40 | 1.0 | 60 | 0.1 |"
    assert lines[3] == "| x | 200 | 184 KB | 500 | 12.5 | 20 | 5.0 |"


def test_every_renderer_is_given_what_follows_the_text_it_starts_with():
    for run in runs():
        assert len(run.text) == run.start
        assert len(run.pieces) == run.rate * 6


def test_a_dash_leaves_a_table_as_it_is(monkeypatch, tmp_path):
    file = tmp_path / "README.md"
    file.write_text("as it is", encoding="utf-8")
    monkeypatch.setattr(readme, "README", file)
    readme.main("-", "-")
    assert file.read_text(encoding="utf-8") == "as it is"
