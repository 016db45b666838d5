"""The pages of the guide say what the app says, and lead to what is there."""

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from promptrun_desktop import __version__
from promptrun_desktop.assets import resource
from promptrun_desktop.text.block import Style
from promptrun_desktop.ui.help.guide import (
    SCALE,
    Page,
    Picture,
    page_named,
    parts_of,
    picture_path,
    read_guide,
    spoken,
)
from promptrun_desktop.ui.help.news import short
from tests.journeys.translation import collect

ROOT = Path(__file__).parents[3]
# Words that a person should not have to know.
JARGON = ("API", "token", "endpoint", "JSON", "context window", "provider", "system prompt")


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return read_guide()


def pictures(pages: list[Page]) -> list[Picture]:
    return [part for page in pages for part in page.parts if isinstance(part, Picture)]


def spans(pages: list[Page]):
    for page in pages:
        for part in page.parts:
            if not isinstance(part, Picture):
                for text in spoken(part):
                    for span in text:
                        yield page, span


def test_the_index_names_every_page_that_is_there():
    index = tomllib.loads(resource("guide", "index.toml").read_text(encoding="utf-8"))
    there = {each.stem for each in resource("guide").glob("*.md")}
    assert sorted(each["name"] for each in index["pages"]) == sorted(there)


def test_every_page_has_a_title_and_something_to_read(pages):
    for page in pages:
        assert page.title and page.short and len(page.parts) > 3, page.name
    assert len({page.title for page in pages}) == len(pages)


def test_every_link_leads_to_a_page(pages):
    names = {page.name for page in pages}
    for page, span in spans(pages):
        if span.href and not span.href.startswith("https://"):
            assert page_named(span.href) in names - {page.name}, (page.name, span.href)


def test_from_each_page_but_lists_another_is_reached(pages):
    linking = {page.name for page, span in spans(pages) if span.href}
    assert {"first-minute", "finding", "privacy", "whats-new"} <= linking


def test_every_picture_is_there_light_and_dark_of_one_size_and_has_words(pages):
    for picture in pictures(pages):
        light, dark = (QImage(str(picture.path(dark=each))) for each in (False, True))
        assert not light.isNull() and light.size() == dark.size(), picture.name
        assert light.width() == round(picture.width * SCALE), picture.name
        assert len(picture.alt.split()) > 4, picture.name
        # A picture of nothing has few colours.
        assert len({light.pixel(x, y) for x in range(0, light.width(), 7) for y in
                    range(0, light.height(), 7)}) > 8, picture.name  # fmt: skip


def test_the_light_picture_is_light_and_the_dark_one_dark(pages):
    for picture in pictures(pages):
        light, dark = (_lightness(picture.path(dark=each)) for each in (False, True))
        # The preview of a document is paper in both.
        assert light > 180 and dark < light - 60, picture.name


def _lightness(path: Path) -> int:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    mean = image.scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation)
    return mean.pixelColor(0, 0).lightness()


def test_no_picture_is_left_that_no_page_shows(pages):
    shown = {picture.path(dark=dark) for picture in pictures(pages) for dark in (False, True)}
    assert set(picture_path("x", dark=False).parent.glob("*")) == shown


def test_all_pictures_together_are_small():
    every = [*picture_path("x", dark=False).parent.glob("*.png"), *ROOT.glob("docs/window*.png")]
    assert sum(each.stat().st_size for each in every) < 1_200_000


def test_what_stands_in_italics_is_what_the_app_says(pages, tmp_path):
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("pyside6-lupdate is not installed")
    said = {text for _context, text in collect(tool, tmp_path)}
    named = {span.text for _page, span in spans(pages) if span.style & Style.ITALIC}
    assert len(named) > 40
    assert named - said == set()


def test_no_page_wants_a_word_of_the_trade(pages):
    for page in pages:
        text = resource("guide", f"{page.name}.md").read_text(encoding="utf-8")
        found = [each for each in JARGON if re.search(rf"\b{each}s?\b", text, re.IGNORECASE)]
        assert found == [], page.name


def test_no_page_is_longer_than_a_few_screens(pages):
    for page in pages:
        text = resource("guide", f"{page.name}.md").read_text(encoding="utf-8")
        assert len(text.split()) < 600, page.name


def test_what_is_new_begins_with_this_version_and_tells_of_every_one():
    versions = re.findall(
        r"^## (\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    text = resource("guide", "whats-new.md").read_text(encoding="utf-8")
    told = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert told == list(dict.fromkeys(versions)) and told[0] == short(__version__)


def test_a_picture_stands_between_the_blocks_before_and_after_it():
    before, picture, after = parts_of("One.\n\n![What is seen here](chat)\n\nTwo.")
    assert isinstance(picture, Picture) and picture.alt == "What is seen here"
    assert [next(iter(spoken(each)))[0].text for each in (before, after)] == ["One.", "Two."]


def test_only_the_name_of_a_page_is_a_page():
    assert page_named("asking.md") == "asking"
    for each in ("https://a.b/asking.md", "../asking.md", "asking.md\n", "asking.html", ""):
        assert page_named(each) == "", each
