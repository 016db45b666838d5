"""Kill who writes an archive, at random moments, and look at what is left.

python -m tests.kill.archives [ROUNDS] [SEED]
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.formats.archive.chats import archive, chat, days_ago
from tests.services.test_archiving import catalogue, known, texts

COUNT = 400
_WRITE = "import sys; from tests.kill.archives import write; write(*sys.argv[1:])"


def some(count, version):
    """Every fifth chat says something else in another version."""
    for at in range(count):
        said = f"word{at} of version{version if at % 5 == 0 else 0}, and others " + "more " * 80
        yield chat(str(at), f"Chat {at}", "question", said, at=days_ago(at))


def write(folder, count, version):
    print("begun", flush=True)
    archive(Path(folder), some(int(count), int(version)), total=int(count))


def main(rounds, seed):
    print(f"seed {seed}")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        begun = time.monotonic()
        archive(folder, some(COUNT, 0), total=COUNT)
        whole = time.monotonic() - begun
        ended = 0
        for number in range(1, rounds + 1):
            if number % 25 == 0:
                folder = Path(place) / f"archive {number}"  # From nothing, too.
            count = chance.randrange(COUNT // 2, COUNT)
            with subprocess.Popen(
                [sys.executable, "-c", _WRITE, str(folder), str(count), str(number)],
                stdout=subprocess.PIPE,
            ) as process:
                process.stdout.readline()
                time.sleep(chance.random() * whole * 1.2)
                ended += process.poll() == 0
                process.kill()
            look(folder)
        archive(folder, some(COUNT, rounds + 1), total=COUNT)
        look(folder)
        assert len(known(folder).chats) == COUNT
    print(f"{rounds} rounds, {rounds - ended} of them killed: every archive was whole")


def look(folder):
    """What the index and the search lead to is there, and readable."""
    if not (folder / "parts" / "manifest.jsonl").exists():
        assert not folder.exists() or (folder / ".promptrun-archive").is_dir()
        return
    for each in known(folder).chats.values():
        page = (folder / "chats" / each.page).read_text(encoding="utf-8")
        assert page.endswith("</html>\n")
    listed = texts(folder)
    assert {number for number, time in enumerate(catalogue(folder)["times"]) if time} <= set(listed)
    for each in listed.values():
        assert (folder / "chats" / each.page).exists()
    for _, name in catalogue(folder)["words"]:
        assert (folder / "parts" / name).read_bytes().endswith(b"]]);\n")
    assert (folder / "index.html").read_text(encoding="utf-8").endswith("</html>\n")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(200, random.randrange(10**6))[len(given) :])
