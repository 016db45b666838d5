"""The real process, from its start to whatever end it comes to."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.services.chat_lines import END, lines_of
from promptrun_desktop.services.own_process import command
from tests.app.working import NOWHERE, befallen, document, documents, work
from tests.services.stored import chat, store

ROOT = Path(__file__).parents[2]
SOUP = chat("soup", "How?", "Boil **it**.\n\n```python\nprint(1)\n```", title="Soup: a plan")

# Each document takes a while.
SLOWLY = """
import time
from promptrun_desktop.formats import FORMATS
from promptrun_desktop.formats.format import Format
def render(content, labels, draw):
    time.sleep(0.02)
    return content.title.encode()
FORMATS["markdown"] = Format("markdown", ".md", render)
"""

# A process of the app that has given a long job.
PARENT = """
import asyncio, sys
from pathlib import Path
from tests.app.working import befallen, documents, work

job = documents(Path(sys.argv[1]), Path(sys.argv[2]))
tell = lambda done, total: done and print(done, flush=True)
asyncio.run(work(job, worker=befallen(sys.argv[3]), tell=tell))
"""


def start(*words: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)


@pytest.mark.parametrize("key", FORMATS)
async def test_a_chat_that_is_open_becomes_a_document(tmp_path, key):
    target = tmp_path / f"soup{FORMATS[key].suffix}"
    target.write_bytes(b"an older one")
    assert await work(document(SOUP, target, key), SOUP) == {"count": 1}
    assert target.stat().st_size > 30
    assert list(tmp_path.iterdir()) == [target]
    if key in ("markdown", "webpage"):
        assert b"Boil" in target.read_bytes()


async def test_it_becomes_a_pdf_without_a_screen(tmp_path):
    target = tmp_path / "soup.pdf"
    assert await work(document(SOUP, target, "pdf"), SOUP) == {"count": 1}
    assert target.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [target]


async def test_only_the_messages_that_were_chosen_are_in_it(tmp_path):
    target = tmp_path / "soup.md"
    await work(document(SOUP, target, messages=["soup-1"]), SOUP)
    text = target.read_text()
    assert "Boil" in text and "How?" not in text


async def test_formulas_are_drawn(tmp_path):
    target = tmp_path / "sum.html"
    sum = chat("sum", "How?", r"$$\frac{a}{b}$$")
    await work(document(sum, target, "webpage"), sum)
    assert b"<svg" in target.read_bytes()


def test_nothing_is_loaded_that_the_job_does_not_need(tmp_path):
    job = document(SOUP, tmp_path / "soup.md")()
    said = json.dumps(job).encode() + b"\n" + b"".join(lines_of(SOUP)) + END
    words = [sys.executable, "-X", "importtime", "-m", "promptrun_desktop", "--worker"]
    process = start(*words)
    process.stdin.write(said)
    process.stdin.flush()
    # Its input stays open until it has answered, as the app leaves it.
    answer = process.stdout.readline()
    _, told = process.communicate(timeout=20)
    loaded = {line.rpartition(b"|")[2].strip().decode() for line in told.splitlines()}
    assert json.loads(answer) == {"done": {"count": 1}}
    assert "promptrun_desktop.formats.markdown" in loaded
    unneeded = {"PySide6", "asyncio", "httpx", "keyring", "sqlite3", "docx", "pypdf", "ziamath"}
    assert loaded & (unneeded | {"promptrun_desktop.ui", "promptrun_desktop.store"}) == set()


async def test_one_that_is_killed_is_told_and_leaves_nothing(tmp_path):
    kills = befallen(
        "import os, threading, time, signal\n"
        "from promptrun_desktop.formats import markdown\n"
        "from promptrun_desktop.formats import FORMATS\n"
        "from promptrun_desktop.formats.format import Format\n"
        "def render(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "FORMATS['markdown'] = Format('markdown', '.md', render)"
    )
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, tmp_path / "soup.md"), SOUP, worker=kills)
    assert caught.value.kind is ErrorKind.WORK_ENDED
    assert list(tmp_path.iterdir()) == []


async def test_cancelling_in_the_middle_leaves_nothing(tmp_path):
    database = await store(tmp_path / "chats.db", *(chat(f"c{n}", "Hi") for n in range(50)))
    begun = asyncio.Event()
    folder = tmp_path / "here"
    folder.mkdir()
    running = asyncio.ensure_future(
        work(
            documents(database, folder / "out"),
            worker=befallen(SLOWLY),
            tell=lambda done, total: begun.set() if done > 2 else None,
        )
    )
    await asyncio.wait_for(begun.wait(), 20)
    assert [each.suffix for each in folder.iterdir()] == [".new"]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
async def test_at_the_end_of_a_session_it_cleans_up_itself(tmp_path):
    ends = befallen(
        "import os, signal\n"
        "from promptrun_desktop.app.worker import documents\n"
        "from promptrun_desktop.settings.disk import replacing\n"
        "from pathlib import Path\n"
        "def document(job, source, tell):\n"
        "    with replacing(Path(job['target']), Path(job['partial'])) as stream:\n"
        "        stream.write(b'half')\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        signal.pause()\n"
        "documents.document = document"
    )
    process = start(*ends._words)
    job = document(SOUP, tmp_path / "soup.md")()
    process.stdin.write(json.dumps(job).encode() + b"\n" + b"".join(lines_of(SOUP)) + END)
    process.stdin.flush()
    assert (process.stdout.read(), process.wait(20)) == (b"", 1)
    process.communicate()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
async def test_it_ends_with_the_window_and_leaves_nothing(tmp_path):
    database = await store(tmp_path / "chats.db", *(chat(f"c{n}", "Hi") for n in range(100)))
    folder = tmp_path / "out"
    parent = start(sys.executable, "-c", PARENT, str(database), str(folder), SLOWLY)
    assert int(parent.stdout.readline())
    (partial,) = (each for each in tmp_path.iterdir() if each.suffix == ".new")
    assert any(partial.iterdir())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    for _ in range(500):
        if not partial.exists():
            break
        await asyncio.sleep(0.01)
    assert not partial.exists()
    assert not folder.exists()


async def test_one_that_hangs_is_ended_with_the_window_all_the_same(tmp_path):
    hangs = befallen(
        "import time\n"
        "from promptrun_desktop.app.worker import documents, run\n"
        "run.GRACE = 0.1\n"
        "def document(job, source, tell):\n"
        "    open(job['partial'], 'w').close()\n"
        "    tell(1, 1)\n"
        "    while True:\n"
        "        try: time.sleep(60)\n"
        "        except KeyboardInterrupt: pass\n"
        "documents.document = document"
    )
    job = document(SOUP, tmp_path / "soup.md")()
    process = start(*hangs._words)
    process.stdin.write(json.dumps(job).encode() + b"\n" + b"".join(lines_of(SOUP)) + END)
    process.stdin.flush()
    assert json.loads(process.stdout.readline()) == {"progress": [1, 1]}
    process.communicate(timeout=20)
    assert process.returncode == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [b"", b'{"do": "doc'])
def test_without_a_whole_job_it_ends(said):
    ended = subprocess.run(
        command("--worker"), input=said, capture_output=True, cwd=ROOT, timeout=20, check=False
    )
    assert (ended.stdout, ended.returncode) == (b"", 1)


def test_chats_that_are_cut_off_become_no_document(tmp_path):
    target = tmp_path / "soup.md"
    target.write_text("an older one")
    said = json.dumps(document(SOUP, target)()).encode() + b"\n" + b"".join(lines_of(SOUP))
    ended = subprocess.run(
        command("--worker"), input=said, capture_output=True, cwd=ROOT, timeout=20, check=False
    )
    assert (ended.stdout, ended.returncode) == (b"", 1)
    assert target.read_text() == "an older one"
    assert list(tmp_path.iterdir()) == [target]


FULL = """
import errno, os
def fsync(_): raise OSError(errno.{name}, "said by the system")
os.fsync = fsync
"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ENOSPC", ErrorKind.PLACE_FULL),
        ("EROFS", ErrorKind.PLACE_REFUSED),
        ("EIO", ErrorKind.EXPORT_FAILED),
    ],
)
async def test_a_disk_that_takes_no_more_keeps_the_old_document(tmp_path, name, kind):
    target = tmp_path / "soup.md"
    target.write_text("an older one")
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, target), SOUP, worker=befallen(FULL.format(name=name)))
    assert (caught.value.kind, caught.value.detail) == (kind, "said by the system")
    assert target.read_text() == "an older one"
    assert list(tmp_path.iterdir()) == [target]


