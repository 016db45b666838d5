"""`python -m tests.torture.imports [SEED]`: files of other programs, cut, changed, made to harm.

Every file of tests/formats/foreign/fixtures is cut behind every byte and changed by chance; what is
made to harm is read in a process of its own, with 1 GB of memory and a minute of the processor, as
the app does it. Last, an export of 100 MB: how fast, and in how much memory. Exits 1 on a failure.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.formats.foreign import Reason, Report, read
from tests.formats.foreign import attacks, heavy
from tests.formats.foreign.mutations import bytes_changed, values_changed
from tests.formats.foreign.samples import FIXTURES, SOURCES, packed
from tests.formats.foreign.test_attacks import assert_usable

MEMORY = 1 << 30
SECONDS = 60
MUTATIONS = 300
BIG = 50_000_000
MEGABYTES = 100.0


def tried(path: Path) -> Report:
    """Raises where reading does, or gives what nobody can use, or loses without a word."""
    report = Report()
    for each in read(path, report):
        if isinstance(each, Chat):
            assert_usable(each)
    assert report.chats or report.unread_count or report.empty, "lost without a word"
    return report


def cuts(folder: Path) -> Iterator[Callable[[], None]]:
    files = [FIXTURES / name for name in SOURCES if name != "jan"]
    jan = FIXTURES / "jan"
    files += sorted(each for each in jan.rglob("*") if each.is_file())
    files += [packed(each, into=folder / f"{each.name}.zip") for each in (*files[:3], jan)]
    for file in files:
        data = file.read_bytes()
        for offset in range(len(data)):
            yield lambda data=data[:offset], file=file: _trial(folder, file, data)  # type: ignore[misc]


def mutations(folder: Path, seed: int) -> Iterator[Callable[[], None]]:
    for name in SOURCES:
        if name == "jan":
            continue
        data = (FIXTURES / name).read_bytes()
        zipped = packed(FIXTURES / name, into=folder / "m.zip").read_bytes()
        for number in range(MUTATIONS):
            chance = random.Random(f"{seed} {name} {number}")
            if number % 3 == 0:
                changed, target = bytes_changed(zipped, chance), f"{name}.zip"
            elif number % 3 == 1 or name.endswith(".md"):
                changed, target = bytes_changed(data, chance), name
            else:
                changed, target = values_changed(data, chance), name
            yield lambda data=changed, name=target: _trial(folder, Path(name), data)  # type: ignore[misc]


def _trial(folder: Path, file: Path, data: bytes) -> None:
    path = folder / f"trial-{file.name}"
    path.write_bytes(data)
    tried(path)


def big(folder: Path) -> Iterator[tuple[str, Path]]:
    """What takes long to make or to read; each in a process of its own."""

    def made(name: str, data: bytes, suffix: str = "json") -> tuple[str, Path]:
        path = folder / f"big.{suffix}"
        path.write_bytes(data)
        return name, path

    for name, data in attacks.small(10):
        yield made(name, data)
    for name, data in attacks.zips(BIG):
        yield made(name, data, "zip")
    half = BIG // 2
    yield made("lists", b"[" + b"[]," * (BIG // 3) + b"[]]")
    yield made("lists in one", attacks.among("[" + "[]," * (BIG // 3) + "[]]"))
    yield made("objects in one", attacks.among("[" + "{}," * (BIG // 3) + "{}]"))
    yield made("small objects in one", attacks.among("[" + '{"a":0},' * (BIG // 8) + "{}]"))
    yield made("texts in one", attacks.among("[" + '"ab",' * (BIG // 5) + '""]'))
    yield made("numbers in one", attacks.among("[" + "1.5," * (BIG // 4) + "0]"))
    yield made("members", b"{" + b'"a":1,' * (BIG // 6) + b'"b":2}')
    names = ",".join(f'"{place}":1' for place in range(BIG // 11))
    yield made("names", b"{" + names.encode() + b"}")
    yield made("open lists", b"[" * BIG)
    yield made("open objects", b'{"a":' * (BIG // 5))
    yield made("deep and whole", b"[1, " + b"[" * half + b"]" * half + b"]")
    yield made("commas", b"[" + b"," * BIG)
    yield made("back slashes", b'["' + b"\\" * BIG)
    yield made("quotes", b"[" + b'"' * BIG)
    yield made("blanks", b" " * BIG)
    yield made("one text", attacks.among('{"title": "x", "text": "' + "a" * (2 * BIG) + '"}'))
    emoji = "\U0001f642" * (BIG // 4)
    yield made("one text of emoji", attacks.among(f'{{"title": "x", "text": "{emoji}"}}'))
    yield made("digits", attacks.among("9" * BIG))
    yield made("lines of nothing", b"{}\n" * (BIG // 3), "jsonl")
    yield made("lines of damage", b'{"}\n' * (BIG // 4), "jsonl")
    yield made("one line", b'{"a": 1}\n' + b"[" * BIG, "jsonl")
    line = b'{"role": "user", "content": "x"}\n'
    yield made("messages without end", line * (BIG // len(line)), "jsonl")
    chat = b'{"messages": [{"role": "user", "content": "x"}]}\n'
    yield made("chats without end", chat * (BIG // len(chat) // 10), "jsonl")
    yield made("our own, of frames", _frames(BIG), "md")
    loop = ",".join(f'"{n}": {{"parent": "{n + 1}"}}' for n in range(300_000))
    yield made("a long loop", attacks.among(f'{{"current_node": "1", "mapping": {{{loop}}}}}'))


def _frames(size: int) -> bytes:
    frame = b"<!-- message role=user chars=1 -->\nx\n"
    return b"<!-- chat version=2 id=x -->\n" + frame * (size // len(frame) // 10)


def guarded(path: Path) -> tuple[str, float, float]:
    """What went wrong, if anything; seconds of the processor; megabytes."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(path, theirs))
    process.start()
    theirs.close()
    try:
        wrong, seconds, megabytes = ours.recv()
    except EOFError:
        wrong, seconds, megabytes = "killed", float(SECONDS), 0.0
    process.join()
    return str(wrong), float(seconds), float(megabytes)


