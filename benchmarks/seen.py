"""From the start of a program to its painted window, as it is seen on a screen from outside.

The screen is Xvfb's: black, until a window is painted on it. A mapped window without a painting
shows what was there before. So any program can be measured, without its own help.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

WIDTH, HEIGHT = 1280, 900
PATIENCE = 30.0
# Seconds between two looks: what a measurement is exact to.
_PAUSE = 0.001
_Z_PIXMAP = 2


@contextmanager
def screen() -> Iterator["Screen"]:
    """A screen that nobody sees. Raises OSError where there is no Xvfb or no libxcb."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with (
        os.fdopen(read) as told,
        subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=(write,), **quiet) as server,
    ):
        os.close(write)
        try:
            yield Screen(f":{told.readline().strip()}")
        finally:
            server.terminate()


class Screen:
    """`display` is its name for DISPLAY."""

    def __init__(self, display: str) -> None:
        self.display = display
        self._xcb = ctypes.CDLL("libxcb.so.1")
        for name in ("xcb_connect", "xcb_setup_roots_iterator", "xcb_get_image_reply"):
            getattr(self._xcb, name).restype = ctypes.c_void_p
        self._xcb.xcb_get_setup.restype = ctypes.c_void_p
        self._xcb.xcb_get_image_data.restype = ctypes.POINTER(ctypes.c_ubyte)
        self._xcb.xcb_get_image_data.argtypes = [ctypes.c_void_p]
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(display.encode(), None))
        if self._xcb.xcb_connection_has_error(self._connection):
            raise OSError(f"no screen at {display}")
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        # xcb_screen_iterator_t begins with a pointer to the screen, which begins with its root.
        self._xcb.xcb_setup_roots_iterator.argtypes = [ctypes.c_void_p]
        self._xcb.xcb_setup_roots_iterator.restype = _ScreenIterator
        self._root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        self._free = ctypes.CDLL(None).free

    def seconds_to_painted(self, command: Sequence[str], environment: Mapping[str, str]) -> float:
        """Starts it, waits until a window is painted, and ends it with all it started."""
        self._wait(black=True)
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            env={**environment, "DISPLAY": self.display},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return self._wait(black=False) - begun
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait(self, *, black: bool) -> float:
        """The moment, on the clock of `perf_counter`. Raises TimeoutError."""
        limit = time.perf_counter() + PATIENCE
        while (now := time.perf_counter()) < limit:
            if self._is_black() is black:
                return now
            time.sleep(_PAUSE)
        raise TimeoutError("a window was waited for in vain")

    def _is_black(self) -> bool:
        """Looks at one line across the screen."""
        asked = self._xcb.xcb_get_image(
            *(self._connection, _Z_PIXMAP, self._root, ctypes.c_int16(0)),
            *(ctypes.c_int16(HEIGHT // 2), WIDTH, 1, 0xFFFFFFFF),
        )
        reply = self._xcb.xcb_get_image_reply(self._connection, asked, None)
        if not reply:
            raise OSError("the screen is gone")
        pixels = self._xcb.xcb_get_image_data(reply)
        # Three bytes of four are colours.
        is_black = not any(bytes(pixels[0 : WIDTH * 4]))
        self._free(ctypes.c_void_p(reply))
        return is_black


class _ScreenIterator(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )
