"""What a build says of itself, and that nothing in it can keep the app from starting."""

import pytest

from promptrun_desktop import release
from promptrun_desktop.release import Release


@pytest.fixture
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "resource", lambda name: tmp_path / name)
    release.release.cache_clear()
    yield tmp_path / "build.toml"
    release.release.cache_clear()


def test_a_checkout_knows_of_no_updates(build):
    assert release.release() == Release()


def test_a_bundle_says_what_it_is(build):
    build.write_text('kind = "deb"\nupdate_address = "https://x.example/u"\nupdate_key = "AAAA"\n')
    assert release.release() == Release("deb", "https://x.example/u", "AAAA")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"kind = ", b"[kind]\na = 1", b"other = 3"])
def test_what_is_damaged_counts_as_not_there_or_as_text(build, content):
    build.write_bytes(content)
    assert isinstance(release.release(), Release)
