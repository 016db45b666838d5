"""The licences of a bundle: of everything in it, of nothing else, and each with its text."""

import json
from importlib import metadata

import pytest
from installers import licences, notices
from installers.licences import Part


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """The texts that a Debian which can build has."""
    for name in ("LGPL-3", "GPL-3", "Apache-2.0"):
        text(tmp_path / "common-licenses" / name, f"{name}, whole")
    # As Debian 13 calls one of them.
    for name in ("libqt6core6t64", "libqt6svg6", "libqt6waylandclient6", "libicu72"):
        text(tmp_path / "doc" / name / "copyright", f"notices of {name}")
    text(tmp_path / "doc" / "fonts-stix" / "copyright", "notices of STIX")
    text(tmp_path / "doc" / "fonts-dejavu-core" / "copyright", "notices of DejaVu")
    monkeypatch.setattr(notices, "SHARED", tmp_path)
    return tmp_path


def text(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_only_packages_that_are_in_the_bundle_are_told():
    found = licences.distributions(["h11._connection", "jaraco.classes", "json", "PySide6.QtCore"])
    assert "h11" in found
    assert "jaraco.classes" in found
    assert {licences.normal(each) for each in found}.isdisjoint(
        {"pyside6-essentials", "shiboken6", "pytest", "httpx"}
    )


def test_each_package_comes_with_its_text():
    (part,) = licences.packages(["h11"])
    assert part.name == "h11"
    assert part.version == metadata.version("h11")
    assert "MIT" in part.licence
    assert "Permission is hereby granted" in part.text


def test_several_texts_of_one_package_are_all_told():
    (part,) = licences.packages(["cryptography"])
    assert "Apache License" in part.text
    assert "Redistributions in binary form" in part.text


def test_a_package_that_forgot_the_text_of_mit_gets_it_with_its_author():
    (part,) = licences.packages(["latex2mathml"])
    assert part.text.startswith("MIT License")
    assert "Ronie Martinez" in part.text
    assert "The Promptrun Desktop authors" not in part.text


def test_a_package_without_any_licence_is_an_error(monkeypatch):
    monkeypatch.setattr(licences, "texts_of", lambda distribution: [])
    with pytest.raises(LookupError, match="pypdf"):
        licences.packages(["pypdf"])


def test_qt_tells_where_its_source_is_and_how_to_replace_it(shared):
    told = notices.qt("6.11.3")
    assert "6.11.3" in told
    assert "https://download.qt.io/" in told
    assert "replace" in told
    for each in ("LGPL-3, whole", "GPL-3, whole", "notices of libqt6core6t64", "of libicu72"):
        assert each in told


def test_a_missing_notice_is_an_error_and_no_gap(shared):
    (shared / "doc" / "libqt6svg6" / "copyright").unlink()
    with pytest.raises(LookupError, match="libqt6svg6"):
        notices.qt("6.11.3")


def test_texts_that_debian_keeps_elsewhere_are_told_whole(shared):
    said = "see /usr/share/common-licenses/Apache-2.0. And /usr/share/common-licenses/GPL-3"
    found = licences.whole_texts([Part("libssl3", "3", "", said), Part("other", "1", "", said)])
    assert [(each.licence, each.text) for each in found] == [
        ("Apache-2.0", "Apache-2.0, whole"),
        ("GPL-3", "GPL-3, whole"),
    ]


def test_the_list_is_sorted_and_whole(shared, tmp_path):
    licences.write(tmp_path / "made", ["h11", "httpx", "anyio"], [])
    rows = json.loads((tmp_path / "made" / licences.FILE).read_text())
    names = [each["name"] for each in rows]
    assert names == sorted(names, key=str.lower)
    assert {"anyio", "h11", "httpx", "Python", "Qt and Qt for Python", "STIX Two Math"} <= set(
        names
    )
    assert all(set(each) == {"name", "version", "licence", "text"} for each in rows)
    assert all(each["licence"] and each["text"].strip() for each in rows)
