"""Under which licences the parts of a bundle are: `resources/licences/licences.json` in it.

A list of {"name", "version", "licence", "text"}, sorted by name, for About. Texts come from the
packages of the machine that builds; one that is missing is an error, not a gap.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from installers import layout, notices
from installers.depends import owner

FILE = Path("licences", "licences.json")
_ELSEWHERE = re.compile(r"/usr/share/common-licenses/([\w.-]*\w)")
# Told as one part with Qt, and the program itself.
_NOT_PACKAGES = {"pyside6-essentials", "shiboken6", layout.NAME}


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    version: str
    licence: str
    text: str


def write(place: Path, modules: Iterable[str], libraries: Iterable[Path]) -> None:
    """`modules` are those in the bundle, `libraries` files of this system that go along."""
    parts = [*own(), *packages(distributions(modules)), *system_packages(libraries)]
    parts += whole_texts(parts)
    file = place / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(parts, key=lambda each: each.name.lower())
    text = json.dumps([asdict(each) for each in ordered], indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8")


def own() -> list[Part]:
    """What is no Python package: the program, Python, Qt, the start of it all, two fonts."""
    pyside = metadata.version("PySide6_Essentials")
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        Part(layout.TITLE, layout.VERSION, "MIT", _read(layout.ROOT / "LICENSE")),
        Part("Python", python, "PSF-2.0", notices.python()),
        Part("Qt and Qt for Python", pyside, "LGPL-3.0-only", notices.qt(pyside)),
        Part(
            "PyInstaller (what starts the program)",
            metadata.version("pyinstaller"),
            "GPL-2.0-or-later with an exception for what it starts",
            "\n".join(texts_of(metadata.distribution("pyinstaller"))),
        ),
        Part("STIX Two Math", "", "OFL-1.1", notices.stix()),
        Part("DejaVu Sans", "", "Bitstream Vera and public domain", notices.dejavu()),
    ]


def distributions(modules: Iterable[str]) -> set[str]:
    """The Python packages that hold these modules."""
    holders = metadata.packages_distributions()
    tops = {each.partition(".")[0] for each in modules}
    found = {holder for top in tops for holder in holders.get(top, [])}
    # Also names that several share, such as `jaraco`: those that are not there harm nobody.
    return {each for each in found if normal(each) not in _NOT_PACKAGES}


def packages(names: Iterable[str]) -> list[Part]:
    names = sorted(names)
    licences = _licence_names(names)
    return [_package(metadata.distribution(each), licences.get(normal(each), "")) for each in names]


def _package(distribution: metadata.Distribution, licence: str) -> Part:
    name = distribution.name
    texts = texts_of(distribution)
    if not texts and "MIT" in licence:
        # Some forget the file. Everything but the name of who wrote it is the same.
        author = distribution.metadata["Author"] or distribution.metadata["Author-email"]
        texts = [notices.mit(author)]
    if not texts:
        raise LookupError(f"{name} has no licence")
    if licence in ("", "UNKNOWN"):
        # Their first line is its name.
        licence = texts[0].strip().partition("\n")[0]
    return Part(name, distribution.version, licence, "\n\n".join(texts))


def texts_of(distribution: metadata.Distribution) -> list[str]:
    """Licences and notices as they came with the package."""
    files = [Path(str(each.locate())) for each in distribution.files or ()]
    told = [
        each
        for each in files
        if ".dist-info" in str(each) and each.name.upper().startswith(notices.NAMES)
    ]
    return [_read(each) for each in sorted(told)]


def system_packages(libraries: Iterable[Path]) -> list[Part]:
    """Debian's packages that hold these files, with the text that each has of its own."""
    names: dict[str, list[str]] = {}
    for each in sorted({owner(each) for each in libraries}):
        # Several are made of one source.
        names.setdefault(notices.debian(each), []).append(each)
    return [
        Part(", ".join(each), _version(each[0]), "see the text", text)
        for text, each in names.items()
    ]


def whole_texts(parts: Iterable[Part]) -> list[Part]:
    """What Debian's texts leave to a file that every Debian has, and no other system."""
    named = {name for each in parts for name in _ELSEWHERE.findall(each.text)}
    return [Part(f"{each} (whole text)", "", each, notices.common(each)) for each in sorted(named)]


def _version(package: str) -> str:
    asked = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.check_output(asked, text=True)


def _licence_names(names: list[str]) -> dict[str, str]:
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    told = subprocess.check_output([*command, "--packages", *names], env=environment)
    return {normal(each["Name"]): each["License"] for each in json.loads(told)}


def normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
