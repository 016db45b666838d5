"""Portable mode: a folder beside the program, if a person has made one there."""

import errno
import sys
from pathlib import Path

import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.settings.beside import NAME, beside_program, places_of
from promptrun_desktop.settings.paths import Profile, usual_folder
from promptrun_desktop.ui.troubles import ERRORS


@pytest.fixture
def program(tmp_path, monkeypatch) -> Path:
    """A packed program in a folder of its own."""
    path = tmp_path / "stick" / "promptrun-desktop" / "promptrun-desktop"
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(path))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return path


def test_without_the_folder_everything_is_in_the_usual_place(program):
    assert Profile.default() == Profile(usual_folder())


@pytest.mark.parametrize("levels", [1, 2])
def test_it_lies_in_the_programs_folder_or_beside_that(program, levels):
    folder = program.parents[levels - 1] / NAME
    folder.mkdir()
    assert Profile.default() == Profile(folder, portable=True)
    # What it is for: everything lies in it.
    profile = Profile.default()
    profile.create()
    assert [each.name for each in folder.iterdir()] == ["logs"]
    assert Profile.at("/elsewhere").portable is False


def test_a_file_of_that_name_is_none(program):
    (program.parent / NAME).touch()
    assert beside_program() is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_the_program_is_followed(program, tmp_path, monkeypatch):
    (program.parent / NAME).mkdir()
    (tmp_path / "link").symlink_to(program)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "link"))
    assert beside_program() == program.parent / NAME


def test_a_checkout_has_none(program, monkeypatch):
    (program.parent / NAME).mkdir()
    monkeypatch.setattr(sys, "frozen", False)
    assert beside_program() is None


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux and macOS")
@pytest.mark.parametrize(
    ("executable", "environment", "places"),
    [
        ("/Volumes/A/Promptrun Desktop.app/Contents/MacOS/promptrun-desktop", {}, ["/Volumes/A"]),
        (
            "/tmp/.mount_1/usr/lib/promptrun-desktop/promptrun-desktop",
            {"APPIMAGE": "/stick/Promptrun.AppImage", "APPDIR": "/tmp/.mount_1"},
            ["/stick"],
        ),
        # Started from a terminal that is an AppImage itself.
        (
            "/home/me/promptrun-desktop/promptrun-desktop",
            {"APPIMAGE": "/stick/Terminal.AppImage", "APPDIR": "/tmp/.mount_2"},
            ["/home/me/promptrun-desktop", "/home/me"],
        ),
        (
            "/usr/lib/promptrun-desktop/promptrun-desktop",
            {"APPIMAGE": "/stick/Other.AppImage"},
            ["/usr/lib/promptrun-desktop", "/usr/lib"],
        ),
    ],
)
def test_beside_is_where_a_person_sees_the_program(executable, environment, places):
    assert places_of(Path(executable), environment) == [Path(each) for each in places]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_only_others_write_is_said_in_a_sentence(program, monkeypatch, number):
    (program.parent / NAME).mkdir()

    def refuse(_path, _data):
        raise OSError(number, "no")

    monkeypatch.setattr("promptrun_desktop.settings.paths.write_whole", refuse)
    with pytest.raises(StoreError) as caught:
        Profile.default().create()
    assert caught.value.kind is ErrorKind.FOLDER_REFUSED
    assert f"“{NAME}”" in ERRORS[ErrorKind.FOLDER_REFUSED][0]


def test_a_full_stick_is_another_trouble(program, monkeypatch):
    (program.parent / NAME).mkdir()

    def refuse(_path, _data):
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr("promptrun_desktop.settings.paths.write_whole", refuse)
    with pytest.raises(StoreError) as caught:
        Profile.default().create()
    assert caught.value.kind is ErrorKind.DISK_FULL
