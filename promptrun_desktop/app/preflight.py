"""What would make Qt abort on Linux, found before Qt is asked, in one clear sentence.

A missing library or display ends QApplication with SIGABRT, and Qt blames one certain library
whichever is missing. The words are plain English: no translation is loaded this early.
"""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from promptrun_desktop.app.libraries import QT_MODULES, packages

NO_DISPLAY = (
    "Promptrun Desktop has no screen to open its window on: "
    "start it from a graphical desktop (neither DISPLAY nor WAYLAND_DISPLAY is set)."
)


def check() -> str | None:
    """None where a window can be made."""
    if not sys.platform.startswith("linux"):
        return None
    wanted = platforms()
    if not wanted:
        return NO_DISPLAY
    # Qt tries them in turn, so one that works is enough; the first is what it would have used.
    sentences = [_try(platform) for platform in wanted]
    return None if None in sentences else sentences[0]


def platforms() -> list[str]:
    """The platforms Qt may use here, in the order in which it tries them."""
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        return [each.partition(":")[0] for each in chosen.split(";")]
    by_variable = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
    return [name for variable, name in by_variable.items() if os.environ.get(variable)]


def _try(platform: str) -> str | None:
    for file in _qt_files(platform):
        try:
            ctypes.CDLL(str(file))
        except OSError as error:
            return _library_sentence(str(error), platform)
    return _display_sentence(platform)


def _qt_files(platform: str) -> list[Path]:
    """Files Qt will load; none of the folder's own code is run to find it."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return []
    qt = Path(spec.submodule_search_locations[0]) / "Qt"
    files = [qt / "lib" / f"libQt6{name}.so.6" for name in QT_MODULES]
    files.append(qt / "plugins" / "platforms" / f"libq{platform}.so")
    return [file for file in files if file.is_file()]


def _library_sentence(reason: str, platform: str) -> str:
    """`reason` is the loader's: it names the first library that is missing."""
    match = re.match(r"(lib[^:/\s]+): cannot open shared object file", reason)
    if match is None:
        return f"Promptrun Desktop cannot start: a part of Qt does not load here ({reason})."
    sentence = f"Promptrun Desktop cannot start: the system library {match[1]} is missing."
    # The loader stops at the first; people should not have to come back for each.
    table = packages(platform)
    needed = [package for library, package in table.items() if not _loads(library)]
    if match[1] not in table or shutil.which("apt") is None:
        return f"{sentence} Install the package of your system that holds it."
    return f"{sentence} To install what it needs: sudo apt install {' '.join(needed)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_sentence(platform: str) -> str | None:
    """A display that is named but not there makes Qt abort, too."""
    if platform == "xcb" and not _answers_x11():
        where = f"DISPLAY={os.environ.get('DISPLAY', '')}"
    elif platform == "wayland" and not _answers_wayland():
        where = f"WAYLAND_DISPLAY={os.environ.get('WAYLAND_DISPLAY', '')}"
    else:
        return None
    return f"Promptrun Desktop cannot reach the screen it was told to use ({where})."


def _answers_x11() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    # Never null, even for a failed one; both are let go the same way.
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _answers_wayland() -> bool:
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(None)
    if display:
        wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return bool(display)


def tell(sentence: str) -> None:
    """On stderr; and in a window of the desktop's own where nobody would see that."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr, flush=True)
        if sys.stderr.isatty():
            return
    for program, *options in _dialogs(sentence):
        if path := shutil.which(program):
            # Not waited for: the program ends, the window stays until it is read.
            subprocess.Popen(  # noqa: S603  our own words, and no shell
                [path, *options],
                env=_outside(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            return


def _dialogs(sentence: str) -> list[list[str]]:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return []
    title = "Promptrun Desktop"
    zenity = ["--error", "--no-markup", "--timeout=60", f"--title={title}", f"--text={sentence}"]
    return [
        ["zenity", *zenity],
        # Closes by hand only, having no time limit.
        ["kdialog", "--title", title, "--error", sentence],
        ["xmessage", "-center", "-timeout", "60", "-title", title, sentence],
    ]


def _outside() -> dict[str, str]:
    """The environment without the path to a packed program's own libraries."""
    return {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
