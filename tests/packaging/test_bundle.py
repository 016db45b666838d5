"""What a bundle is told of itself."""

import os
import subprocess
import tomllib
from pathlib import Path

from installers import bundle


def test_the_address_of_updates_is_empty_unless_it_is_given():
    empty = {"kind": "deb", "update_address": "", "update_key": ""}
    assert bundle.constants("deb", {}) == empty
    given = {"PROMPTRUN_UPDATE_ADDRESS": "https://example.org/new", "PROMPTRUN_UPDATE_KEY": "a2V5"}
    assert bundle.constants("tarball", given) == {
        "kind": "tarball",
        "update_address": "https://example.org/new",
        "update_key": "a2V5",
    }


def test_a_build_may_be_told_the_time_of_its_sources(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert bundle.last_change() == 86400
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert bundle.last_change() > 1_600_000_000


def test_making_it_writes_the_constants_and_starts_once_more_from_nothing(tmp_path, monkeypatch):
    seen = []

    def run(command, *, env, **_options):
        told = tomllib.loads(Path(env["PROMPTRUN_ADDED"], "build.toml").read_text())
        seen.append((told["kind"], env["PROMPTRUN_LIBRARIES"], env["PYTHONHASHSEED"]))
        (tmp_path / "bundle" / told["kind"] / bundle.NAME).mkdir(parents=True)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bundle, "BUILD", tmp_path)
    monkeypatch.setattr(bundle.subprocess, "run", run)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    old = tmp_path / "bundle" / "deb" / bundle.NAME / "of an earlier version"
    old.mkdir(parents=True)
    assert bundle.make("deb") == tmp_path / "bundle" / "deb" / bundle.NAME
    assert not old.exists()
    bundle.make("tarball")
    assert seen == [("deb", "system", "1"), ("tarball", "bundled", "1")]


def test_a_bundle_is_made_again_when_a_source_is_newer(tmp_path, monkeypatch):
    sources = tmp_path / "sources"
    (sources / "deep").mkdir(parents=True)
    file = sources / "deep" / "module.py"
    file.touch()
    place = tmp_path / "bundle" / "deb" / bundle.NAME
    made = []

    def make(kind):
        made.append(kind)
        place.mkdir(parents=True, exist_ok=True)
        return place

    monkeypatch.setattr(bundle, "BUILD", tmp_path)
    monkeypatch.setattr(bundle, "_SOURCES", (sources,))
    monkeypatch.setattr(bundle, "make", make)
    bundle.fresh("deb")
    assert made == ["deb"]
    os.utime(place, (4e9, 4e9))
    assert bundle.fresh("deb") == place
    assert made == ["deb"]
    os.utime(file, (5e9, 5e9))
    bundle.fresh("deb")
    assert made == ["deb", "deb"]