def _child(path: Path, pipe: "multiprocessing.connection.Connection") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    began = time.process_time()
    wrong = ""
    try:
        report = tried(path)
        good = ("Good", "Good too") if path.suffix == ".json" and _is_among(path) else ()
        if report.chats < len(good):
            wrong = f"{report.chats} chats came"
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        wrong = traceback.format_exc()
    pipe.send((wrong, time.process_time() - began, _peak()))


def _peak() -> float:
    """Megabytes of this process alone: `ru_maxrss` also knows those of the one that forked it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _is_among(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(attacks.GOOD) + 1) == f"[{attacks.GOOD}".encode()


def _heavy(path: Path) -> None:
    count = heavy.write(path, MEGABYTES)
    report = Report()
    began = time.process_time()
    for _each in read(path, report):
        pass
    seconds = time.process_time() - began
    assert report.chats == count, "not all chats came"
    assert report.messages == count * heavy.MESSAGES, "not all messages came"
    print(f"{MEGABYTES:.0f} MB in {seconds:.1f} s: {MEGABYTES / seconds:.0f} MB/s")
    path.write_bytes(path.read_bytes()[:-1_000_000])
    report = tried(path)
    assert count - 40 < report.chats < count, "the chats before the cut did not come"
    assert [each.reason for each in report.unread] == [Reason.CUT_OFF]


def main(seed: int) -> int:
    failures = 0
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, trials in (("cuts", cuts(folder)), ("changes", mutations(folder, seed))):
            count, began = 0, time.monotonic()
            for trial in trials:
                count += 1
                try:
                    trial()
                except Exception:  # noqa: BLE001 - the others are tried too
                    failures += 1
                    traceback.print_exc()
            print(f"{count} {title}: {failures} failures, {time.monotonic() - began:.0f} s")
        slowest, largest, count = 0.0, 0.0, 0
        for title, path in big(folder):
            wrong, seconds, megabytes = guarded(path)
            count += 1
            slowest, largest = max(slowest, seconds), max(largest, megabytes)
            if seconds > 10 or megabytes > 500 or wrong:
                print(f"  {title}: {seconds:.1f} s, {megabytes:.0f} MB {wrong}")
            failures += bool(wrong)
        print(f"{count} attacks: at most {slowest:.1f} s and {largest:.0f} MB")
        try:
            _heavy(folder / "heavy.json")
        except AssertionError:
            failures += 1
            traceback.print_exc()
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)))
