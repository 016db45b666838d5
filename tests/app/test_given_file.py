"""The file on the command line is one absolute path, in whichever way a desktop spells it."""

import os
import sys
from pathlib import Path

import pytest

from promptrun_desktop.app.cli import parse
from promptrun_desktop.app.given_file import given_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux and macOS")


@pytest.mark.parametrize(
    ("spelled", "path"),
    [
        ("/home/me/a.promptrun", "/home/me/a.promptrun"),
        ("/home/me/../you/a.promptrun", "/home/you/a.promptrun"),
        ("file:///home/me/a%20b%E2%98%83.promptrun", "/home/me/a b☃.promptrun"),
        ("FILE://localhost/home/me/a.promptrun", "/home/me/a.promptrun"),
        ("file:/home/me/100%25.promptrun", "/home/me/100%.promptrun"),
        ("/home/me/100%25.promptrun", "/home/me/100%25.promptrun"),
        ("file:///home/me/%FF.promptrun", os.fsdecode(b"/home/me/\xff.promptrun")),
    ],
)
def test_paths_and_addresses_of_files_are_paths(spelled, path):
    assert given_file(spelled) == Path(path)


def test_a_relative_path_is_the_one_seen_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert given_file("mine.promptrun") == tmp_path / "mine.promptrun"
    assert parse(["mine.promptrun"]).file == tmp_path / "mine.promptrun"


@pytest.mark.parametrize(
    "address",
    [
        "file://elsewhere/share/a.promptrun",
        "file://[broken/a.promptrun",
        "file:///a.promptrun?x=1",
        "promptrun://preview/a.promptrun",
        "https://example.com/a.promptrun",
    ],
)
def test_no_other_address_leads_anywhere(address, tmp_path, monkeypatch):
    """It is the name of a file that is not there, and is told as that."""
    monkeypatch.chdir(tmp_path)
    assert given_file(address).is_relative_to(tmp_path)


def test_a_link_keeps_its_name(tmp_path):
    (tmp_path / "link.promptrun").symlink_to(tmp_path / "elsewhere")
    assert given_file(str(tmp_path / "link.promptrun")).name == "link.promptrun"


def test_nothing_given_is_no_file():
    assert parse([]).file is None
    assert parse([""]).file is None


def test_a_file_stands_beside_options():
    options = parse(["--demo", "/a.promptrun", "--profile", "/b"])
    assert (options.file, options.profile, options.demo) == (
        Path("/a.promptrun"),
        Path("/b"),
        True,
    )
