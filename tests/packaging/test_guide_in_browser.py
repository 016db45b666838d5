"""The site in a real browser: every link and picture is there, and nothing else is asked for."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from guide import site
from pypdf import PdfReader

from tests.formats.browser import Browser

PAGES = sorted(each.name for each in site.DOCS.glob("*.html"))
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.href)"
PICTURES = """Promise.all([...document.images].map(async each => {
    await each.decode(); return [each.currentSrc, each.naturalWidth, each.alt] }))"""
ALIVE = "script, iframe, object, embed, form, input, audio, video, [onclick], [onload], [style]"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# For every text, the worst contrast with the ground that is painted under it.
CONTRAST = """(() => {
  const part = value => (value /= 255) <= 0.03928
      ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim()) continue;
    const [one, two] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
    found.push((Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05));
  }
  return Math.min(...found);
})()"""


@dataclass
class Seen:
    """What a browser found out about one page; pictures and contrast light and dark."""

    links: list[str]
    pictures: dict[bool, list[tuple[str, int, str]]]
    contrast: dict[bool, float]
    overflow: dict[int, int]
    alive: int
    language: str
    title: str


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser.open("about:blank")


@pytest.fixture(scope="module")
def seen(tab) -> dict[str, Seen]:
    """Each page once: what is not in front is not painted."""
    found = {}
    for name in PAGES:
        tab.go((site.DOCS / name).as_uri())
        pictures, contrast, overflow = {}, {}, {}
        for dark, width in ((True, 360), (False, 320)):
            tab.look(width=width, dark=dark)
            pictures[dark] = tab.evaluate(PICTURES)
            contrast[dark] = tab.evaluate(CONTRAST)
            overflow[width] = tab.evaluate(OVERFLOW)
        tab.look(width=1400)
        overflow[1400] = tab.evaluate(OVERFLOW)
        found[name] = Seen(
            tab.evaluate(LINKS),
            pictures,
            contrast,
            overflow,
            tab.evaluate(f"document.querySelectorAll({ALIVE!r}).length"),
            tab.evaluate("document.documentElement.lang"),
            tab.evaluate("document.title"),
        )
    return found


def test_every_link_leads_to_a_file_that_is_there_and_all_pages_are_reached(seen):
    reached, wanted = set(), set()
    for name, page in seen.items():
        for href in page.links:
            parts = urlsplit(href)
            if parts.scheme == "https":
                assert parts.netloc == "app.promptrun.ai", (name, href)
                continue
            assert parts.scheme == "file", (name, href)
            path = Path(unquote(parts.path))
            assert path.is_file() and path.parent == site.DOCS, (name, href)
            if parts.fragment:
                wanted.add((path.name, parts.fragment))
            reached.add(path.name)
    assert set(PAGES) <= reached
    texts = site.texts()
    assert all(f'id="{fragment}"' in texts[name] for name, fragment in wanted)


@pytest.mark.parametrize("dark", [False, True])
def test_every_picture_is_seen_and_has_words(seen, dark):
    shown = set()
    for name, page in seen.items():
        for source, width, alt in page.pictures[dark]:
            assert width > 0 and len(alt.split()) > 4, (name, source)
            # The main picture's light one is the one that others know by its name.
            assert source.endswith("-dark.png") is dark, (name, source)
            shown.add(source.rpartition("/")[2])
    assert len(shown) == len(site.guide_pictures()) // 2 + 1


def test_nothing_is_asked_for_but_files_of_the_site_and_nothing_is_said(seen, tab):
    ours = (site.DOCS.as_uri(), "data:,", "about:blank")
    assert len(tab.requests) > len(PAGES)
    assert [each for each in tab.requests if not each.startswith(ours)] == []
    assert tab.refused == [] and tab.said == []


def test_no_page_has_a_script_or_anything_alive(seen):
    for name, page in seen.items():
        assert page.alive == 0 and page.language == "en", name
        assert "Promptrun Desktop" in page.title, name
    assert len({page.title for page in seen.values()}) == len(seen)


def test_no_page_is_wider_than_its_window(seen):
    for name, page in seen.items():
        assert page.overflow == {320: 0, 360: 0, 1400: 0}, name


def test_every_text_can_be_read_light_and_dark(seen):
    for name, page in seen.items():
        assert min(page.contrast.values()) >= 4.5, name


def test_a_text_that_cannot_be_read_would_be_seen(tab):
    tab.go("data:text/html,<body style='background:white'><p style='color:silver'>pale")
    assert tab.evaluate(CONTRAST) < 2


def test_the_first_tab_leads_past_the_contents(tab):
    tab.go((site.DOCS / "first-minute.html").as_uri())
    tab.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#page"


def test_on_paper_it_has_its_text_and_no_contents(tab, tmp_path):
    tab.go((site.DOCS / "first-minute.html").as_uri())
    tab.look()
    tab.print_to(tmp_path / "page.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "page.pdf").pages)
    assert "Paste your key into the box" in text
    assert "Privacy and trouble" not in text
