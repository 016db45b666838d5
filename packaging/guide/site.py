"""The guide as a small site in `docs/`: pages that a browser shows from the disk, without a script.

Made of the same values that the window of the help shows, by the renderer that documents are made
with. What is there is replaced; nothing in it loads anything from elsewhere.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from guide.look import STYLE
from promptrun_desktop.text.block import Block, CodeBlock, Heading, Span
from promptrun_desktop.text.blocks import parse
from promptrun_desktop.text.html_look import Look
from promptrun_desktop.text.inline_html import html_lines, styled
from promptrun_desktop.text.to_html import to_html
from promptrun_desktop.ui.help.guide import (
    Page,
    Picture,
    page_named,
    picture_path,
    read_guide,
    size_of,
)
from promptrun_desktop.ui.help.shortcuts import groups_everywhere

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
TITLE = "Promptrun Desktop"
# For those who want to know how, in a browser as they are.
_PAPERS = (("back-up.md", "The form of a back-up"), ("updates.md", "The notice of a new version"))


def write(folder: Path = DOCS) -> list[Path]:
    """All files of the site, in `folder`."""
    folder.mkdir(exist_ok=True)
    written = []
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    pictures = folder / "pictures"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir()
    for path in guide_pictures():
        written.append(Path(shutil.copyfile(path, pictures / path.name)))
    return written


def texts() -> dict[str, str]:
    """Each page and the style by the name of its file."""
    pages = read_guide(groups_everywhere())
    made = {f"{each.name}.html": _page(each, pages) for each in pages}
    return {"index.html": _front(pages), **made, "style.css": STYLE}


def guide_pictures() -> list[Path]:
    return [
        part.path(dark=dark)
        for page in read_guide()
        for part in page.parts
        if isinstance(part, Picture)
        for dark in (False, True)
    ]


def _front(pages: Sequence[Page]) -> str:
    """What it is, the pages, and how to get it: as the README says it."""
    readme = README.read_text(encoding="utf-8")
    window = _picture("window", "The window: chats at the left, an answer in the middle", "")
    rows = "\n".join(
        f'<li><a href="{each.name}.html">{escape(each.title)}</a></li>' for each in pages
    )
    papers = "\n".join(
        f'<li><a href="{name}">{escape(title)}</a></li>'
        for name, title in _PAPERS
        if (DOCS / name).is_file()
    )
    body = (
        f"<h1>{TITLE}</h1>\n{_html(_blocks(section(readme, '')), {})}{window}\n"
        f'<h2>Guide</h2>\n<ul class="pages">\n{rows}\n</ul>\n'
        f'<h2 id="download">Download</h2>\n{_html(_blocks(section(readme, "Download")), {})}'
        f'<h2 id="privacy">Privacy</h2>\n{_html(_blocks(section(readme, "Privacy")), {})}'
        f"<h2>For developers</h2>\n<ul>\n{papers}\n</ul>\n"
    )
    return _document(TITLE, body, pages, "")


def section(markdown: str, title: str) -> str:
    """What stands below a heading of the second level; without one, the first paragraph."""
    if not title:
        return next(
            each
            for each in markdown.split("\n\n")[1:]
            if each.strip() and not each.lstrip().startswith(("<", "!", "#"))
        )
    _before, found, rest = markdown.partition(f"\n## {title}\n")
    if not found:
        raise ValueError(f"the README has no section {title}")
    return rest.partition("\n## ")[0].strip()


def _page(page: Page, pages: Sequence[Page]) -> str:
    names = {each.name for each in pages}
    body = [f"<h1>{escape(page.title)}</h1>\n"]
    blocks: list[Block] = []
    for part in page.parts:
        if isinstance(part, Picture):
            body.append(_html(blocks, names))
            body.append(_picture(part.name, part.alt, "pictures/"))
            blocks = []
        else:
            blocks.append(part)
    body.append(_html(blocks, names))
    at = pages.index(page)
    if at + 1 < len(pages):
        following = pages[at + 1]
        body.append(
            f'<p class="next"><a href="{following.name}.html">Next: {escape(following.title)}</a>'
            "</p>\n"
        )
    return _document(f"{page.title} · {TITLE}", "".join(body), pages, page.name)


def _document(title: str, body: str, pages: Sequence[Page], here: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'"
        " file: data:; style-src 'self' file:; base-uri 'none'; form-action 'none'\">\n"
        '<link rel="icon" href="data:,">\n'
        '<link rel="stylesheet" href="style.css">\n</head>\n<body>\n'
        '<a class="skip" href="#page">Skip to the text</a>\n'
        f"{_navigation(pages, here)}"
        f'<main id="page">\n{body}</main>\n'
        f"<footer><p>{TITLE} · MIT licence</p></footer>\n</body>\n</html>\n"
    )


def _navigation(pages: Sequence[Page], here: str) -> str:
    rows = [_row("index", TITLE, here or "index")]
    rows += [_row(each.name, each.short, here) for each in pages]
    return f'<nav aria-label="Guide">\n<ul>\n{"".join(rows)}</ul>\n</nav>\n'


def _row(name: str, title: str, here: str) -> str:
    current = ' aria-current="page"' if name == here else ""
    return f'<li><a href="{name}.html"{current}>{escape(title)}</a></li>\n'


def _picture(name: str, alt: str, folder: str) -> str:
    """The dark one where the reader's system is dark; its room is kept until it is there."""
    file = f"{name}-light.png" if folder else f"{name}.png"
    width, height = size_of(picture_path(name, dark=False) if folder else DOCS / file)
    words = escape(alt)
    return (
        f'<picture class="shown">\n<source srcset="{folder}{name}-dark.png"'
        ' media="(prefers-color-scheme: dark)">\n'
        f'<img src="{folder}{file}" alt="{words}" width="{width}" height="{height}">\n'
        "</picture>\n"
    )


def _blocks(markdown: str) -> list[Block]:
    """Headings of a section stand below ours."""
    return [
        replace(each, level=max(3, each.level)) if isinstance(each, Heading) else each
        for each in parse(markdown)
    ]


def _html(blocks: Iterable[Block], names: Iterable[str]) -> str:
    known = set(names)
    look = Look(
        spans=lambda spans: "".join(_spans(spans, known)),
        code=_code,
        lines=lambda text, side: f"<p{side}>{html_lines(text)}</p>\n",
        table=lambda side: f'<div class="table"{side}><table>\n',
        table_end="</table></div>\n",
    )
    # The first cell of each row says what the others are about.
    return to_html(blocks, look).replace("<th><br></th>", "<td></td>")


def _code(block: CodeBlock, side: str) -> str:
    return f"<pre{side}><code>{escape(block.code)}</code></pre>\n"


def _spans(spans: Sequence[Span], names: set[str]) -> Iterator[str]:
    for span in spans:
        text = styled(span.style, escape(span.text))
        if not span.href:
            yield text
        elif (name := page_named(span.href)) in names:
            yield f'<a href="{name}.html">{text}</a>'
        elif span.href.startswith("https://"):
            yield f'<a href="{escape(span.href)}" rel="noreferrer noopener">{text}</a>'
        elif (DOCS / span.href.removeprefix("docs/")).is_file():
            yield f'<a href="{escape(span.href.removeprefix("docs/"))}">{text}</a>'
        else:
            # What lies beside the site is not there for who reads the site alone.
            yield text
