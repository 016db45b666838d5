"""Preferences on disk: what survives, what is told, what never raises."""

import asyncio
import errno
import os
import stat
import sys
import threading
import tomllib

import pytest

from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.settings import disk
from promptrun_desktop.settings import file as settings_file
from promptrun_desktop.settings.file import SettingsFile
from promptrun_desktop.settings.schema import Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


def on_disk(path):
    return tomllib.loads(path.read_text())


def test_without_a_file_the_defaults_hold_and_none_is_made(path):
    file = SettingsFile(path)
    assert file.value == Settings()
    file.close()
    assert not path.exists()


def test_a_change_is_told_at_once_and_is_there_after_the_next_start(path):
    file = SettingsFile(path)
    told = []
    file.changed.connect(told.append)
    file.change(theme="dark", text_size=150)
    assert told == [Settings(theme="dark", text_size=150)]
    file.close()
    assert SettingsFile(path).value == Settings(theme="dark", text_size=150)


def test_only_what_was_chosen_is_written(path):
    file = SettingsFile(path)
    file.change(theme="dark", kept_keys=("https://example.com:443",))
    file.close()
    assert on_disk(path) == {"theme": "dark", "kept_keys": ["https://example.com:443"]}


def test_the_same_value_again_is_no_change(path):
    file = SettingsFile(path)
    file.change(theme="dark")
    told = []
    file.changed.connect(told.append)
    file.change(theme="dark")
    file.close()
    assert told == []


def test_choosing_the_default_is_remembered_as_a_choice(path):
    file = SettingsFile(path)
    file.change(text_size=100)
    file.close()
    assert on_disk(path) == {"text_size": 100}


def test_what_a_newer_version_wrote_survives_a_save(path):
    path.write_text('future = 2031-01-01\ntheme = "sepia"\n[shortcuts]\nsend = "F5"\n')
    file = SettingsFile(path)
    assert file.value == Settings()
    file.change(text_size=90)
    file.close()
    kept = on_disk(path)
    assert kept["theme"] == "sepia"
    assert kept["shortcuts"] == {"send": "F5"}
    assert str(kept["future"]) == "2031-01-01"
    assert kept["text_size"] == 90


@pytest.mark.parametrize(
    "damage",
    [b"theme = ", b"\xff\xfe\x00", b"\x00" * 100, b"a = " + b"[" * 5000, b"#" * 1_000_001],
    ids=["cut", "no utf-8", "zeros", "deep", "long"],
)
def test_a_damaged_file_is_kept_aside(path, damage):
    path.write_bytes(damage)
    file = SettingsFile(path)
    assert file.value == Settings()
    assert path.with_name("settings.toml.damaged").read_bytes() == damage
    file.change(theme="light")
    file.close()
    assert on_disk(path) == {"theme": "light"}


def test_a_folder_in_the_files_place_is_kept_aside_too(path):
    path.mkdir()
    file = SettingsFile(path)
    file.change(theme="light")
    file.close()
    assert on_disk(path) == {"theme": "light"}


def test_a_name_that_is_no_setting_is_refused(path):
    file = SettingsFile(path)
    with pytest.raises(TypeError, match="colour"):
        file.change(theme="dark", colour="red")
    file.close()
    assert file.value == Settings()
    assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_may_read_the_file(path):
    old_mask = os.umask(0)
    try:
        file = SettingsFile(path)
        file.change(theme="dark")
        file.close()
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_the_file_stays_a_link(path, tmp_path):
    real = tmp_path / "dotfiles"
    real.mkdir()
    (real / "mine.toml").write_text('theme = "dark"\n')
    path.symlink_to(real / "mine.toml")
    file = SettingsFile(path)
    file.change(text_size=120)
    file.close()
    assert path.is_symlink()
    assert on_disk(real / "mine.toml") == {"theme": "dark", "text_size": 120}


class Disk:
    """Stands for `write_whole`: holds each write until released, fails where told."""

    def __init__(self, monkeypatch):
        self.writes = []
        self.error = None
        self.began = threading.Semaphore(0)
        self.may_go = threading.Semaphore(0)
        self.real = disk.write_whole
        monkeypatch.setattr(settings_file, "write_whole", self)

    def __call__(self, path, data):
        self.began.release()
        assert self.may_go.acquire(timeout=10)
        if self.error:
            raise self.error
        self.writes.append(data)
        self.real(path, data)

    def release(self, times=1):
        self.may_go.release(times)


def test_a_burst_of_changes_is_two_writes_and_the_caller_never_waits(path, monkeypatch):
    slow = Disk(monkeypatch)
    file = SettingsFile(path)
    file.change(text_size=81)
    assert slow.began.acquire(timeout=10)
    for size in range(82, 182):
        file.change(text_size=size)
    slow.release(2)
    file.close()
    assert len(slow.writes) == 2
    assert on_disk(path) == {"text_size": 181}


async def test_a_full_disk_is_told_on_the_loops_thread_and_raises_nothing(path, monkeypatch):
    full = Disk(monkeypatch)
    full.error = OSError(errno.ENOSPC, "No space left on device")
    file = SettingsFile(path)
    told = asyncio.get_running_loop().create_future()
    file.failed.connect(lambda error: told.set_result((error, threading.current_thread())))
    full.release()
    file.change(theme="dark")
    error, thread = await asyncio.wait_for(told, 10)
    assert error.kind is ErrorKind.DISK_FULL
    assert thread is threading.current_thread()
    assert file.last_failure is error
    assert file.value.theme == "dark"

    full.error = None
    full.release()
    file.close()
    assert file.last_failure is None
    assert on_disk(path) == {"theme": "dark"}


def test_without_a_loop_the_next_call_tells(path, monkeypatch):
    broken = Disk(monkeypatch)
    broken.error = OSError(errno.EROFS, "Read-only file system")
    file = SettingsFile(path)
    told = []
    file.failed.connect(lambda error: told.append((error.kind, error.detail)))
    broken.release(2)
    file.change(theme="dark")
    file.close()
    assert set(told) == {(ErrorKind.STORE_FAULT, "Read-only file system")}


async def test_after_a_failure_the_next_change_writes_both(path, monkeypatch):
    flaky = Disk(monkeypatch)
    flaky.error = OSError(errno.ENOSPC, "No space left on device")
    file = SettingsFile(path)
    told = asyncio.Event()
    file.failed.connect(lambda _: told.set())
    flaky.release()
    file.change(theme="dark")
    await asyncio.wait_for(told.wait(), 10)
    flaky.error = None
    flaky.release()
    file.change(text_size=120)
    file.close()
    assert on_disk(path) == {"theme": "dark", "text_size": 120}


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_the_old_file_stands_when_the_disk_fails_anywhere(path, monkeypatch, call):
    path.write_text('theme = "dark"\n')
    file = SettingsFile(path)

    def fail(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        if call == "fsync":
            broken.setattr(disk.os, "fsync", fail)
        elif call == "replace":
            broken.setattr(disk.Path, "replace", fail)
        else:
            broken.setattr(disk, "open", FullFile, raising=False)
        file.change(theme="light")
        file.close()
    assert file.last_failure.kind is ErrorKind.DISK_FULL
    assert on_disk(path) == {"theme": "dark"}
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


class FullFile:
    """An open file that takes half of what it is given."""

    def __init__(self, handle, mode):
        self._file = os.fdopen(handle, mode)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")
