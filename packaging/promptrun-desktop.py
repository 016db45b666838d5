"""Where the packed program starts."""

import gc
import inspect
import os
import sys
from typing import NoReturn

from promptrun_desktop.__main__ import main


def leave_no_trace() -> None:
    """Take back what the start of a packed program told the loader in the environment.

    It has been read, and every program that is opened from here (a browser, a file manager) would
    otherwise be given our libraries instead of its own.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
    # With these, another start of this program would take its libraries for found already.
    for name in [each for each in os.environ if each.startswith("_PYI_")]:
        del os.environ[name]


def no_source(thing: object) -> NoReturn:
    """Qt's binding asks for the text of each module that is imported, which is looked for in
    several places: in a packed program there is none."""
    raise OSError(f"a packed program has no source of {thing!r}")


def hold_modules() -> None:
    """Read modules from the file that was started, whatever an update has put in its place.

    Each is read when it is needed first, which may be hours later, from where it lay in the file.
    """
    import pyimod02_importers as packed

    held = os.open(sys.executable, os.O_RDONLY | os.O_CLOEXEC)
    packed.pyz_archive._filename = f"/proc/self/fd/{held}"


inspect.getsource = no_source
if sys.platform.startswith("linux"):
    leave_no_trace()
    hold_modules()
if not set(sys.argv[1:2]) & {"--worker", "--draw-formulas"}:
    # What is imported before the window is there to stay, and Python would look through it again
    # and again. From the painted window on the app collects by itself (app/collector.py).
    gc.disable()
sys.exit(main())
