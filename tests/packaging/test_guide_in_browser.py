"""The site in a real browser: every link and picture is there, and nothing else is asked for."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from guide import site
from pypdf import PdfReader

from tests.formats.browser import Browser, Page

PAGES = sorted(each.name for each in site.DOCS.glob("*.html"))
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.href)"
PICTURES = """Promise.all([...document.images].map(async each => {
    await each.decode(); return [each.currentSrc, each.naturalWidth, each.alt] }))"""
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


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser.open("about:blank")


@pytest.fixture
def opened(tab):
    """The pages one after another: what is not in front is not painted."""

    def each() -> Iterator[tuple[str, Page]]:
        for name in PAGES:
            tab.go((site.DOCS / name).as_uri())
            yield name, tab

    return each


def test_every_link_leads_to_a_file_that_is_there_and_all_pages_are_reached(opened):
    reached, wanted = set(), set()
    for name, page in opened():
        for href in page.evaluate(LINKS):
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
def test_every_picture_is_seen_and_has_words(opened, dark):
    seen = set()
    for name, page in opened():
        page.look(dark=dark)
        for source, width, alt in page.evaluate(PICTURES):
            assert width > 0 and len(alt.split()) > 4, (name, source)
            # The main picture's light one is the one that others know by its name.
            is_dark = source.endswith("-dark.png")
            assert is_dark is dark, (name, source)
            seen.add(source.rpartition("/")[2])
    assert len(seen) == len(site.guide_pictures()) // 2 + 1


def test_nothing_is_asked_for_but_files_of_the_site_and_nothing_is_said(opened):
    for name, page in opened():
        assert all(each.startswith((site.DOCS.as_uri(), "data:,")) for each in page.requests), (
            name,
            page.requests,
        )
        assert page.refused == [] and page.said == [], name


def test_no_page_has_a_script_or_anything_alive(opened):
    alive = "script, iframe, object, embed, form, input, audio, video, [onclick], [onload]"
    for name, page in opened():
        assert page.evaluate(f"document.querySelectorAll({alive!r}).length") == 0, name
        assert page.evaluate("document.documentElement.lang") == "en"
        assert "Promptrun Desktop" in page.evaluate("document.title")


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
def test_no_page_is_wider_than_its_window(opened, width):
    for name, page in opened():
        page.look(width=width)
        assert page.evaluate(OVERFLOW) <= 0, (name, width)


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read(opened, dark):
    for name, page in opened():
        page.look(dark=dark)
        assert page.evaluate(CONTRAST) >= 4.5, name


def test_the_first_tab_leads_past_the_contents(tab):
    page = tab
    page.go((site.DOCS / "first-minute.html").as_uri())
    page.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page"


def test_on_paper_it_has_its_text_and_no_contents(tab, tmp_path):
    page = tab
    page.go((site.DOCS / "first-minute.html").as_uri())
    page.look()
    page.print_to(tmp_path / "page.pdf")
    text = " ".join(each.extract_text() for each in PdfReader(tmp_path / "page.pdf").pages)
    assert "Paste your key into the box" in text
    assert "Privacy and trouble" not in text
