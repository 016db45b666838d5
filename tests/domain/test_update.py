"""Versions by their numbers, and whom a build asks for the newest."""

import base64

import pytest

from promptrun_desktop.domain.update import UpdateSource, is_newer

KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("version", "than"),
    [("1.10", "1.9"), ("1.2.1", "1.2"), ("2.0", "1.99.99"), ("1.3", "1.2.dev7"), ("0.2", "0.1.0")],
)
def test_a_higher_number_is_newer(version, than):
    assert is_newer(version, than)
    assert not is_newer(than, version)


@pytest.mark.parametrize(
    ("version", "than"), [("1.2", "1.2.0"), ("1.2.0", "1.2"), ("1.2", "1.2.dev7"), ("x", "y")]
)
def test_the_same_number_is_not(version, than):
    assert not is_newer(version, than)


def test_a_build_asks_exactly_the_address_it_names():
    source = UpdateSource.parse("https://updates.example/desktop", KEY)
    assert source is not None and source.host == "updates.example"
    assert source.endpoint.base_url == "https://updates.example/desktop"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", ""),
        ("https://updates.example/desktop", ""),
        ("", KEY),
        ("https://updates.example/desktop", "AAAA"),
        ("https://updates.example/desktop", "no base64!"),
        ("https://updates.example/desktop", KEY + "é"),
        ("http://updates.example/desktop", KEY),
        ("file:///etc/passwd", KEY),
        ("updates.example/desktop", KEY),
        ("https://updates.example/desktop/", KEY),
        ("https://me:secret@updates.example/desktop", KEY),
        ("https://updates.example/desktop?version=1", KEY),
        ("https://updates.example/models", KEY),
    ],
)
def test_a_build_that_names_neither_or_nonsense_asks_nobody(address, key):
    assert UpdateSource.parse(address, key) is None