async def test_a_folder_that_vanished_is_told(tmp_path):
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, tmp_path / "gone" / "soup.md"), SOUP)
    assert caught.value.kind is ErrorKind.PLACE_GONE


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may write anywhere")
async def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, tmp_path / "soup.md"), SOUP)
    tmp_path.chmod(0o700)
    assert caught.value.kind is ErrorKind.PLACE_REFUSED


async def test_what_goes_wrong_inside_is_told_without_a_word_of_the_chat(tmp_path):
    fails = befallen(
        "from promptrun_desktop.app.worker import documents\n"
        "def document(job, source, tell): raise KeyError('a secret')\n"
        "documents.document = document"
    )
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, tmp_path / "soup.md"), SOUP, worker=fails)
    assert caught.value.kind is ErrorKind.INTERNAL
    assert caught.value.detail.startswith("KeyError run.py:")
    assert "secret" not in caught.value.detail


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
async def test_it_takes_no_more_memory_than_it_may(tmp_path):
    greedy = befallen(
        "from promptrun_desktop.app.worker import documents, limits\n"
        "limits.WRITING = 1 << 30\n"
        "documents.document = lambda *_: bytes(2 << 30)"
    )
    with pytest.raises(AppError) as caught:
        await work(document(SOUP, tmp_path / "soup.md"), SOUP, worker=greedy)
    assert caught.value.kind is ErrorKind.TOO_MUCH


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
async def test_long_work_gives_way_to_everything_else_and_a_single_document_does_not(tmp_path):
    nice = befallen(
        "import os, resource\n"
        "from promptrun_desktop.app.worker import documents\n"
        "documents.document = documents.documents = lambda *_:"
        " {'nice': os.nice(0), 'core': resource.getrlimit(resource.RLIMIT_CORE)[0]}"
    )
    here = os.nice(0)
    facts = await work(document(SOUP, tmp_path / "soup.md"), SOUP, worker=nice)
    assert facts == {"nice": here, "core": 0}
    facts = await work(documents(NOWHERE, tmp_path / "out"), worker=nice)
    assert facts == {"nice": min(here + 10, 19), "core": 0}
