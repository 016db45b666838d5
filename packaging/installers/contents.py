"""What may be in a bundle and what may not: asked when one is made, and of one that was made."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installers import elf
from installers.layout import NAME

# Bytes, of the folder as it is installed and of the .deb.
MOST_INSTALLED = 160_000_000
MOST_PACKED = 60_000_000

# Modules that a library would import where they are there, and that the app never reaches.
UNUSED_MODULES = [
    "IPython",
    "PIL",
    "_pytest",
    "_tkinter",
    "_uuid",
    "charset_normalizer",
    "click",
    "curses",
    "distutils",
    "doctest",
    "ensurepip",
    "hypothesis",
    "idlelib",
    "lib2to3",
    "lxml",
    "numpy",
    "pdb",
    "pip",
    "pkg_resources",
    "pydoc",
    "pytest",
    "readline",
    "requests",
    "rich",
    "setuptools",
    "test",
    "tkinter",
    "trio",
    "unittest",
    "urllib3",
    "wheel",
    "xmlrpc",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
]

# Of Qt, by its own names. All else of it stays out, above all what is under the GPL alone.
QT_MODULES = frozenset(
    [
        "Core",
        "DBus",
        "Gui",
        "Network",
        "OpenGL",
        "PrintSupport",
        "Svg",
        "Test",
        "WaylandClient",
        "Widgets",
        "WlShellIntegration",
        "XcbQpa",
    ]
)
QT_PLUGINS = frozenset(
    [
        "iconengines/qsvgicon",
        "imageformats/qsvg",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platforms/qcocoa",
        "platforms/qoffscreen",
        "platforms/qwayland",
        "platforms/qwindows",
        "platforms/qxcb",
        "platformthemes/qxdgdesktopportal",
        "printsupport/cupsprintersupport",
        "wayland-decoration-client/adwaita",
        "wayland-decoration-client/bradient",
        "wayland-shell-integration/xdg-shell",
    ]
)

# System libraries that go along where a package manager does not see to them: what Python was made
# for, and what of X11 a desktop may lack. All others are on every desktop, are newer there than
# here, and must be one with its drivers and fonts.
BUNDLED = re.compile(
    r"""lib(
        python3[.\d]* | ssl | crypto | sqlite3 | ffi | bz2 | lzma
        | xkbcommon(-x11)?
        | xcb-(cursor|icccm|image|keysyms|randr|render|render-util|shape|shm|sync|util|xfixes|xkb)
        | gssapi_krb5 | krb5 | k5crypto | krb5support | com_err | keyutils
    )\.so(\.|$)""",
    re.VERBOSE,
)

# Found in a bundle, each is a fault.
UNWANTED = {
    r"\.(debug|pdb|a|la|lib)$": "for finding mistakes, or for building",
    r"\.(pyi|pyx|pxd|h|hpp|c|cpp|rs)$": "source",
    r"(^|/)(tests?|testing|__pycache__)/": "tests, or what a build left",
    r"(^|/)(pip|setuptools|wheel|pkg_resources|_distutils_hack|pytest|PyInstaller)/": "tools",
    r"(^|/)lib(gtk|gdk|atk|pango|cairo|gio-|gobject-|rsvg|harfbuzz)": "GTK, or a part of it",
    r"(^|/)lib(c|m|stdc\+\+|gcc_s|X11|X11-xcb|xcb|EGL|GL|drm|fontconfig|freetype|glib-2\.0"
    r"|dbus-1|wayland-client)\.so": "the system's, which has to be its own",
    r"(^|/)cacert\.pem$": "certificates: those of the system are asked",
    r"/Qt/(translations|qml|metatypes|libexec)/": "of no use to the app",
}
_RESOURCES = "promptrun_desktop/resources"
# Missing in a bundle for Linux, each is a fault.
REQUIRED = (
    NAME,
    f"_internal/{_RESOURCES}/build.toml",
    f"_internal/{_RESOURCES}/licences/licences.json",
    "_internal/shiboken6/files.dir/shibokensupport/signature/loader.pyc",
    "_internal/ziamath/fonts/STIXTwoMath-Regular.ttf",
    "_internal/latex2mathml/unimathsymbols.txt",
    *(
        "_internal/PySide6/Qt/plugins/{}/lib{}.so".format(*each.split("/"))
        for each in sorted(QT_PLUGINS - {"platforms/qcocoa", "platforms/qwindows"})
    ),
)

_SYSTEM = re.compile(r"/(usr/)?lib(64)?/(?!python3)")
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/]+?)\.(?:so|dll|dylib)$")
# libQt6Core.so.6, Qt6Core.dll, QtCore.abi3.so, QtCore.pyd, QtCore.framework/…
_QT = re.compile(
    r"(?:^|/)(?:lib)?Qt6?([A-Z]\w*)(?:\.so[.\d]*|\.dll|\.abi3\.so|\.pyd|\.framework(?:/.*)?)$"
)


def is_wanted(name: str) -> bool:
    """`name` is where the file is to lie in the bundle."""
    return fault_of(name) is None


def fault_of(name: str) -> str | None:
    """What is wrong with a file of that name in a bundle, None for nothing."""
    name = name.replace("\\", "/")
    if match := _PLUGIN.search(name):
        is_known = f"{match[1]}/{match[2]}" in QT_PLUGINS
        return None if is_known else f"{name}: a plugin of Qt that is not used"
    if (match := _QT.search(name)) and match[1] not in QT_MODULES:
        return f"{name}: a part of Qt that is not used, and may be under the GPL alone"
    for pattern, reason in UNWANTED.items():
        if re.search(pattern, name):
            return f"{name}: {reason}"
    return None


def faults_in(names: Iterable[str]) -> list[str]:
    """Of a bundle for Linux with these files, by their places in it."""
    there = set(names)
    found = [fault for each in sorted(there) if (fault := fault_of(each))]
    return found + [f"{each}: missing" for each in REQUIRED if each not in there]


def faults(folder: Path) -> list[str]:
    """What is wrong with the bundle in that folder; empty for nothing."""
    files = [each for each in folder.rglob("*") if not each.is_dir()]
    found = faults_in(each.relative_to(folder).as_posix() for each in files)
    if foreign := elf.foreign_paths(elf.headers(elf.elf_files(folder))):
        found.append(f"libraries are searched for in {', '.join(sorted(set(foreign)))}")
    if (size := size_of(folder)) > MOST_INSTALLED:
        found.append(f"{size / 1e6:.0f} MB, which is more than {MOST_INSTALLED / 1e6:.0f}")
    return found


def size_of(folder: Path) -> int:
    """In bytes, of what is in its files."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return sum(each.stat().st_size for each in files)


def is_of_system(source: str) -> bool:
    """Whether a file comes from the system's own libraries, not from Python or a package of it."""
    name = PurePosixPath(source).name
    return bool(_SYSTEM.match(source)) and not name.startswith("libpython3")


def goes_along(name: str, source: str, *, bundled: bool) -> bool:
    """Whether a library goes into a bundle for Linux; `bundled`: with those a desktop may lack."""
    if not is_of_system(source):
        return True
    return bundled and bool(BUNDLED.match(PurePosixPath(name).name))
