"""The signed file: one byte more, less or other, and it is none."""

import base64
import json
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from promptrun_desktop.api.update_file import FORM, LARGEST, NotAnUpdateError, read, seal
from promptrun_desktop.domain.update import Update, UpdateSource
from tests.signed import KEY, OTHER_KEY, said, signed, source

DOCUMENT = Path(__file__).parents[2] / "docs" / "updates.md"
WHOLE = signed()


def refused(raw: bytes) -> str:
    with pytest.raises(NotAnUpdateError) as error:
        read(raw, source())
    return str(error.value)


def test_what_is_signed_is_read():
    assert read(WHOLE, source()) == Update(
        version="99.1",
        released=date(2026, 5, 13),
        page="https://127.0.0.1/new",
        new="Answers can be printed.",
        serial=12,
        until=date(2099, 12, 31),
    )


def test_the_example_of_the_document_is_such_a_file():
    text = DOCUMENT.read_text(encoding="utf-8")
    key = re.search(r"public key\s+`([^`]+)`", text)
    address = re.search(r"address `([^`]+)`", text)
    example = re.search(r"```\n(promptrun update 1\n.*?)```", text, re.S)
    assert key and address and example
    documented = UpdateSource.parse(address[1], key[1])
    assert documented is not None
    update = read(example[1].encode(), documented)
    assert update.version == "1.2" and update.page == "https://updates.example/desktop/1.2"
    for each in fields(Update):
        assert f"| `{each.name}` |" in text


def test_a_file_cut_at_any_byte_is_none():
    for end in range(len(WHOLE)):
        assert refused(WHOLE[:end]) in ("not such a file", "not signed by whom it must be")


def test_a_file_with_any_byte_changed_is_none():
    for at in range(len(WHOLE)):
        for flip in (1, 0x20, 0x80):
            refused(WHOLE[:at] + bytes([WHOLE[at] ^ flip]) + WHOLE[at + 1 :])


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", WHOLE])
def test_a_file_with_something_behind_it_is_none(more):
    refused(WHOLE + more)


def test_line_ends_of_another_system_are_not_what_was_signed():
    refused(WHOLE.replace(b"\n", b"\r\n"))


def test_another_key_signs_nothing():
    assert refused(signed(key=OTHER_KEY)) == "not signed by whom it must be"


def test_a_signature_of_the_object_alone_is_not_enough():
    text = json.dumps(said()).encode()
    assert refused(seal(KEY.sign(text), text)) == "not signed by whom it must be"


def test_a_signature_is_written_in_one_way_only():
    line = WHOLE.removeprefix(FORM).partition(b"\n")[0]
    # Its last letter before == carries four bits that mean nothing.
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = line[:-3] + letters[letters.index(line[-3]) + 1 :][:1] + line[-2:]
    assert base64.b64decode(twin) == base64.b64decode(line)
    assert refused(WHOLE.replace(line, twin)) == "an odd signature"


def test_what_is_not_signed_is_not_even_parsed(monkeypatch):
    monkeypatch.setattr(json, "loads", lambda *_args, **_names: pytest.fail("it was parsed"))
    refused(seal(bytes(64), b"[" * 10_000))
    refused(b"")
    refused(b"<!DOCTYPE html><title>Welcome to our hotel</title>")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b'"1.2"',
        b"[" * 10_000,
        b'{"a":' * 2_500,
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        json.dumps(said()).encode("utf-16"),
        json.dumps(said()).encode()[:-1],
        json.dumps(said()).encode() + b"{}",
        json.dumps(said()).replace('"serial"', '"version": "100.0", "serial"').encode(),
        json.dumps(said()).replace("12,", '12, "more": {"a": 1, "a": 1},').encode(),
        json.dumps(said()).replace(": 12", ": NaN").encode(),
        json.dumps(said()).replace(": 12", ": -Infinity").encode(),
        json.dumps(said()).replace(": 12", ": 12.0").encode(),
        json.dumps(said()).replace(": 12", ": 1e2").encode(),
        json.dumps(said()).replace(": 12", ": " + "9" * 5000).encode(),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_odd_json_is_refused_even_when_it_is_signed(text):
    refused(signed(text))


@pytest.mark.parametrize("name", list(said()))
def test_every_name_is_needed(name):
    assert refused(signed(**{name: None})) == name


@pytest.mark.parametrize("name", list(said()))
@pytest.mark.parametrize("value", [True, False, 1, 0, -1, "", " ", [], ["1.2"], {}, {"a": 1}])
def test_a_value_of_another_type_is_refused(name, value):
    if (name, value) == ("serial", 1) and value is not True:
        assert read(signed(serial=1), source()).serial == 1
    else:
        assert refused(signed(**{name: value})) == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", "1"),
        ("version", "1.2-rc1"),
        ("version", "v1.2"),
        ("version", "1.2\n"),
        ("version", "01.2"),
        ("version", "1.2.3.4.5"),
        ("version", "1.٢"),
        ("version", "1." + "9" * 7),
        ("released", "20260513"),
        ("released", "2026-13-01"),
        ("released", "2026-02-30"),
        ("released", "2026-W20-3"),
        ("until", "2099-12-31T00:00"),
        ("until", "1999-12-31"),
        ("serial", 10**9 + 1),
        ("new", "a" * 161),
        ("new", " lead"),
        ("new", "one\ntwo"),
        ("new", "one\u2028two"),
        ("new", "one\ttwo"),
        ("new", "\0"),
        ("new", "\x1b[31mred"),
        ("new", "turned \u202e dednuora"),
        ("new", "isolated \u2066x\u2069"),
        ("new", "zero\u200bwidth"),
        ("new", "tag\U000e0041"),
        ("new", "half \ud800"),
        ("new", "private \ue000"),
    ],
)
def test_a_value_beyond_its_bounds_is_refused(name, value):
    assert refused(signed(**{name: value})) == name


@pytest.mark.parametrize(
    "page",
    [
        "http://127.0.0.1/new",
        "HTTPS://127.0.0.1/new",
        "https://127.0.0.1:8443/new",
        "https://127.0.0.1.evil.example/new",
        "https://evil.example/new",
        "https://evil.example#127.0.0.1/new",
        "https://me@127.0.0.1/new",
        "https://127.0.0.1@evil.example/new",
        "https://evil.example\\@127.0.0.1/new",
        "https://127.0.0.1\\.evil.example/new",
        "https:/127.0.0.1/new",
        "https:127.0.0.1/new",
        "//127.0.0.1/new",
        "https://127.0.0.1/ new",
        "https://127.0.0.1/new\n",
        "https://127.0.0.1/\u202enew",
        "https://127.0.0.1/näu",
        "https://127.0.0.1/" + "a" * 200,
        "https://2130706433/new",
        "https:///127.0.0.1/new",
        "javascript:alert(1)//https://127.0.0.1/",
        "file:///etc/passwd",
        "mailto:me@127.0.0.1",
        "data:text/html,x",
    ],
)
def test_no_page_but_one_of_the_host_that_was_asked(page):
    assert refused(signed(page=page)) == "page"


def test_marks_of_rich_text_are_plain_characters():
    sentence = '<b>Bold</b> <img src="https://evil.example/a.png"> & {time} %s'
    assert read(signed(new=sentence), source()).new == sentence


def test_names_that_a_reader_does_not_know_are_passed_over():
    assert read(signed(later=["anything"]), source()).version == "99.1"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    more = LARGEST - len(signed(padding=""))
    assert read(signed(padding="x" * more), source()).serial == 12
    assert refused(signed(padding="x" * (more + 1))) == "not such a file"
