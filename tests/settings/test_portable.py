"""Preferences that move with the chats."""

from dataclasses import fields, replace

from promptrun_desktop.settings.portable import LEFT_OUT, PORTABLE, adopted, portable
from promptrun_desktop.settings.schema import Settings

HERE = Settings(
    theme="dark",
    text_size=120,
    base_url="https://example.org/v1",
    proxy="http://me:secret@example.org:8080",
    conversation="c",
    kept_keys=("https://example.org",),
)


def test_every_preference_is_either_portable_or_left_out():
    assert {each.name for each in fields(Settings)} == PORTABLE | LEFT_OUT
    assert not PORTABLE & LEFT_OUT


def test_what_leads_to_a_key_stays_here():
    assert portable(HERE) == {"theme": "dark", "text_size": 120}


def test_only_what_nobody_changed_is_adopted():
    arriving = {"theme": "light", "text_size": 150, "send_key": "ctrl_enter"}
    assert adopted(HERE, arriving) == {"send_key": "ctrl_enter"}
    assert adopted(replace(HERE, send_key="ctrl_enter"), arriving) == {}


def test_nothing_that_leads_to_a_key_or_makes_the_app_ask_is_adopted():
    arriving = {
        "base_url": "https://evil.example/v1",
        "proxy": "http://evil.example:1",
        "kept_keys": ["https://evil.example"],
        "check_updates": True,
    }
    assert adopted(Settings(), arriving) == {}


def test_odd_values_and_names_are_passed_over():
    assert adopted(Settings(), {"theme": ["x"], "text_size": 10**9, "new": 1}) == {"text_size": 200}
