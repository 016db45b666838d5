"""Preferences: what a file may say, and what it means."""

import math
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.settings.schema import (
    NAMES,
    Settings,
    bounds,
    choices,
    from_mapping,
    to_mapping,
)

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["dark", "http://[", "https://example.com:443", "socks5://a:b@c:d"]),
    st.lists(st.text() | st.integers(), max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=2),
)


def test_an_empty_file_means_the_defaults():
    assert from_mapping({}) == Settings(
        theme="system",
        text_size=100,
        send_key="enter",
        model="",
        notify=True,
        panel_visible=True,
        sidebar_visible=True,
        conversation="",
        base_url="",
        proxy="system",
        folded_folders=(),
        kept_keys=(),
    )


def test_every_setting_survives_the_way_to_a_file_and_back():
    settings = Settings(
        theme="dark",
        text_size=140,
        send_key="ctrl_enter",
        model="openai/gpt-4o-mini",
        notify=False,
        panel_visible=False,
        sidebar_visible=False,
        conversation="0123456789abcdef",
        base_url="https://example.com/v1",
        proxy="socks5://localhost:1080",
        folded_folders=("0123456789abcdef",),
        kept_keys=("https://example.com:443", "http://[::1]:8080"),
        document_form="word",
        documents_form="plain",
        document_folder="/home/grace/Documents",
        document_thinking=False,
        document_models=False,
        document_times=False,
        check_updates=True,
        update_asked="2026-05-13",
        update_dismissed="1.2",
        update_seen="AAAA 7",
        seen_version="1.2",
    )
    assert all(getattr(settings, name) != getattr(Settings(), name) for name in NAMES)
    assert from_mapping(to_mapping(settings)) == settings


@given(st.dictionaries(st.sampled_from([*sorted(NAMES), "unknown"]), JUNK, max_size=4))
def test_whatever_a_file_says_the_result_can_be_used(values):
    settings = from_mapping(values)
    assert from_mapping(to_mapping(settings)) == settings
    assert settings.theme in choices("theme")
    assert 80 <= settings.text_size <= 200


@pytest.mark.parametrize(
    ("said", "meant"),
    [(79, 80), (-math.inf, 80), (80, 80), (120.4, 120), (200, 200), (10**400, 200)],
    ids=["below", "endless", "lowest", "fraction", "highest", "huge"],
)
def test_a_number_is_moved_into_its_range(said, meant):
    assert from_mapping({"text_size": said}).text_size == meant
    assert bounds("text_size") == (80, 200)


@pytest.mark.parametrize("wrong", ["120", True, None, math.nan, [100]])
def test_what_is_no_number_becomes_the_default(wrong):
    assert from_mapping({"text_size": wrong}).text_size == 100


def test_one_wrong_value_does_not_take_the_others_along():
    settings = from_mapping({"theme": "mauve", "send_key": "ctrl_enter", "panel_visible": 1})
    assert settings == Settings(send_key="ctrl_enter")


def test_choices_begin_with_the_default():
    assert choices("theme") == ("system", "light", "dark")
    assert choices("send_key") == ("enter", "ctrl_enter")


@pytest.mark.parametrize("wrong", ["a\nb", "a\x00", "\ud800", "x" * 2001, 5])
def test_an_id_that_no_file_or_line_can_hold_is_dropped(wrong):
    assert from_mapping({"model": wrong, "conversation": wrong}) == Settings()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", ""),
        ("https://example.com/v1/", "https://example.com/v1"),
        (" http://localhost:8080/v1 ", "http://localhost:8080/v1"),
        ("https://user:secret@example.com", ""),
        ("http://example.com", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_an_address_is_kept_in_its_one_form_or_not_at_all(said, meant):
    assert from_mapping({"base_url": said}).base_url == meant


@pytest.mark.parametrize(
    "proxy",
    ["system", "none", "http://proxy.example:3128", "https://u:p@proxy:1", "socks5h://[::1]:9"],
)
def test_a_proxy_is_the_systems_or_none_or_an_address(proxy):
    assert from_mapping({"proxy": proxy}).proxy == proxy


@pytest.mark.parametrize(
    "wrong",
    ["", "proxy:3128", "ftp://proxy", "http://", "http://a:99999", "http://[", "http://a b"],
)
def test_what_is_no_proxy_becomes_the_systems(wrong):
    assert from_mapping({"proxy": wrong}).proxy == "system"


def test_only_origins_are_noted_as_having_a_key():
    said = [
        "https://api.promptrun.ai:443",
        "sk-canary-0123456789",
        "https://user:sk-canary@example.com:443",
        "https://api.promptrun.ai:443",
        "https://example.com/path",
        7,
    ]
    assert from_mapping({"kept_keys": said}).kept_keys == ("https://api.promptrun.ai:443",)


def test_preferences_cannot_be_changed_behind_anyones_back():
    with pytest.raises(FrozenInstanceError):
        Settings().theme = "dark"
