"""A file that was cut, garbled or made to do harm: what is whole comes, and nothing else happens.

`python -m tests.formats.test_backup_hostile` measures the large ones.
"""

import io
import json
import random
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promptrun_desktop.domain.chat import Chat, DraftOf
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats import backup, backup_lines, backup_members
from tests.formats.backup_files import (
    CHAT,
    MANIFEST,
    MESSAGE,
    chats_of,
    made,
    packed,
    read,
    written,
)

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def chats(count: int = 6, length: int = 40) -> list[Chat]:
    """Of texts that do not pack well."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        messages: list[Message] = []
        for at in range(5):
            text = chance.randbytes(length).hex()
            parent = messages[-1].id if messages else None
            time = NOON + timedelta(seconds=at)
            messages.append(Message(Role.USER, text, parent, f"{number}-{at}", time))
        conversation = Conversation(f"c{number}", created_at=NOON, updated_at=NOON)
        found.append(Chat(conversation, tuple(messages)))
    return found


def is_part_of(found: list[object], whole: list[Chat]) -> bool:
    """Every message that came is one that was written, in its place."""
    known = {each.conversation.id: each for each in whole}
    return all(
        each.messages == known[each.conversation.id].messages[: len(each.messages)]
        for each in chats_of(found)
    )


def test_what_stands_before_a_cut_is_read_and_no_message_by_halves(monkeypatch):
    monkeypatch.setattr(backup_lines, "PIECE", 30)
    whole = chats()
    data = written(whole, [Folder("F")], [DraftOf("c1", Draft("x"))])
    most = 0
    for cut in range(0, len(data), 10):
        found, unread, reason = read(data[:cut])
        assert is_part_of(found, whole)
        assert unread == []
        assert reason in ("cut", "unknown", "")
        assert reason or len(found) == len(whole) + 2
        count = sum(len(each.messages) for each in chats_of(found))
        assert count >= most
        most = count
    assert most == 30


def test_a_flipped_bit_is_noticed():
    whole = chats()
    data = written(whole)
    end = data.rindex(b"PK\1\2", 0, data.rindex(b"PK\1\2"))
    chance = random.Random(2)
    for _ in range(300):
        garbled = bytearray(data)
        garbled[chance.randrange(end)] ^= 1 << chance.randrange(8)
        _, _, reason = read(bytes(garbled))
        # Times and versions in the heads of members are not asked.
        assert reason or read(bytes(garbled)) == read(data)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"message":' * 50_000,
        b'{"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"message":[' + b"[]," * 200_000 + b"[]]}",
        b'{"message":{' + b",".join(b'"%d":1' % at for at in range(50_000)) + b"}}",
        b'{"message":{"text":' + b"9" * 100_000 + b"}}",
        b'{"message":{"id":"m","role":"user","text":"a',
        b'{"message":"text"}',
        b'{"message":null}',
        b'{"message":{}}',
        b'{"message":{"id":"m"},"chat":{}}',
        b"null",
        b"{}",
        b"\xff\xfe{}",
        b"\0\0\0",
        b"nonsense",
        json.dumps(MESSAGE).encode("utf-16"),
        json.dumps({"message": MESSAGE["message"] | {"created_at": "9999-99-99"}}).encode(),
        json.dumps({"message": MESSAGE["message"] | {"id": "x" * 201}}).encode(),
        json.dumps({"message": MESSAGE["message"] | {"new": [[]] * 30_000}}).encode(),
    ],
    ids=range(20),
)
def test_a_line_that_is_none_costs_that_line_alone(line):
    good = {"message": MESSAGE["message"] | {"id": "good"}}
    found, unread, reason = read(made(CHAT, line, good))
    assert len(unread) == 1
    assert reason == ""
    (chat,) = chats_of(found)
    assert [each.id for each in chat.messages] == ["good"]


def test_numbers_surrogates_and_nul_are_made_harmless():
    odd = (
        b'{"message":{"id":"a\\u0000","role":"user","text":"\\ud800\\u0000x","seconds":1e999,'
        b'"created_at":"2026-05-13T12:00:00Z","usage":{"prompt_tokens":99999999999999999999}}}'
    )
    found, _, _ = read(made(CHAT, odd))
    ((message,),) = (each.messages for each in chats_of(found))
    assert (message.id, message.text, message.seconds) == ("a\ufffd", "\ufffd\ufffdx", None)
    assert message.usage is not None and message.usage.prompt_tokens is None


def test_messages_of_no_chat_are_left_out_and_counted():
    broken = {"chat": {"id": ""}}
    found, unread, _ = read(made(MESSAGE, CHAT, broken, MESSAGE, {"more": {"text": "x"}}))
    assert [each.messages for each in chats_of(found)] == [()]
    assert unread == ["message", "chat", "message"]


def test_a_text_with_a_hole_is_left_out():
    more = {"more": {"text": "and"}}
    other = {"message": MESSAGE["message"] | {"id": "n"}}
    for hole in (b'{"more":1}', b'{"more":{"text":1}}', b'{"more":{"role":1}}'):
        for before in ([], [more]):
            for after in ([], [more]):
                found, unread, _ = read(made(CHAT, MESSAGE, *before, hole, *after, other))
                assert [each.id for chat in chats_of(found) for each in chat.messages] == ["n"]
                assert unread == ["message"]


def test_a_line_that_may_be_part_of_a_text_makes_a_hole(monkeypatch):
    more = {"more": {"text": "and"}}
    other = {"message": MESSAGE["message"] | {"id": "n"}}

    def kept(*records):
        found, unread, _ = read(made(CHAT, MESSAGE, *records, other))
        assert unread[0] == "?"
        return "".join(each.id for chat in chats_of(found) for each in chat.messages)

    assert kept(b"{{") == "mn"
    assert kept(more, b"{{") == kept(b"{{", more) == kept(more, b"{{", more) == "n"
    monkeypatch.setattr(backup_lines, "PIECE", len("How?"))
    assert kept(b"{{") == "n"


def test_a_text_without_end_is_left_out(monkeypatch):
    monkeypatch.setattr(backup_lines, "_LONGEST_RECORD", 1000)
    more = {"more": {"text": "x" * 300}}
    found, unread, _ = read(made(CHAT, MESSAGE, *[more] * 5, MESSAGE))
    assert [len(each.messages) for each in chats_of(found)] == [1]
    assert unread == ["message"]


def test_a_line_that_is_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(backup_lines, "LONGEST_LINE", 1000)
    long = {"message": MESSAGE["message"] | {"text": "x" * 100_000}}
    found, unread, _ = read(made(CHAT, long, MESSAGE))
    assert [len(each.messages) for each in chats_of(found)] == [1]
    assert unread == ["?"]


def test_nothing_but_rubbish_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(backup, "_MOST_UNREAD", 10)
    found, unread, reason = read(made(CHAT, MESSAGE, MESSAGE, *[b"{}"] * 100, MESSAGE))
    assert [len(each.messages) for each in chats_of(found)] == [1]
    assert (len(unread), reason) == (10, "too_large")


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(backup_members, "_ROOM", 1 << 20)
    zeros = bytes(8 << 20)
    for members in (
        [("manifest.json", b"{}" + zeros)],
        [("manifest.json", json.dumps(MANIFEST).encode()), ("records.jsonl", zeros)],
        [
            ("manifest.json", json.dumps(MANIFEST).encode()),
            ("other", zeros),
            ("records.jsonl", b""),
        ],
    ):
        found, _, reason = read(packed(*members))
        assert found == []
        assert reason in ("too_large", "unknown")


def test_names_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    manifest = ("manifest.json", json.dumps(MANIFEST).encode())
    records = ("records.jsonl", json.dumps(CHAT).encode() + b"\n")
    odd = [
        "../out",
        "/out",
        "C:\\out",
        "a/../../out",
        "Manifest.json",
        "RECORDS.JSONL",
        "x" * 60_000,
    ]
    data = packed(manifest, *((name, b"x") for name in odd), records)
    found, _, reason = read(data)
    assert (len(chats_of(found)), reason) == (1, "")
    assert list(tmp_path.iterdir()) == []


def test_two_of_one_name_are_refused():
    manifest = ("manifest.json", json.dumps(MANIFEST).encode())
    records = ("records.jsonl", b"")
    with pytest.warns(UserWarning, match="Duplicate"):
        for members in ((manifest, manifest, records), (manifest, records, records)):
            assert read(packed(*members))[2] == "damaged"


def test_one_without_records_is_damaged():
    assert read(packed(("manifest.json", json.dumps(MANIFEST).encode())))[2] == "damaged"


def test_links_and_encrypted_members_are_not_followed():
    link = zipfile.ZipInfo("records.jsonl")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("manifest.json", json.dumps(MANIFEST))
        file.writestr(link, "/etc/passwd")
    found, unread, _ = read(stream.getvalue())
    assert (found, unread) == ([], ["?"])
    data = bytearray(written(chats(1)))
    data[6] |= 1
    assert read(bytes(data)) == ([], [], "damaged")


def test_members_without_end_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("manifest.json", json.dumps(MANIFEST))
        for at in range(200):
            file.writestr(str(at), b"")
    assert read(stream.getvalue())[2] == "too_large"


def test_a_size_that_lies_reads_no_further_than_the_file():
    head = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0, 0, 0xFFFFFFFE, 0xFFFFFFFE, 13, 0)
    data = b"PK\3\4" + head + b"manifest.json" + b"{}"
    assert read(data)[2] == "cut"
    wide = struct.pack("<HHHHHLLLHH", 45, 0, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 13, 20)
    extra = struct.pack("<HHQQ", 1, 16, 1 << 60, 1 << 60)
    assert read(b"PK\3\4" + wide + b"manifest.json" + extra + b"{}")[2] == "cut"
    assert read(b"PK\3\4" + wide + b"manifest.json" + bytes(20) + b"{}")[2] == "damaged"


def large() -> dict[str, list[bytes]]:
    """Members that would take gigabytes if they were believed, as pieces."""
    return {
        "50 MB of []": [b'{"message":[', b"[]," * (50 << 20 >> 3), b"[]]}\n"],
        "lines of 15 MB of []": [b'{"message":[', b"[]," * 5_000_000, b"[]]}\n"] * 4,
        "50 MB of [": [b"[" * (50 << 20), b"\n"],
        "lines of 15 MB of [": [b"[" * (15 << 20), b"\n"] * 4,
        "quotes": [b'{"message":{"text":"', b'\\"' * (7 << 20), b'"}}\n'] * 4,
        "no quotes": [b'"' * (15 << 20), b"\n"] * 4,
        "a number": [b'{"message":{"text":', b"9" * (15 << 20), b"}}\n"] * 4,
        "names": [b'{"message":{', b'"x":1,' * 2_500_000, b'"y":1}}\n'] * 4,
        "zeros": [bytes(1 << 20)] * 3000,
        "line feeds": [b"\n" * (1 << 20)] * 300,
        "tiny lines": [b"{}\n" * (1 << 18)] * 100,
        "chats": [json.dumps(CHAT).encode() + b"\n"] * 1_000_000,
        "messages": [
            json.dumps(CHAT).encode() + b"\n",
            *[json.dumps(MESSAGE).encode() + b"\n"] * 1_000_000,
        ],
        "a text": [
            json.dumps(CHAT).encode() + b"\n",
            json.dumps(MESSAGE).encode() + b"\n",
            *[json.dumps({"more": {"text": "é" * 200_000}}).encode() + b"\n"] * 1000,
        ],
    }


def pack(pieces: list[bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("manifest.json", json.dumps(MANIFEST))
        with file.open("records.jsonl", "w", force_zip64=True) as target:
            for each in pieces:
                target.write(each)
    return stream.getvalue()


MEASURED = """
import sys
from pathlib import Path
from promptrun_desktop.formats import backup

def most():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) >> 10

def count(kind):
    counts[2] += 1

counts, reason, before = [0, 0, 0], "", most()
with open(sys.argv[1], "rb") as file:
    try:
        for each in backup.read(file, count):
            counts[0] += 1
            counts[1] += len(each.messages)
    except backup.BackUpError as error:
        reason = error.reason
print("{} chats, {} messages, {} unread".format(*counts), reason, f"+{most() - before} MiB")
"""


def measure(name: str, folder: Path) -> None:
    path = folder / "hostile.promptrun"
    path.write_bytes(pack(large()[name]))
    began = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    took = time.perf_counter() - began
    print(f"{name:22} {path.stat().st_size >> 10:6} KiB {took:6.1f} s  {said}")  # noqa: T201


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for each in sys.argv[1:] or large():
            measure(each, Path(folder))
