"""What a Linux desktop reads of the app: everything below `share`, filled in from the templates."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from installers import changelog, icons
from installers.bundle import last_change
from installers.layout import APP_ID, NAME, PACKAGING, VERSION

TEMPLATES = PACKAGING / "linux"

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
    _write(texts / "changelog.gz", _packed(changelog.FILE.read_text(encoding="utf-8")))
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
    for entry in changelog.entries():
        kind = "stable" if entry.date else "development"
        release = ElementTree.SubElement(
            releases, "release", version=entry.version, date=_day(entry), type=kind
        )
        description = ElementTree.SubElement(release, "description")
        ElementTree.SubElement(description, "p").text = entry.sentence
        points = ElementTree.SubElement(description, "ul")
        for point in entry.points:
            ElementTree.SubElement(points, "li").text = point
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def man_page() -> str:
    page = _template(f"{NAME}.1").replace("@VERSION@", VERSION)
    return page.replace("@DATE@", _day(changelog.entries()[0]))


def _day(entry: changelog.Entry) -> str:
    """What is not released yet is as old as the last change."""
    return entry.date or datetime.fromtimestamp(last_change(), UTC).date().isoformat()


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
