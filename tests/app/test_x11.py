"""A window manager is asked for the front as of a person's click, over a real X server."""

import os
import subprocess
import sys

import pytest

from promptrun_desktop.app.x11 import time_of
from tests.app.starting import ROOT, xvfb

# It takes the place of the window manager and tells what it is asked.
MANAGER = """
import ctypes, struct
from promptrun_desktop.app.x11 import _Screens, _atom, activate

xcb = ctypes.CDLL("libxcb.so.1")
xcb.xcb_connect.restype = xcb.xcb_get_setup.restype = ctypes.c_void_p
xcb.xcb_wait_for_event.restype = ctypes.POINTER(ctypes.c_uint8)
xcb.xcb_setup_roots_iterator.restype = _Screens
connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
setup = ctypes.c_void_p(xcb.xcb_get_setup(connection))
root = xcb.xcb_setup_roots_iterator(setup).root.contents.value
mask = (ctypes.c_uint32 * 1)(0x100000)
xcb.xcb_change_window_attributes(connection, ctypes.c_uint32(root), ctypes.c_uint32(0x800), mask)
wanted = _atom(xcb, connection, b"_NET_ACTIVE_WINDOW")
activate(0x1234, 4_000_000_000)
event = bytes(xcb.xcb_wait_for_event(connection)[:32])
kind, form, _, window, message, source, time, *_ = struct.unpack("=BBHII5I", event)
print(kind & 0x7F, form, hex(window), message == wanted, source, time)
"""


def run(display: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", MANAGER],
        env=os.environ | {"DISPLAY": display, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is of Linux")
def test_the_manager_is_asked_with_the_moment_of_the_click():
    with xvfb() as display:
        ended = run(display)
    assert (ended.stdout, ended.stderr) == ("33 32 0x1234 True 1 4000000000\n", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is of Linux")
def test_a_display_that_is_gone_is_no_trouble():
    code = "from promptrun_desktop.app.x11 import activate; activate(1, 2)"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DISPLAY": ":4711"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize(
    ("token", "time"),
    [
        ("files/promptrun-desktop/1234-0-host_TIME567890", 567890),
        ("x_TIME4294967295", 4294967295),
        ("x_TIME4294967296", None),
        ("x_TIME0", None),
        ("x_TIME12ab", None),
        ("6b1f0b1a-8d1e-4c1b-9a6e-3d4f1e", None),
        ("", None),
    ],
)
def test_the_moment_stands_in_the_id_that_a_desktop_gives(token, time):
    assert time_of(token) == time
