"""The archive for every Linux, and its scripts: what one puts, the other takes, and no more."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from installers import tarball
from installers.layout import APP_ID, NAME

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="shell scripts for Linux")
AWKWARD = 'Jörg\'s "own" $folder `50 %`'


@pytest.fixture
def unpacked(tmp_path, monkeypatch):
    """A small program as it comes out of the archive, in a folder with an awkward name."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal" / "deep er").mkdir(parents=True)
    (bundle / NAME).write_text("#!/bin/sh\necho started\n")
    (bundle / NAME).chmod(0o755)
    (bundle / "_internal" / "libown.so.6").write_text("library")
    (bundle / "_internal" / "libown.so").symlink_to("libown.so.6")
    (bundle / "_internal" / "deep er" / "ünïcode name").write_text("data")

    def install_shared(root, *, prefix, program):
        share = root / prefix / "share"
        for name in ("applications", "mime/packages", "icons/hicolor/scalable/apps"):
            (share / name).mkdir(parents=True)
        entry = f'[Desktop Entry]\nType=Application\nName=App\nExec="{program}" %f\n'
        (share / "applications" / f"{APP_ID}.desktop").write_text(entry)
        (share / "icons" / "hicolor" / "scalable" / "apps" / f"{APP_ID}.svg").write_text("<svg/>")
        (share / "mime" / "packages" / f"{APP_ID}.xml").write_text(MIME)

    monkeypatch.setattr(tarball, "install_shared", install_shared)
    root = tmp_path / "made" / "promptrun-desktop-1"
    tarball.lay_out(bundle, root)
    product = tmp_path / "product.tar.xz"
    tarball.pack(root, product, 86_400)
    place = tmp_path / AWKWARD
    place.mkdir()
    with tarfile.open(product) as archive:
        archive.extractall(place)
    return place / root.name


MIME = """<?xml version="1.0"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.promptrun.backup"><glob pattern="*.promptrun"/></mime-type>
</mime-info>
"""


@pytest.fixture
def person(tmp_path):
    """A home folder with something in it already, and a way to start scripts as its owner."""
    home = tmp_path / f"home of {AWKWARD}"
    kept = home / ".local" / "share" / "applications" / "other.desktop"
    kept.parent.mkdir(parents=True)
    kept.write_text("[Desktop Entry]\n")
    chats = home / ".local" / "share" / NAME / "chats.sqlite3"
    chats.parent.mkdir()
    chats.write_text("precious")
    return Person(home, tmp_path / "commands")


class Person:
    """`id` says that they are not root, whoever runs the tests."""

    def __init__(self, home: Path, commands: Path) -> None:
        self.home = home
        commands.mkdir()
        (commands / "id").write_text("#!/bin/sh\necho 1000\n")
        (commands / "id").chmod(0o755)
        self._environment = {"HOME": str(home), "PATH": f"{commands}:{os.environ['PATH']}"}

    def runs(self, script: Path, *, fails: bool = False) -> str:
        done = subprocess.run(
            ["sh", str(script)], env=self._environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) is fails, done.stderr
        # Desktops' own tools may say something of files that are none of ours.
        return done.stdout + done.stderr

    def has(self) -> dict[str, bytes]:
        """Every file and folder with what is in it, but the lists that desktops keep."""
        found = {}
        for each in sorted(self.home.rglob("*")):
            name = each.relative_to(self.home).as_posix()
            if name == ".local/share/applications/mimeinfo.cache":
                continue
            found[name] = each.read_bytes() if each.is_file() else b""
        return found

    @property
    def app(self) -> Path:
        return self.home / ".local" / "lib" / NAME


def test_the_archive_holds_the_same_bytes_for_the_same_files(unpacked, tmp_path):
    made = tmp_path / "made" / unpacked.name
    for each in made.rglob("*"):
        if not each.is_symlink():
            os.utime(each, (5, 5))
    tarball.pack(made, tmp_path / "again.tar.xz", 86_400)
    assert (tmp_path / "again.tar.xz").read_bytes() == (tmp_path / "product.tar.xz").read_bytes()
    with tarfile.open(tmp_path / "again.tar.xz") as archive:
        entries = archive.getmembers()
    assert {(each.uid, each.gid, each.mtime) for each in entries} == {(0, 0, 86_400)}
    assert entries[0].name == unpacked.name


