"""What would make Qt abort is said before Qt is asked."""

import ctypes
import io
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from promptrun_desktop.app import preflight
from promptrun_desktop.app.libraries import packages

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux starts without what a window needs"
)

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


def without(monkeypatch, *missing):
    """A loader that lacks these libraries, and the files of Qt that link to them."""
    real = ctypes.CDLL

    def load(name, *args, **kwargs):
        for library in missing:
            if name == library or library == _first_need(name, missing):
                raise OSError(
                    f"{library}: cannot open shared object file: No such file or directory"
                )
        return real(name, *args, **kwargs)

    monkeypatch.setattr(preflight.ctypes, "CDLL", load)


def _first_need(name, missing):
    path = Path(name)
    content = path.read_bytes() if path.is_absolute() else b""
    return next((each for each in missing if each.encode() + b"\0" in content), None)


def test_without_a_display_the_sentence_says_so():
    assert preflight.check() == preflight.NO_DISPLAY
    assert "DISPLAY" in preflight.NO_DISPLAY


def test_a_platform_chosen_by_hand_needs_no_display(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert preflight.check() is None


def test_other_systems_are_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert preflight.check() is None


def test_a_missing_library_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    without(monkeypatch, "libxcb-cursor.so.0")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    said = preflight.check()
    assert "libxcb-cursor.so.0 is missing" in said
    assert said.endswith("sudo apt install libxcb-cursor0")


def test_one_command_brings_all_that_is_missing(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    without(monkeypatch, "libEGL.so.1", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    said = preflight.check()
    assert "libEGL.so.1 is missing" in said
    assert said.endswith("sudo apt install libegl1 libxcb-icccm4 libxkbcommon-x11-0")


def test_a_system_without_apt_is_told_the_library_alone(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    without(monkeypatch, "libxcb-cursor.so.0")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    said = preflight.check()
    assert "libxcb-cursor.so.0" in said
    assert "apt" not in said


def test_offscreen_needs_the_drawing_libraries_too(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    without(monkeypatch, "libGL.so.1")
    assert "libGL.so.1 is missing" in preflight.check()


def test_another_reason_is_passed_on(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def load(_):
        raise OSError("version `GLIBC_2.34' not found")

    monkeypatch.setattr(preflight.ctypes, "CDLL", load)
    assert "GLIBC_2.34" in preflight.check()


def test_a_display_where_nobody_answers_is_said(monkeypatch):
    monkeypatch.setenv("DISPLAY", "/nowhere:7")
    assert "DISPLAY=/nowhere:7" in preflight.check()


def test_a_wayland_display_where_nobody_answers_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "none"))
    assert "WAYLAND_DISPLAY=" in preflight.check()


def test_one_of_two_displays_is_enough(monkeypatch, tmp_path):
    monkeypatch.setenv("DISPLAY", "/nowhere:7")
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "wayland"))
    assert "WAYLAND_DISPLAY=" in preflight.check()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "wayland"))
        listener.listen()
        assert preflight.check() is None


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"WAYLAND_DISPLAY": "w"}, ["wayland"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, ["wayland", "xcb"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:option=1"}, ["wayland", "xcb"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal"}, ["minimal"]),
    ],
)
def test_the_platforms_are_those_qt_would_try(monkeypatch, environment, expected):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preflight.platforms() == expected


def needs(file):
    """The libraries an ELF file asks for, and its own name: no other text in it looks so."""
    names = re.findall(rb"(?<=\0)lib[\w.+-]+\.so\.[\d.]+(?=\0)", file.read_bytes())
    return {name.decode() for name in names}


@pytest.mark.parametrize("platform", ["xcb", "wayland", "offscreen"])
def test_the_table_has_every_library_qt_asks_for(platform):
    # In every minimal system, or brought by the packages of the table.
    always = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libpthread.so.0"}
    always |= {"libdl.so.2", "librt.so.1", "libresolv.so.2", "ld-linux-x86-64.so.2"}
    always |= {"libz.so.1", "libzstd.so.1", "libgthread-2.0.so.0"}
    always |= {"libbrotlidec.so.1", "libbrotlicommon.so.1"}
    asked = set().union(*(needs(file) for file in preflight._qt_files(platform)))
    system = {each for each in asked if not each.startswith(("libQt6", "libicu"))}
    assert len(system) > 5
    assert system - always <= packages(platform).keys()


def started(monkeypatch, programs):
    commands = []
    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(
        preflight.subprocess, "Popen", lambda command, **_: commands.append(command)
    )
    return commands


def test_without_a_terminal_the_desktop_shows_the_sentence(monkeypatch, capsys):
    commands = started(monkeypatch, {"xmessage", "zenity"})
    monkeypatch.setenv("DISPLAY", ":0")
    preflight.tell("It is <b>so</b>.")
    assert capsys.readouterr().err == "It is <b>so</b>.\n"
    assert [command[0] for command in commands] == ["zenity"]
    assert "--no-markup" in commands[0]
    assert "--text=It is <b>so</b>." in commands[0]


def test_in_a_terminal_no_window_opens(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    commands = started(monkeypatch, {"zenity"})
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(sys, "stderr", Terminal())
    preflight.tell("A sentence.")
    assert commands == []
    assert sys.stderr.getvalue() == "A sentence.\n"


def test_without_stderr_or_any_program_telling_does_not_fail(monkeypatch):
    commands = started(monkeypatch, set())
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(sys, "stderr", None)
    preflight.tell("A sentence.")
    assert commands == []


def test_the_dialog_gets_no_path_of_a_packed_program(monkeypatch, tmp_path):
    program = tmp_path / "xmessage"
    program.write_text(f'#!/bin/sh\necho "[$LD_LIBRARY_PATH] $*" > {tmp_path}/new\n'
                       f"mv {tmp_path}/new {tmp_path}/said\n")  # fmt: skip
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/packed")
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "xmessage" else None)
    children = []
    real = subprocess.Popen
    monkeypatch.setattr(
        preflight.subprocess,
        "Popen",
        lambda *args, **kwargs: children.append(real(*args, **kwargs)),
    )
    preflight.tell("A sentence.")
    assert children[0].wait(timeout=20) == 0
    said = (tmp_path / "said").read_text()
    assert said.startswith("[] ")
    assert said.endswith("A sentence.\n")


def test_the_program_ends_with_the_sentence_instead_of_aborting(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key not in DISPLAYS}
    done = subprocess.run(
        [sys.executable, "-m", "promptrun_desktop", "--profile", str(tmp_path)],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == preflight.NO_DISPLAY
