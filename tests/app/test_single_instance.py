"""Real processes on one profile: one of them has it, the others ask it to come to the front."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from promptrun_desktop.app.profile_lock import ProfileLock
from promptrun_desktop.app.request import LONGEST, Request
from promptrun_desktop.app.single_instance import Listener, NoAnswerError, address, claim
from tests.app.starting import ROOT, environment

# The real start; it tells when it can be found, and when its window, minimized since, is seen.
FIRST = """
import sys
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.start import run_window

class Watch(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.WindowStateChange:
            print("minimized" if window.isMinimized() else "raised", flush=True)
        return False

def on_window(window):
    global watch
    watch = Watch()
    window.installEventFilter(watch)
    # Runs with the event loop: the window was shown, and listens.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, window.showMinimized))

code = run_window(parse(sys.argv[1:]), on_window)
print("ended", flush=True)
sys.exit(code)
"""


def start(folder: Path, code: str = FIRST, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, "--profile", str(folder)],
        env=environment(QT_QPA_PLATFORM="offscreen") | more,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(folder: Path, **more: str) -> Iterator[subprocess.Popen[str]]:
    app = start(folder, **more)
    try:
        assert app.stdout.readline() == "minimized\n"
        yield app
    finally:
        app.kill()
        app.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def test_the_second_raises_the_first_and_ends(folder):
    with running(folder) as first:
        second = start(folder)
        said, complaint = second.communicate(timeout=30)
        assert (second.returncode, said, complaint) == (0, "ended\n", "")
        assert first.stdout.readline() == "raised\n"
        assert first.poll() is None


SECOND = """
import sys
from promptrun_desktop.app.cli import run

assert run(sys.argv[1:]) == 0
print(*sorted(sys.modules))
"""


def test_the_second_has_nothing_that_could_open_the_chats(folder):
    with running(folder):
        second = start(folder, SECOND)
        said, _ = second.communicate(timeout=30)
    assert second.returncode == 0
    loaded = set(said.split())
    assert "promptrun_desktop.app.single_instance" in loaded
    assert not loaded & {"sqlite3", "asyncio", "promptrun_desktop.store.database"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_nothing_listens_on_the_network(folder):
    with running(folder) as first:
        opened = [str(each.readlink()) for each in Path("/proc", str(first.pid), "fd").iterdir()]
        sockets = {name[8:-1] for name in opened if name.startswith("socket:")}
        assert sockets
        for table in ("tcp", "tcp6", "udp", "udp6"):
            lines = Path("/proc", str(first.pid), "net", table).read_text().splitlines()[1:]
            assert not sockets & {line.split()[9] for line in lines}


@pytest.mark.parametrize("pause", [0.0, 0.1])
def test_of_two_started_together_one_stays(folder, pause):
    one = start(folder)
    time.sleep(pause)
    two = start(folder)
    try:
        deadline = time.monotonic() + 60
        while one.poll() is None and two.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        ended, stays = (one, two) if one.poll() is not None else (two, one)
        assert ended.returncode == 0
        assert stays.stdout.readline() == "minimized\n"
        assert stays.poll() is None
    finally:
        for each in (one, two):
            each.kill()
            each.communicate()


def test_the_socket_and_the_lock_of_a_killed_app_are_taken_over(folder):
    with running(folder) as first:
        first.kill()
        first.wait()
        assert Path(address(folder)).exists()
        with running(folder) as next_one:
            second = start(folder)
            assert second.wait(30) == 0
            second.communicate()
            assert next_one.stdout.readline() == "raised\n"


def test_of_an_app_that_is_stuck_it_is_said_in_one_sentence(folder):
    with running(folder) as first:
        first.send_signal(signal.SIGSTOP)
        second = start(folder)
        said, complaint = second.communicate(timeout=60)
        first.send_signal(signal.SIGCONT)
    assert (second.returncode, said) == (1, "ended\n")
    assert "does not answer" in complaint
    assert len(complaint.splitlines()) == 1


def test_whoever_comes_while_the_first_is_closing_becomes_the_first(folder):
    with running(folder) as first:
        first.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 30
        while Path(address(folder)).exists():
            # Until then it has not begun to close, and would still answer.
            assert time.monotonic() < deadline
            time.sleep(0.001)
        with running(folder):
            assert first.wait(30) == 0


@pytest.mark.parametrize("name", ["Ünïcödé ☃ 会話 " * 2, "long" * 60, "with\nnewline", "\udcff"])
def test_odd_profile_folders_work(tmp_path, name):
    folder = tmp_path / name / ("deep" * 40)
    with running(folder) as first:
        second = start(folder)
        assert second.wait(30) == 0
        second.communicate()
        assert first.stdout.readline() == "raised\n"


def test_a_link_to_the_folder_is_the_same_profile(tmp_path):
    folder, link = tmp_path / "profile", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    assert address(folder) == address(link) != address(tmp_path)
    assert len(os.fsencode(address(tmp_path / ("x" * 5000)))) < 100


def test_a_runtime_folder_is_used_if_it_is_its_users_own(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory() as runtime:
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        assert address(tmp_path).startswith(runtime + "/")
        Path(runtime).chmod(0o755)
        assert not address(tmp_path).startswith(runtime)


def test_in_a_flatpak_the_folder_that_all_its_starts_share_is_used(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory() as runtime:
        shared = Path(runtime, "app", "ai.promptrun.Desktop")
        shared.mkdir(parents=True, mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        monkeypatch.setenv("FLATPAK_ID", "ai.promptrun.Desktop")
        assert Path(address(tmp_path)).parent == shared


def test_two_profiles_know_nothing_of_each_other(folder, tmp_path):
    with running(folder) as one, running(tmp_path / "other") as two:
        assert one.poll() is None and two.poll() is None


def test_a_folder_that_takes_no_lock_is_opened_all_the_same(tmp_path):
    (tmp_path / "file").touch()
    assert ProfileLock(tmp_path / "file" / "lock").take()


def test_a_lock_is_had_by_one_and_let_go(tmp_path):
    one, two = ProfileLock(tmp_path / "lock"), ProfileLock(tmp_path / "lock")
    assert one.take()
    assert not two.take()
    one.release()
    assert two.take()
    two.release()


@pytest.fixture
def listener(qtbot, folder):
    folder.mkdir()
    made = Listener(folder)
    assert made.listen()
    yield made
    made.close()


def send(folder: Path, data: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(address(folder))
    assert socket.waitForConnected(1000)
    socket.write(data)
    socket.flush()
    return socket


def test_a_file_to_preview_is_passed_on_with_its_path(qtbot, listener, folder):
    with qtbot.waitSignal(listener.asked) as heard:
        socket = send(folder, Request("/home/me/chats ☃.json", "token-1").encode())
    assert heard.args == [Request("/home/me/chats ☃.json", "token-1")]
    qtbot.waitUntil(lambda: socket.bytesAvailable() == 3)
    assert socket.readAll() == b"ok\n"


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\n", b"\n", b"x" * (LONGEST + 1)])
def test_noise_is_hung_up_on(qtbot, listener, folder, data):
    heard = []
    listener.asked.connect(heard.append)
    socket = send(folder, data)
    with qtbot.waitSignal(socket.disconnected):
        pass
    assert (heard, socket.readAll()) == ([], b"")


def test_the_socket_is_its_owners_alone(listener, folder):
    assert Path(address(folder)).stat().st_mode & 0o077 == 0


def test_who_has_the_lock_but_never_listens_is_not_waited_for_for_ever(folder):
    with pytest.raises(NoAnswerError):
        claim(folder, lambda: False, Request(), starting=0.2)
