"""One running app a profile: the first listens on a socket of its user's, the next asks it to come
to the front.

Who is first is decided by a lock. The socket is a file or a named pipe that no other user may
open, never a port.
"""

import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from promptrun_desktop.app.request import ANSWER, LONGEST, BadRequestError, Request, decode

# Milliseconds in which who has connected must have said something.
PATIENCE = 3000
# Milliseconds in which an app that listens must have answered: it listens before all of it is
# loaded, which on a busy machine takes this long.
ANSWERING = 8000
# Seconds in which one that has the profile must listen: a slow machine starts it that slowly.
STARTING = 15.0
_PAUSE = 0.05
# Bytes: a socket's path has at most 104 or 108, and Qt adds eight while it makes one.
_LONGEST_PATH = 95


class NoAnswerError(TimeoutError):
    """The app that has the profile is stuck."""


class Listener(QObject):
    """The first app's ear, deaf until `listen`. `asked` carries what another start asks for."""

    # A request: as text of Qt's, a file name that is no text would not come whole.
    asked = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Only for who has the lock: the socket of an app that was killed is taken over."""
        QLocalServer.removeServer(self._address)
        return self._server.listen(self._address)

    def close(self) -> None:
        """From now on whoever comes waits for the lock instead."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            limit = QTimer(socket, singleShot=True, interval=PATIENCE)
            limit.timeout.connect(socket.abort)
            limit.start()
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            request = decode(bytes(socket.readLine(LONGEST).data()))
        except BadRequestError:
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        self.asked.emit(request)


def address(folder: Path) -> str:
    """The same for every spelling of a profile's folder, and short however long that is."""
    spelled = os.path.normcase(os.path.realpath(folder))
    name = "promptrun-" + hashlib.sha256(os.fsencode(spelled)).hexdigest()[:16]
    if not sys.platform.startswith("linux"):
        # A pipe's name, or a file in the folder for temporary files, which is the user's own.
        return name
    for private in filter(None, (_runtime_folder(), spelled)):
        path = Path(private, name)
        if len(os.fsencode(path)) <= _LONGEST_PATH:
            return str(path)
    return str(Path(tempfile.gettempdir(), name))


def _runtime_folder() -> str:
    """Where sockets of this user belong; empty where it is not as the standard wants it (XDG base
    directories): its user's own and closed to others."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if not folder:
        return ""
    if flatpak := os.environ.get("FLATPAK_ID"):
        # All else there is another at each start of the app (Flatpak, "Sandbox permissions").
        folder = str(Path(folder, "app", flatpak))
    try:
        found = Path(folder).stat()
    except OSError:
        return ""
    own = found.st_uid == os.getuid() and not found.st_mode & 0o077
    return folder if own and stat.S_ISDIR(found.st_mode) else ""


def claim(
    folder: Path, take: Callable[[], bool], request: Request, *, starting: float = STARTING
) -> bool:
    """Take the lock, or hand the request to who has it: True for the first.

    Blocks, for no window is there yet. Raises NoAnswerError.
    """
    deadline = time.monotonic() + starting
    while not take():
        if _hand_over(address(folder), request):
            return False
        if time.monotonic() > deadline:
            raise NoAnswerError
        # It has not come to listening yet, or is closing: then the profile is free soon.
        time.sleep(_PAUSE)
    return True


def _hand_over(name: str, request: Request) -> bool:
    """False where nobody listens. Raises NoAnswerError."""
    if not _is_own(name):
        return False
    deadline = time.monotonic() + ANSWERING / 1000

    def left() -> int:
        return max(1, round((deadline - time.monotonic()) * 1000))

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(left()):
        return False
    _let_to_front()
    socket.write(request.encode())
    while socket.bytesAvailable() < len(ANSWER):
        if not socket.waitForReadyRead(left()):
            break
    answered = bytes(socket.readAll().data()) == ANSWER
    if not answered and socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
        raise NoAnswerError
    return answered


def _is_own(name: str) -> bool:
    """Whether it is this user's, where others might have put one in its place."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        return Path(name).stat().st_uid == os.getuid()
    except OSError:
        return False


def _let_to_front() -> None:
    if sys.platform == "win32":
        import ctypes

        # Windows lets only who is in front hand that on: here whoever answers may take it.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def token() -> str:
    """The desktop's leave for this start to come to the front."""
    return os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