def test_it_starts_where_it_was_unpacked(unpacked):
    assert subprocess.check_output([unpacked / NAME], text=True) == "started\n"


def test_installing_puts_it_where_the_desktop_finds_it(unpacked, person):
    told = person.runs(unpacked / "install.sh")
    assert "is installed" in told
    command = person.home / ".local" / "bin" / NAME
    assert subprocess.check_output([command], text=True) == "started\n"
    assert (person.app / "_internal" / "libown.so").readlink() == Path("libown.so.6")
    assert (person.app / "_internal" / "deep er" / "ünïcode name").read_text() == "data"
    assert (person.home / ".local/share/icons/hicolor/scalable/apps" / f"{APP_ID}.svg").is_file()


def test_the_menu_entry_starts_the_program_wherever_it_lies(unpacked, person):
    person.runs(unpacked / "install.sh")
    entry = person.home / ".local/share/applications" / f"{APP_ID}.desktop"
    (line,) = [each for each in entry.read_text().splitlines() if each.startswith("Exec=")]
    assert words(line.removeprefix("Exec=")) == [str(person.app / NAME), "%f"]


def words(value: str) -> list[str]:
    """As the Desktop Entry Specification reads Exec: a string first, then an argument in quotes."""
    escapes = {"\\": "\\", "s": " ", "n": "\n", "t": "\t", "r": "\r"}
    text, signs = "", iter(value)
    for sign in signs:
        text += escapes[next(signs)] if sign == "\\" else sign
    assert text[0] == '"'
    argument, signs = "", iter(text[1:])
    for sign in signs:
        if sign == '"':
            break
        argument += next(signs) if sign == "\\" else sign
    return [argument.replace("%%", "%"), *"".join(signs).split()]


def test_uninstalling_takes_exactly_what_was_put_and_says_where_the_chats_are(unpacked, person):
    before = person.has()
    person.runs(unpacked / "install.sh")
    assert person.has().items() > before.items()
    told = person.runs(person.app / "uninstall.sh")
    assert person.has() == before
    assert f"{person.home}/.local/share/{NAME}" in told
    assert "kept" in told


def test_installing_once_more_changes_nothing(unpacked, person):
    person.runs(unpacked / "install.sh")
    once = person.has()
    person.runs(unpacked / "install.sh")
    twice = person.has()
    lists = f".local/lib/{NAME}/installed-files"
    assert sorted(once.pop(lists).splitlines()) == sorted(twice.pop(lists).splitlines())
    assert twice == once


def test_another_version_takes_the_place_of_the_old_one(unpacked, person):
    before = person.has()
    person.runs(unpacked / "install.sh")
    (unpacked / "_internal" / "deep er" / "ünïcode name").unlink()
    (unpacked / "_internal" / "new").write_text("new")
    person.runs(unpacked / "install.sh")
    assert (person.app / "_internal" / "new").is_file()
    assert not (person.app / "_internal" / "deep er" / "ünïcode name").exists()
    person.runs(person.app / "uninstall.sh")
    assert person.has() == before


def test_what_a_person_put_into_the_folder_of_the_program_stays(unpacked, person):
    person.runs(unpacked / "install.sh")
    mine = person.app / "my chats" / "chats.sqlite3"
    mine.parent.mkdir()
    mine.write_text("precious")
    person.runs(unpacked / "install.sh")
    person.runs(person.app / "uninstall.sh")
    assert mine.read_text() == "precious"
    assert [each.name for each in person.app.iterdir()] == ["my chats"]


def test_half_an_archive_is_not_installed(unpacked, person):
    before = person.has()
    shutil.rmtree(unpacked / "share")
    assert "Unpack the whole archive" in person.runs(unpacked / "install.sh", fails=True)
    assert person.has() == before


def test_uninstalling_what_was_never_installed_removes_nothing(unpacked, person):
    before = sorted(unpacked.rglob("*"))
    assert "delete this folder" in person.runs(unpacked / "uninstall.sh", fails=True)
    assert sorted(unpacked.rglob("*")) == before
