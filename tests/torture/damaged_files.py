"""A file of chats, and two dozen ways a disk damages it; every case follows from its seed."""

import random
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from promptrun_desktop.store.files import open_file

PAGE = 4096
WORDS = [
    a + b + c for a in ("ka", "lo", "mi", "ne") for b in "rstv" for c in ("an", "el", "ümp", "語")
]
LENGTHS = (20, 60, 150, 400, 400, 900, 3000, 4500, 12_000, 40_000)


@dataclass
class Written:
    """What is in the file: ids and texts."""

    messages: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    conversations: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)


def older_of(path: Path) -> Path:
    """What the file held when three quarters were written."""
    return path.with_name(f"older-{path.name}")


def write(path: Path, seed: int, chats: int = 40, *, in_log: bool = False) -> Written:
    """Chats as the app stores them, some deleted for good; `in_log`: the last ones are in the
    log beside the file."""
    chance, written = random.Random(seed), Written()
    # What the system's SQLite overwrites with zeros others leave where it was.
    connections = open_file(path)
    connections.reader.close()
    writer = connections.writer
    assert writer is not None
    with closing(writer):
        writer.execute("PRAGMA secure_delete = OFF")
        for number in range(chats):
            if number == chats * 3 // 4:
                writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                shutil.copy(path, older_of(path))
                if in_log:
                    writer.execute("PRAGMA wal_autocheckpoint = 0")
            _chat(writer, chance, written, number)
        gone = chance.sample(sorted(written.conversations), chats // 10)
        for id in gone:
            writer.execute("DELETE FROM conversations WHERE id = ?", (id,))
            del written.conversations[id]
        written.messages = {
            id: each for id, each in written.messages.items() if each[0] in written.conversations
        }
        if in_log:
            # Closing moves the log into the file.
            for each in (path, path.with_name(f"{path.name}-wal")):
                shutil.copy(each, each.with_name(f"kept-{each.name}"))
    if in_log:
        for each in (path, path.with_name(f"{path.name}-wal")):
            each.with_name(f"kept-{each.name}").replace(each)
    return written


def _chat(writer: sqlite3.Connection, chance: random.Random, written: Written, number: int) -> None:
    id = _id(chance)
    writer.execute("BEGIN")
    folder = None
    if number % 8 == 0:
        folder = _id(chance)
        written.folders[folder] = f"Folder {number}"
        writer.execute("INSERT INTO folders VALUES (?, ?, ?)", (folder, f"Folder {number}", number))
    title = f"{number} {_text(chance, 30)}"
    written.conversations[id] = title
    writer.execute(
        "INSERT INTO conversations (id, title, model, instructions, temperature, created_at,"
        " updated_at, pinned, folder_id) VALUES (?, ?, 'maker/model', '', 0.5, ?, ?, ?, ?)",
        (id, title, _time(number, 0), _time(number, 99), number % 5 == 0, folder),
    )
    parent = None
    for index in range(chance.randrange(2, 40)):
        message, text = _id(chance), _text(chance, chance.choice(LENGTHS))
        role = ("user", "assistant")[index % 2]
        thought = _text(chance, 200) if index % 7 == 1 else ""
        written.messages[message] = (id, text, thought)
        writer.execute(
            "INSERT INTO messages (id, conversation_id, parent_id, role, created_at, state, model,"
            " prompt_tokens, cost, detail, seconds, chars, lines, reasoning, text)"
            " VALUES (?, ?, ?, ?, ?, 'complete', 'maker/model', ?, ?, '', ?, ?, 1, ?, ?)",
            (
                *(message, id, parent, role, _time(number, index)),
                *(300 * (index % 2), "0.00012" if index % 2 else None, 1.5 * (index % 2)),
                *(len(text), thought, text),
            ),
        )
        parent = message
    writer.execute("UPDATE conversations SET leaf_id = ? WHERE id = ?", (parent, id))
    if number % 4 == 1:
        written.drafts[id] = _text(chance, 100)
        writer.execute("INSERT INTO drafts (key, text) VALUES (?, ?)", (id, written.drafts[id]))
    writer.execute("COMMIT")


def _id(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _text(chance: random.Random, length: int) -> str:
    words, held = [], 0
    while held < length:
        # Numbers make each piece of text one that stands nowhere else.
        words.append(f"{chance.choice(WORDS)}{chance.randrange(10**9)}")
        held += len(words[-1]) + 1
    return " ".join(words)[:length].rstrip()


def _time(number: int, index: int) -> int:
    return 1_780_000_000_000_000 + number * 3_600_000_000 + index * 60_000_000


Damage = Callable[[bytearray, random.Random, bytes], bytearray]


def _pages(data: bytearray, *, first: int = 0) -> range:
    return range(first, len(data) // PAGE)


def _of_kind(data: bytearray, kinds: tuple[int, ...]) -> list[int]:
    return [n for n in _pages(data, first=1) if data[n * PAGE] in kinds] or [1]


def _fill(data: bytearray, start: int, new: bytes) -> bytearray:
    data[start : start + len(new)] = new[: len(data) - start]
    return data


def _run(data: bytearray, chance: random.Random) -> tuple[int, int]:
    count = len(data) // PAGE
    length = chance.randrange(1, max(2, count // 5))
    return chance.randrange(count - length), length


def zeroed_page(data, chance, _old):
    return _fill(data, chance.choice(_pages(data)) * PAGE, bytes(PAGE))


def zeroed_run(data, chance, _old):
    start, length = _run(data, chance)
    return _fill(data, start * PAGE, bytes(length * PAGE))


def random_page(data, chance, _old):
    return _fill(data, chance.choice(_pages(data)) * PAGE, chance.randbytes(PAGE))


def random_run(data, chance, _old):
    start, length = _run(data, chance)
    return _fill(data, start * PAGE, chance.randbytes(length * PAGE))


def cut_anywhere(data, chance, _old):
    return data[: chance.randrange(len(data))]


def cut_at_page(data, chance, _old):
    return data[: chance.choice(_pages(data)) * PAGE]


def swapped_pages(data, chance, _old):
    for _ in range(chance.randrange(1, 6)):
        one, two = (n * PAGE for n in chance.sample(_pages(data), 2))
        data[one : one + PAGE], data[two : two + PAGE] = (
            data[two : two + PAGE],
            data[one : one + PAGE],
        )
    return data


def torn_to_zero(data, chance, _old):
    start = chance.choice(_pages(data)) * PAGE
    half = 512 * chance.randrange(1, 8)
    return _fill(
        data, start + chance.choice((0, half)), bytes(half if half <= 2048 else PAGE - half)
    )


def torn_to_older(data, chance, old):
    for _ in range(chance.randrange(1, 4)):
        start = chance.choice(_pages(data)) * PAGE
        half = 512 * chance.randrange(1, 8)
        if chance.random() < 0.5:
            _fill(data, start, old[start : start + half])
        else:
            _fill(data, start + half, old[start + half : start + PAGE])
    return data


def older_pages(data, chance, old):
    for _ in range(chance.randrange(1, 20)):
        start = chance.choice(_pages(data)) * PAGE
        _fill(data, start, old[start : start + PAGE])
    return data


def header_start(data, chance, _old):
    return _fill(data, 0, chance.randbytes(16))


def header_random(data, chance, _old):
    return _fill(data, 0, chance.randbytes(100))


def header_fields(data, chance, _old):
    for _ in range(chance.randrange(1, 4)):
        data[chance.randrange(16, 100)] = chance.randrange(256)
    return data


def first_page_zero(data, _chance, _old):
    return _fill(data, 0, bytes(PAGE))


def schema_garbled(data, chance, _old):
    return _fill(data, chance.randrange(108, PAGE - 600), chance.randbytes(500))


def flipped_bits(data, chance, _old):
    for _ in range(chance.randrange(1, 200)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def zeroed_sectors(data, chance, _old):
    for _ in range(chance.randrange(1, 40)):
        _fill(data, 512 * chance.randrange(len(data) // 512), bytes(512))
    return data


def leaf_heads_zero(data, chance, _old):
    for number in chance.sample(_of_kind(data, (13,)), k=min(5, len(_of_kind(data, (13,))))):
        _fill(data, number * PAGE, bytes(8))
    return data


def leaf_pointers_random(data, chance, _old):
    number = chance.choice(_of_kind(data, (13,)))
    return _fill(data, number * PAGE + 8, chance.randbytes(16))


def inner_pages_random(data, chance, _old):
    for number in _of_kind(data, (5,)):
        _fill(data, number * PAGE, chance.randbytes(PAGE))
    return data


def inner_pages_in_circles(data, chance, _old):
    for number in _of_kind(data, (5, 2)):
        struct.pack_into(">I", data, number * PAGE + 8, chance.choice((number + 1, 1, 2)))
        cells = struct.unpack_from(">H", data, number * PAGE + 3)[0]
        for at in struct.unpack_from(f">{min(cells, 1000)}H", data, number * PAGE + 12):
            if at <= PAGE - 4:
                struct.pack_into(">I", data, number * PAGE + at, number + 1)
    return data


def rest_in_circles(data, chance, _old):
    for number in chance.sample(_of_kind(data, (0,)), k=min(9, len(_of_kind(data, (0,))))):
        struct.pack_into(">I", data, number * PAGE, number + 1)
    return data


def free_list_garbled(data, chance, _old):
    struct.pack_into(">II", data, 32, chance.choice(_pages(data)) + 1, chance.randrange(2000))
    return data


def nothing_left(data, chance, _old):
    return bytearray(chance.choice((b"", bytes(len(data)), b"Dear diary,\n" * 900)))


DAMAGES: tuple[Damage, ...] = (
    zeroed_page,
    zeroed_run,
    random_page,
    random_run,
    cut_anywhere,
    cut_at_page,
    swapped_pages,
    torn_to_zero,
    torn_to_older,
    older_pages,
    header_start,
    header_random,
    header_fields,
    first_page_zero,
    schema_garbled,
    flipped_bits,
    zeroed_sectors,
    leaf_heads_zero,
    leaf_pointers_random,
    inner_pages_random,
    inner_pages_in_circles,
    rest_in_circles,
    free_list_garbled,
    nothing_left,
)
