"""What may be in a bundle, and what may not: asked while one is made, and of the one that was made."""

import re
from pathlib import PurePosixPath

# Modules that a library would import where they are there, and that the app never reaches.
UNUSED_MODULES = [
    "_pytest",
    "pytest",
    "hypothesis",
    "IPython",
    "PIL",
    "lxml",
    "numpy",
    "pip",
    "setuptools",
    "pkg_resources",
    "wheel",
    "tkinter",
    "_tkinter",
    "readline",
    "_uuid",
    "pdb",
    "pydoc",
    "doctest",
    "unittest",
    "lib2to3",
    "idlelib",
    "trio",
    "rich",
    "click",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtOpenGL",
]

# Of Qt, by its own names; everything else of it stays out, above all what is under the GPL alone.
QT_MODULES = frozenset(
    "Core DBus Gui Network PrintSupport Svg Test WaylandClient Widgets XcbQpa OpenGL "
    "WlShellIntegration".split()
)
QT_PLUGINS = frozenset(
    {
        "platforms/qxcb",
        "platforms/qwayland",
        "platforms/qoffscreen",
        "platforms/qwindows",
        "platforms/qcocoa",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platformthemes/qxdgdesktopportal",
        "iconengines/qsvgicon",
        "imageformats/qsvg",
        "printsupport/cupsprintersupport",
        "wayland-shell-integration/xdg-shell",
        "wayland-decoration-client/adwaita",
        "wayland-decoration-client/bradient",
    }
)
# System libraries that a desktop may lack; those it surely has are newer there, and must be one with
# its drivers and fonts. Python's own, and what it was made for.
BUNDLED = (
    "python3",
    "ssl",
    "crypto",
    "sqlite3",
    "ffi",
    "bz2",
    "lzma",
    "xcb-",
    "xkbcommon",
    "wayland-cursor",
    "wayland-egl",
    "gssapi_krb5",
    "krb5",
    "k5crypto",
    "krb5support",
    "com_err",
    "keyutils",
)

_SYSTEM = re.compile(r"/(usr/)?lib(64)?/(?!python3)")
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/]+?)(?:\.(?:so|dll|dylib))$")
_QT = re.compile(
    r"(?:^|/)(?:lib)?Qt6?([A-Z]\w*)(?:\.so[.\d]*|\.dll|\.abi3\.so|\.pyd|\.framework.*)$"
)


def is_wanted(name: str) -> bool:
    """`name` is where the file is to lie in the bundle."""
    name = PurePosixPath(name.replace("\\", "/")).as_posix()
    if match := _PLUGIN.search(name):
        return f"{match[1]}/{match[2]}" in QT_PLUGINS
    if match := _QT.search(name):
        return match[1] in QT_MODULES
    return not any(
        part in name for part in ("PySide6/Qt/translations", "PySide6/Qt/qml", ".pyi", ".debug")
    )


def keeps_own_library(name: str, source: str) -> bool:
    """Whether a file goes along where the system's libraries are to be used."""
    return not _SYSTEM.match(source) or PurePosixPath(name).name.startswith("libpython3")


def keeps_library(name: str, source: str) -> bool:
    """Whether a file goes along where what a desktop may lack is to be brought."""
    if keeps_own_library(name, source):
        return True
    stem = PurePosixPath(name).name.removeprefix("lib")
    return stem.startswith(BUNDLED)
