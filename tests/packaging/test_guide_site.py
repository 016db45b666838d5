"""The site in `docs/` is what the script makes of the guide that the app shows."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from guide import site

AGAIN = "not what the guide says now: run `python3 dev.py guide --pages`"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return site.texts()


def test_what_is_committed_is_what_the_script_makes(made):
    for name, text in made.items():
        path = site.DOCS / name
        assert path.is_file() and path.read_text(encoding="utf-8") == text, f"{name}: {AGAIN}"


def test_no_page_is_left_of_a_guide_that_was_another(made):
    assert {each.name for each in site.DOCS.glob("*.html")} == {
        name for name in made if name.endswith(".html")
    }


def test_the_pictures_are_those_that_the_app_shows():
    shown = {path.name: path.read_bytes() for path in site.guide_pictures()}
    there = {path.name: path.read_bytes() for path in (site.DOCS / "pictures").iterdir()}
    assert there == shown, AGAIN


def test_headings_are_in_order_and_each_page_has_one_title(made):
    for name, text in made.items():
        levels = [int(each) for each in re.findall(r"<h(\d)", text)]
        if name.endswith(".html"):
            assert levels[0] == 1 and levels.count(1) == 1, name
            assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_front_page_says_what_the_readme_says():
    readme = (
        "# App\n\n<picture>\n</picture>\n\nIt *does* this.\n\n"
        "## Download\nA file.\n\n### b\n\nc\n\n## Z\nz"
    )
    assert site.section(readme, "") == "It *does* this."
    assert site.section(readme, "Download") == "A file.\n\n### b\n\nc"
    with pytest.raises(ValueError, match="Privacy"):
        site.section(readme, "Privacy")


def test_writing_it_twice_leaves_the_same_files(tmp_path: Path):
    first = {path.name: path.read_bytes() for path in site.write(tmp_path / "docs")}
    (tmp_path / "docs" / "pictures" / "old.png").write_bytes(b"")
    second = {path.name: path.read_bytes() for path in site.write(tmp_path / "docs")}
    assert first == second and not (tmp_path / "docs" / "pictures" / "old.png").exists()
