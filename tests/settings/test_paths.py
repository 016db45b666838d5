"""The profile: one folder for everything, and one that may be thrown away."""

import stat
import sys
from pathlib import Path

import platformdirs
import pytest

from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.settings.paths import Profile, remove_look_around, usual_folder


@pytest.fixture
def profile(tmp_path):
    return Profile.at(tmp_path / "profile")


def test_everything_lies_in_the_one_folder(profile):
    files = [profile.database, profile.settings, profile.geometry, profile.logs]
    assert len(set(files)) == 4
    assert all(each.parent == profile.root for each in files)
    assert profile.geometry.suffix == ".ini"
    assert profile.settings.name == "settings.toml"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the rule of Linux desktops")
def test_the_usual_place_follows_the_desktops_rule(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Profile.default().root == tmp_path / "promptrun-desktop"


def test_a_place_named_by_hand_may_be_relative(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Profile.at("here").root == tmp_path / "here"


def test_a_place_named_by_hand_may_be_in_the_home_folder():
    assert Profile.at("~/chats").root == Path.home() / "chats"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_new_profile_is_its_owners_alone(profile):
    profile.create()
    profile.create()
    assert stat.S_IMODE(profile.root.stat().st_mode) == 0o700
    assert stat.S_IMODE(profile.logs.stat().st_mode) == 0o700


def test_a_profile_that_cannot_be_made_is_one_of_our_errors(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        Profile.at(tmp_path / "file" / "profile").create()
    assert caught.value.kind is ErrorKind.STORE_FAULT


def test_the_demos_folder_says_what_it_is(profile):
    demo = profile.look_around
    demo.create()
    assert demo.root.parent == profile.root
    said = (demo.root / "look-around.txt").read_text()
    assert "without a key" in said
    assert "sample answers" in said
    assert demo.database != profile.database


def test_the_demos_folder_goes_as_a_whole_and_nothing_else_does(profile):
    profile.create()
    profile.database.write_text("precious")
    demo = profile.look_around
    demo.create()
    demo.database.write_text("invented")
    (demo.logs / "log.txt").write_text("log")
    assert remove_look_around(profile)
    assert not demo.root.exists()
    assert profile.database.read_text() == "precious"
    assert not remove_look_around(profile)


def test_a_folder_without_the_mark_is_never_deleted(profile):
    mine = profile.look_around.root / "my photos"
    mine.mkdir(parents=True)
    assert not remove_look_around(profile)
    assert mine.is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_never_followed_when_deleting(profile, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.txt").write_text("precious")
    (outside / "look-around.txt").write_text("a mark")
    profile.create()
    profile.look_around.root.symlink_to(outside)
    assert not remove_look_around(profile)

    profile.look_around.root.unlink()
    profile.look_around.create()
    (profile.look_around.root / "link").symlink_to(outside)
    assert remove_look_around(profile)
    assert (outside / "precious.txt").read_text() == "precious"


LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the rule of Linux")


@LINUX
@pytest.mark.parametrize("given", [None, "", "relative/share", "~/share", "."])
def test_a_place_that_is_not_absolute_is_ignored_as_the_rule_says(monkeypatch, tmp_path, given):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if given is not None:
        monkeypatch.setenv("XDG_DATA_HOME", given)
    assert Profile.default().root == tmp_path / ".local" / "share" / "promptrun-desktop"


@LINUX
def test_the_usual_place_is_where_earlier_versions_had_it(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for given in ("", str(tmp_path / "share")):
        monkeypatch.setenv("XDG_DATA_HOME", given)
        before = platformdirs.user_data_path("promptrun-desktop", appauthor=False)
        assert usual_folder() == before


def test_on_macos_it_is_the_same_from_a_terminal_and_from_the_dock(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    expected = tmp_path / "Library" / "Application Support" / "Promptrun Desktop"
    assert usual_folder() == expected


def test_on_windows_it_does_not_roam(monkeypatch):
    asked = {}
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(
        platformdirs, "user_data_path", lambda name, **more: asked.update(more) or Path(name)
    )
    assert usual_folder() == Path("Promptrun Desktop")
    assert asked == {"appauthor": False, "roaming": False}
