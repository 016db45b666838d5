"""LibreOffice without a window: it opens what was written, and tells what it understood."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_PATIENCE = 120


def find() -> str:
    """The program; where there is none the test is skipped, but CI must have it."""
    found = shutil.which("soffice")
    if found is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no LibreOffice here (Debian: apt install libreoffice-writer-nogui)")
    return found


def convert(file: Path, *kinds: str) -> list[Path]:
    """The file in other forms, beside it. The profile is a fresh one, also beside it."""
    profile = (file.parent / "profile").as_uri()
    made = []
    for kind in kinds:
        suffix, _, _ = kind.partition(":")
        subprocess.run(
            [find(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
             "--outdir", str(file.parent), str(file)],
            env={**os.environ, "HOME": str(file.parent), "SAL_USE_VCLPLUGIN": "svp"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )  # fmt: skip
        made.append(file.with_suffix(f".{suffix}"))
    return made


class Understood:
    """What LibreOffice made of a document (its .fodt): all in the order it stands in."""

    def __init__(self, file: Path) -> None:
        self._root = parse(file).getroot()
        self._body = self._root.find(f"{_OFFICE}body/{_OFFICE}text")
        self._parents = {
            each.get(f"{_STYLE}name"): each.get(f"{_STYLE}parent-style-name")
            for each in self._root.iter(f"{_STYLE}style")
        }
        self.links = [each.get(_LINK) for each in self._body.iter(f"{_TEXT}a")]

    def paragraphs(self) -> list[tuple[str, str]]:
        """The name of the style of each, and its text."""
        kinds = (f"{_TEXT}p", f"{_TEXT}h")
        found = [each for each in self._body.iter() if each.tag in kinds]
        return [(self._style(each.get(f"{_TEXT}style-name")), _text(each)) for each in found]

    def headings(self) -> list[tuple[int, str]]:
        return [
            (int(each.get(f"{_TEXT}outline-level")), _text(each))
            for each in self._body.iter(f"{_TEXT}h")
        ]

    def items(self) -> list[tuple[int, str]]:
        """How deep each stands, and its text."""
        found: list[tuple[int, str]] = []

        def look(element, depth):
            for each in element:
                if depth and each.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    found.append((depth, _text(each)))
                look(each, depth + (each.tag == f"{_TEXT}list"))

        look(self._body, 0)
        return found

    def tables(self) -> list[list[list[str]]]:
        """Rows of cells; the first row is the head."""
        return [
            [
                ["\n".join(map(_text, cell)) for cell in row.iter(f"{_TABLE}table-cell")]
                for row in table.iter(f"{_TABLE}table-row")
            ]
            for table in self._body.iter(f"{_TABLE}table")
        ]

    def heads(self) -> list[int]:
        """How many rows each table repeats on every page."""
        return [
            len(table.findall(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
            for table in self._body.iter(f"{_TABLE}table")
        ]

    def _style(self, name: str | None) -> str:
        # Those of single paragraphs are made from the named one.
        while name and name[0] == "P" and name[1:].isdigit():
            name = self._parents[name]
        return (name or "").replace("_20_", " ")


def _text(element) -> str:
    """Without the formulas in it, which are objects of their own."""
    pieces = [element.text or ""]
    for each in element:
        kind = each.tag.removeprefix(_TEXT)
        if kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind == "s":
            pieces.append(" " * int(each.get(f"{_TEXT}c", "1")))
        elif kind in ("span", "a"):
            pieces.append(_text(each))
        pieces.append(each.tail or "")
    return "".join(pieces)
