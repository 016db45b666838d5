"""A desktop without a screen: Xvfb with openbox, weston in it, a session bus, an open keyring."""

import fcntl
import os
import socket
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

T = TypeVar("T")
PERSON = "person"
UID = 1000
RUNTIME = Path(f"/run/user/{UID}")
# The roots' own, gone with the session.
TMP = Path("/tmp")  # noqa: S108
BUS_LOG = TMP / "bus.log"
SERVERS_LOG = TMP / "servers.log"
FRAME = TMP / "frame" / "Xvfb_screen0"
SIZE = (1280, 800)
BUS = f"unix:path={RUNTIME}/bus"
_HOME = TMP / "home"
# A session bus talks to its owner alone.
AS_PERSON: dict[str, Any] = {"user": UID, "group": UID, "extra_groups": []}
_PATIENCE = 40.0
_DISPLAY = {"DISPLAY": ":7"}
_WAYLAND = {"WAYLAND_DISPLAY": "wayland-7"}


class SessionError(Exception):
    """What was expected and did not happen."""


def wait(what: str, is_there: Callable[[], T | None], seconds: float = _PATIENCE) -> T:
    """What `is_there` answers once it is something. Raises SessionError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := is_there():
            return found
        time.sleep(0.05)
    raise SessionError(f"{what} did not come within {seconds:.0f} s")


def start(kind: str) -> dict[str, str]:
    """`kind` is x11 or wayland; returns what a session tells its programs. Raises SessionError."""
    _raise_loopback()
    for folder in (RUNTIME, _HOME, FRAME.parent):
        folder.mkdir(parents=True, mode=0o700)
        os.chown(folder, UID, UID)
    x11 = TMP / ".X11-unix"
    x11.mkdir(mode=0o1777)
    x11.chmod(0o1777)
    common = {"XDG_RUNTIME_DIR": str(RUNTIME), "DBUS_SESSION_BUS_ADDRESS": BUS}
    environment = {**os.environ, **common, **_DISPLAY, "HOME": str(_HOME), "USER": PERSON}
    _start_bus(environment)
    _start_keyring(environment)
    _start_display(environment)
    if kind == "x11":
        _serve(["openbox"], environment)
        wait("the window manager", lambda: _says(["wmctrl", "-m"], environment))
        return {**common, **_DISPLAY, "XDG_SESSION_TYPE": "x11"}
    weston = ["weston", "--no-config", "--idle-time=0", "--socket=wayland-7", "--use-pixman"]
    module = "x11-backend.so" if "11-backend.so" in _help(weston[0]) else "x11"
    size = [f"--width={SIZE[0]}", f"--height={SIZE[1]}"]
    _serve([*weston, f"--backend={module}", *size], environment)
    _wait_for_socket("weston", RUNTIME / "wayland-7")
    return {**common, **_WAYLAND, "XDG_SESSION_TYPE": "wayland"}


def _start_display(environment: dict[str, str]) -> None:
    screen = "x".join(map(str, (*SIZE, 24)))
    run = ["Xvfb", ":7", "-screen", "0", screen, "-fbdir", str(FRAME.parent), "-ac", "-noreset"]
    read, write = os.pipe()
    # It says its number as soon as it listens.
    _serve([*run, "-displayfd", str(write)], environment, handed=(write,))
    os.close(write)
    if not os.read(read, 10).strip():
        raise SessionError("the display did not start")


def _start_bus(environment: dict[str, str]) -> None:
    _serve(["dbus-daemon", "--session", "--nofork", f"--address={BUS}"], environment)
    _wait_for_socket("the session bus", RUNTIME / "bus")
    with BUS_LOG.open("wb") as log:
        _serve(["dbus-monitor", "--session"], environment, log)
    wait("the monitor of the bus", lambda: BUS_LOG.stat().st_size)


def _start_keyring(environment: dict[str, str]) -> None:
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    keyring = _serve(command, environment, stdin=subprocess.PIPE)
    assert keyring.stdin is not None
    keyring.stdin.write(b"password of the keyring")
    keyring.stdin.close()
    asks = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
    asks += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
    wait("the keyring", lambda: "true" in _says(asks, environment))


def _serve(
    command: list[str],
    environment: dict[str, str],
    log: IO[bytes] | None = None,
    stdin: int = subprocess.DEVNULL,
    handed: tuple[int, ...] = (),
) -> "subprocess.Popen[bytes]":
    """It ends with this process, which is the first of its namespace."""
    with SERVERS_LOG.open("ab") as rest:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=stdin,
            stdout=log or rest,
            stderr=rest,
            pass_fds=handed,
            **AS_PERSON,
        )


def _wait_for_socket(what: str, path: Path) -> None:
    """Until someone listens: the file is there a moment before."""

    def answers() -> bool:
        with socket.socket(socket.AF_UNIX) as trial:
            return trial.connect_ex(str(path)) == 0

    wait(what, answers)


def _says(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, **AS_PERSON
    )
    return done.stdout if done.returncode == 0 else ""


def _help(program: str) -> str:
    return subprocess.run([program, "--help"], check=False, capture_output=True, text=True).stdout


def _raise_loopback() -> None:
    """The only network there is; a new namespace has it switched off."""
    name = b"lo"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        # SIOCSIFFLAGS with IFF_UP and IFF_RUNNING (netdevice(7)).
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", name, 0x41))
