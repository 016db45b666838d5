"""What is inside: from a bundle's own list, or from what is installed; never a crash."""

import json
import threading
from pathlib import Path

import pytest

from promptrun_desktop.services import components as module
from promptrun_desktop.services.components import Component, Components, read_components
from promptrun_desktop.services.tasks import Tasks


@pytest.fixture
def listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a bundle has its list; nothing is there yet."""
    monkeypatch.setattr(module, "resource", tmp_path.joinpath)
    (tmp_path / "licences").mkdir()
    return tmp_path / "licences" / "licences.json"


def test_a_checkout_tells_what_is_installed_with_its_licences(listing):
    found = {each.name.lower().replace("_", "-"): each for each in read_components()}
    assert next(iter(found)) == "promptrun desktop"
    assert found["promptrun desktop"].licence == "MIT"
    assert "Permission is hereby granted" in found["promptrun desktop"].text
    for name in ("httpx", "h11", "keyring", "cryptography", "pyside6-essentials", "anyio"):
        assert found[name].version and found[name].licence, name
    assert "socksio" in found, "what is asked for with httpx[socks]"
    assert "pytest" not in found and "ruff" not in found


def test_a_bundle_tells_its_own_list(listing):
    rows = [
        {"name": "zlib", "version": "1.3", "licence": "Zlib", "text": "As is.\n"},
        {"name": "promptrun-desktop", "version": "0.1", "licence": "MIT", "text": "Free."},
        {"name": "Ångström", "version": "", "licence": "", "text": ""},
    ]
    listing.write_text(json.dumps(rows), encoding="utf-8")
    assert [each.name for each in read_components()] == ["Promptrun Desktop", "zlib", "Ångström"]
    assert read_components()[1] == Component("zlib", "1.3", "Zlib", "As is.")


def test_a_licence_that_is_a_whole_text_is_named_by_its_first_line(listing):
    rows = [{"name": "x", "version": "1", "licence": "MIT License\n\nCopyright…", "text": "t"}]
    listing.write_text(json.dumps(rows), encoding="utf-8")
    assert read_components()[0].licence == "MIT License"


def test_odd_characters_do_not_reach_the_screen(listing):
    listing.write_text(
        '[{"name": "a\\ud800", "version": "\\u0000", "licence": "", "text": "x\\u0000y"}]'
    )
    found = read_components()[0]
    assert (found.name, found.version, found.text) == ("a\ufffd", "\ufffd", "x\ufffdy")


def test_no_line_is_so_long_that_a_text_box_chokes_on_it(listing):
    rows = [{"name": "x", "text": "y" * 2500 + "\nz" + "y" * 999}]
    listing.write_text(json.dumps(rows), encoding="utf-8")
    lines = read_components()[0].text.split("\n")
    assert [len(each) for each in lines] == [1000, 1000, 500, 1000]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"null", b"\xff", b"[" * 100_000])
def test_a_damaged_list_counts_as_none(listing, content):
    listing.write_bytes(content)
    assert any(each.name == "httpx" for each in read_components())


async def test_they_are_read_off_the_windows_thread(monkeypatch):
    where: list[threading.Thread] = []
    heard: list[list[Component]] = []

    def read() -> list[Component]:
        where.append(threading.current_thread())
        return [Component("a", "1", "MIT", "text")]

    monkeypatch.setattr(module, "read_components", read)
    tasks = Tasks(lambda _name, error: pytest.fail(repr(error)))
    components = Components(tasks)
    components.listed.connect(heard.append)
    task = tasks.start(components._list(), name="list")
    await task
    assert heard == [[Component("a", "1", "MIT", "text")]]
    assert where[0] is not threading.main_thread()
    await tasks.close()
