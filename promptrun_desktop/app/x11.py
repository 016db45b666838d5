"""Asks a window manager of X11 to bring a window to the front, as of a moment of the person's.

Qt asks as of the last event of this process: long ago, where the click was in a file manager, and
managers refuse what is older than the last click or key (Extended Window Manager Hints).
"""

import ctypes
import re
import struct

_TIME = re.compile(r"_TIME(\d{1,10})$")
_CLIENT_MESSAGE = 33
_FORMAT = 32
# To whoever manages windows: SubstructureNotify and SubstructureRedirect.
_MANAGER = 0x80000 | 0x100000
_FROM_APPLICATION = 1


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        # The root window is the first thing that a screen has.
        ("root", ctypes.POINTER(ctypes.c_uint32)),
        ("left", ctypes.c_int),
        ("index", ctypes.c_int),
    )


def time_of(token: str) -> int | None:
    """Milliseconds of the X server, from the id that a desktop gave a start (Startup Notification
    Protocol); None where it says none."""
    found = _TIME.search(token)
    return int(found[1]) if found and 0 < int(found[1]) < 1 << 32 else None


def activate(window: int, time: int) -> None:
    """`window` by its X11 id, shown on the display of this process. What fails changes nothing."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        # Never null, even for a failed one.
        if not xcb.xcb_connection_has_error(connection):
            _send(xcb, connection, window, time)
    finally:
        xcb.xcb_disconnect(connection)


def _send(xcb: ctypes.CDLL, connection: ctypes.c_void_p, window: int, time: int) -> None:
    xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Screens
    setup = ctypes.c_void_p(xcb.xcb_get_setup(connection))
    root = xcb.xcb_setup_roots_iterator(setup).root.contents.value
    message = _atom(xcb, connection, b"_NET_ACTIVE_WINDOW")
    head = struct.pack("=BBHII", _CLIENT_MESSAGE, _FORMAT, 0, window, message)
    event = head + struct.pack("=5I", _FROM_APPLICATION, time, 0, 0, 0)
    xcb.xcb_send_event(connection, 0, ctypes.c_uint32(root), ctypes.c_uint32(_MANAGER), event)
    # It waits for nothing else: the answer to another question has this one done before.
    _atom(xcb, connection, b"_NET_ACTIVE_WINDOW")


def _atom(xcb: ctypes.CDLL, connection: ctypes.c_void_p, name: bytes) -> int:
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(ctypes.c_uint32)
    cookie = xcb.xcb_intern_atom(connection, 0, ctypes.c_uint16(len(name)), name)
    reply = xcb.xcb_intern_atom_reply(connection, cookie, None)
    if not reply:
        return 0
    # Eight bytes of every reply's head come first.
    atom = reply[2]
    free = ctypes.CDLL(None).free
    free.argtypes = (ctypes.c_void_p,)
    free(reply)
    return int(atom)
