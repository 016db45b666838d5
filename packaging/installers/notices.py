"""Texts that belong to parts of a bundle, read from the machine that builds it."""

import os
import sys
import sysconfig
from pathlib import Path

from installers import layout

NAMES = ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")
# Elsewhere than on Debian: a folder that holds the same, as `common-licenses` and `doc`.
SHARED = Path(os.environ.get("PROMPTRUN_LICENCES") or "/usr/share")

QT = """\
Qt and Qt for Python (PySide6, shiboken6), version {version}
Copyright (C) The Qt Company Ltd. and other contributors.

They are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only), as libraries
of their own, which you may change and replace. Nothing in them was changed; parts that the program
does not use were left out, also the module that writes declarations for editors (pyi_generator).

- Their source is at https://download.qt.io/official_releases/qt/ (qtbase, qtsvg, qtwayland) and
  https://download.qt.io/official_releases/QtForPython/pyside6/, each in the folder of its version.
- They lie in the folder of the program, below `PySide6` and `shiboken6`. Put libraries in their
  place that offer the same interface, built from changed sources, under the same names: the program
  takes them at its next start.
- You may take the program apart to find mistakes in such changes.

The licence, the one that it builds on, and what is said of the parts of others in Qt follow.
"""
_QT_PACKAGES = ("libqt6core6", "libqt6svg6", "libqt6waylandclient6")
_RULE = "\n\n" + "-" * 72 + "\n\n"


def qt(version: str) -> str:
    texts = [QT.format(version=version), common("LGPL-3"), common("GPL-3")]
    texts += [debian(each) for each in _QT_PACKAGES]
    # Qt brings its own copy of this.
    texts.append(debian("libicu72", "libicu76", "libicu74"))
    return _RULE.join(texts)


def python() -> str:
    """Where each system's Python has its licence."""
    version = "python{}.{}".format(*sys.version_info)
    library = Path(sysconfig.get_path("stdlib"))
    base = Path(sys.base_prefix)
    places = (library / "LICENSE.txt", base / "LICENSE.txt", base / "LICENSE")
    for each in (*places, SHARED / "doc" / version / "copyright"):
        if each.is_file():
            return read(each)
    raise LookupError("Python has no licence here")


def stix() -> str:
    return debian("fonts-stix")


def dejavu() -> str:
    return debian("fonts-dejavu-core")


def mit(author: str) -> str:
    """The licence of this program, with somebody else's name."""
    lines = read(layout.ROOT / "LICENSE").splitlines()
    lines = [f"Copyright (c) {author}" if each.startswith("Copyright") else each for each in lines]
    return "\n".join(lines) + "\n"


def common(name: str) -> str:
    return read(SHARED / "common-licenses" / name)


def debian(*packages: str) -> str:
    """What the first of these packages that is installed says of its parts."""
    for each in packages:
        # Debian 13 renamed what was built for times after 2038.
        for name in (each, f"{each}t64"):
            path = SHARED / "doc" / name / "copyright"
            if path.is_file():
                return read(path)
    raise LookupError(f"{packages[0]} is not installed, whose notices belong to a bundle")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
