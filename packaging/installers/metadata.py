"""What a Linux desktop reads of the app: everything below `share`, filled in from the templates."""

import gzip
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from installers import icons
from installers.bundle import last_change
from installers.layout import APP_ID, NAME, PACKAGING, ROOT, VERSION

TEMPLATES = PACKAGING / "linux"
CHANGELOG = ROOT / "CHANGELOG.md"

# Where software centres fetch the pictures from: the folder `docs`, as a site.
SITE = "https://app.promptrun.ai/desktop/"
# The first is the one that is shown first; captions as a person reads them under the picture.
SCREENSHOTS = (
    ("window.png", "Ask, and read the answer while it is written"),
    ("pictures/models-light.png", "Choose among models by name, maker and price"),
    ("pictures/save-light.png", "Save a chat as a document, after a look at it"),
    ("window-dark.png", "Light or dark, as your desktop is"),
)

# What makes quotation marks necessary in Exec, or does no harm inside them.
_ODD = re.compile(r"[^\w%+=:,./-]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the changelog; what is not released yet has the `date` of the last change."""

    version: str
    date: str
    is_released: bool
    summary: str
    points: tuple[str, ...]


def install_shared(root: Path, *, prefix: str = "usr", program: str = NAME) -> None:
    """Write below `root/prefix/share`: menu entry, store page, icons, file type, man page, texts.

    `program` is what the menu entry starts: a name found in PATH, or a path. "@PROGRAM@" stays as
    it is, in quotation marks, for an install.sh that puts a path there.
    """
    share = root / prefix / "share"
    _write(share / "applications" / f"{APP_ID}.desktop", desktop_entry(program))
    _write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo())
    _write(share / "mime" / "packages" / f"{APP_ID}.xml", _template(f"{APP_ID}.mime.xml"))
    _write(share / "man" / "man1" / f"{NAME}.1.gz", _packed(man_page()))
    texts = share / "doc" / NAME
    _write(texts / "copyright", _template("copyright"))
    _write(texts / "changelog.gz", _packed(CHANGELOG.read_text(encoding="utf-8")))
    icons.write_hicolor(share / "icons" / "hicolor")


def desktop_entry(program: str) -> str:
    return _template(f"{APP_ID}.desktop").replace("@PROGRAM@", _as_argument(program))


def metainfo() -> str:
    template = _template(f"{APP_ID}.metainfo.xml")
    root = ElementTree.fromstring(template)  # noqa: S314  our own file
    screenshots = ElementTree.SubElement(root, "screenshots")
    for name, caption in SCREENSHOTS:
        is_first = name == SCREENSHOTS[0][0]
        shot = ElementTree.SubElement(
            screenshots, "screenshot", {"type": "default"} if is_first else {}
        )
        ElementTree.SubElement(shot, "caption").text = caption
        ElementTree.SubElement(shot, "image").text = SITE + name
    releases = ElementTree.SubElement(root, "releases")
    for entry in changelog():
        kind = "stable" if entry.is_released else "development"
        release = ElementTree.SubElement(
            releases, "release", version=entry.version, date=entry.date, type=kind
        )
        description = ElementTree.SubElement(release, "description")
        ElementTree.SubElement(description, "p").text = entry.summary
        points = ElementTree.SubElement(description, "ul")
        for point in entry.points:
            ElementTree.SubElement(points, "li").text = point
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def man_page() -> str:
    page = _template(f"{NAME}.1").replace("@VERSION@", VERSION)
    return page.replace("@DATE@", changelog()[0].date)


def changelog(text: str | None = None) -> list[Entry]:
    """The newest first. A heading is `## 1.2.3 (2026-12-24)`, or `(unreleased)`."""
    if text is None:
        text = CHANGELOG.read_text(encoding="utf-8")
    found = re.split(r"^## (\S+) \((\S+)\)\n", text, flags=re.MULTILINE)[1:]
    return [
        _entry(version, day, body)
        for version, day, body in zip(found[::3], found[1::3], found[2::3], strict=True)
    ]


def _entry(version: str, day: str, body: str) -> Entry:
    is_released = day != "unreleased"
    summary, _, rest = body.strip().partition("\n\n")
    points = re.split(r"^- ", rest, flags=re.MULTILINE)[1:]
    return Entry(
        version,
        day if is_released else _last_day(),
        is_released,
        _plain(summary),
        tuple(_plain(point) for point in points),
    )


def _plain(markdown: str) -> str:
    return " ".join(re.sub(r"[*`]", "", markdown).split())


def _last_day() -> str:
    """The same for the same sources, whenever they are packed."""
    return datetime.fromtimestamp(last_change(), UTC).date().isoformat()


def _as_argument(program: str) -> str:
    """Quoted where the desktop entry specification asks for it ("The Exec key")."""
    program = program.replace("%", "%%")
    if not _ODD.search(program):
        return program
    # A backslash is doubled twice: for the quotes, and for every string in such a file.
    quoted = re.sub(r'(["`$\\])', r"\\\1", program).replace("\\", "\\\\")
    return f'"{quoted}"'


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _packed(text: str) -> bytes:
    """The same bytes for the same text, whenever it is packed."""
    return gzip.compress(text.encode(), 9, mtime=0)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
