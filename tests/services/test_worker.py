"""The conversation with a process that does a long job, whatever becomes of it."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from promptrun_desktop.domain.errors import AppError, ErrorKind
from promptrun_desktop.services.job import Job
from promptrun_desktop.services.jobs import Jobs
from promptrun_desktop.services.worker import Worker
from tests.services.stored import chat

# Hears its job and the chats, as ours does.
HEARS = """
import json, os, signal, sys, time
job = json.loads(sys.stdin.buffer.readline())
lines = list(iter(sys.stdin.buffer.readline, b"\\n"))
def say(**answer):
    print(json.dumps(answer), flush=True)
"""
BEGINS = 'open(job["partial"], "w").close(); say(progress=[1, 2]);'


def worker(does: str) -> Worker:
    return Worker([sys.executable, "-c", HEARS + does])


def job(tmp_path: Path, do: str = "document") -> Job:
    return {"do": do, "partial": str(tmp_path / ".chat.new")}


async def run(worker: Worker, tmp_path: Path, do: str = "document", chats=()):
    return await worker.run(lambda: job(tmp_path, do), chats, lambda done, total: None)


async def test_it_is_told_its_job_and_the_chats_and_what_it_found_is_told(tmp_path):
    told = []
    soup = chat("soup", "How?", "x" * 300_000)
    facts = await worker("say(progress=[1, 2]); say(done={'lines': len(lines)})").run(
        lambda: job(tmp_path), [soup, soup], lambda *progress: told.append(progress)
    )
    assert facts == {"lines": 8}
    assert told == [(1, 2)]


async def test_what_failed_is_raised(tmp_path):
    with pytest.raises(AppError) as caught:
        await run(worker("say(failed='place_full', detail='no room')"), tmp_path)
    assert (caught.value.kind, caught.value.detail) == (ErrorKind.PLACE_FULL, "no room")


@pytest.mark.parametrize(
    ("does", "do", "kind"),
    [
        ("sys.exit(0)", "document", ErrorKind.WORK_ENDED),
        ("os.kill(os.getpid(), signal.SIGKILL)", "document", ErrorKind.WORK_ENDED),
        ("print('no answer')", "document", ErrorKind.WORK_ENDED),
        ("say(progress='half')", "document", ErrorKind.WORK_ENDED),
        ("os.kill(os.getpid(), signal.SIGKILL)", "look", ErrorKind.FILE_TOO_LARGE),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "look", ErrorKind.FILE_TOO_LARGE),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "look", ErrorKind.FILE_DAMAGED),
    ],
)
async def test_one_that_ends_without_an_answer_leaves_nothing(tmp_path, does, do, kind):
    with pytest.raises(AppError) as caught:
        await run(worker(BEGINS + does), tmp_path, do)
    assert caught.value.kind is kind
    assert list(tmp_path.iterdir()) == []


async def test_one_that_ends_before_it_heard_everything_is_told(tmp_path):
    chats = [chat("soup", "How?", "x" * 1_000_000)]
    with pytest.raises(AppError) as caught:
        await run(Worker([sys.executable, "-c", "pass"]), tmp_path, chats=chats)
    assert caught.value.kind is ErrorKind.WORK_ENDED


async def test_cancelled_it_is_ended_and_leaves_nothing(tmp_path):
    begun = asyncio.Event()
    does = worker(BEGINS + "open(job['partial'] + '.pid', 'w').write(str(os.getpid()));"
                  "say(progress=[2, 2]); time.sleep(60)")  # fmt: skip

    def tell(done: int, _total: int) -> None:
        if done == 2:
            begun.set()

    running = asyncio.ensure_future(does.run(lambda: job(tmp_path), [], tell))
    await asyncio.wait_for(begun.wait(), 10)
    number = tmp_path / ".chat.new.pid"
    pid = int(number.read_text())
    number.unlink()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        _signal(pid)


async def test_cancelled_before_it_is_started_it_never_is(tmp_path):
    running = asyncio.ensure_future(
        run(worker(f"open({str(tmp_path / 'started')!r}, 'w')"), tmp_path)
    )
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert list(tmp_path.iterdir()) == []


async def test_one_that_cannot_be_started_is_told(tmp_path):
    with pytest.raises(AppError) as caught:
        await run(Worker(["/nowhere/at/all"]), tmp_path)
    assert caught.value.kind is ErrorKind.INTERNAL


async def test_a_place_that_cannot_be_looked_at_is_told(tmp_path):
    def prepare() -> Job:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(AppError) as caught:
        await worker("").run(prepare, [], lambda *_: None)
    assert caught.value.kind is ErrorKind.PLACE_REFUSED


async def test_a_place_that_can_be_none_is_told(tmp_path):
    with pytest.raises(AppError) as caught:
        await worker("").run(Jobs(tmp_path).look(tmp_path, tmp_path / "\0"), [], lambda *_: None)
    assert caught.value.kind is ErrorKind.EXPORT_FAILED


async def test_nothing_secret_is_in_its_words_or_around_it(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/somewhere")
    facts = await run(
        worker("say(done={'around': sorted(os.environ), 'words': sys.argv})"),
        tmp_path,
        chats=[chat("soup", "a secret question")],
    )
    assert "PATH" in facts["around"]
    assert not {"OPENAI_API_KEY", "DBUS_SESSION_BUS_ADDRESS"} & set(facts["around"])
    assert facts["words"] == ["-c"]
    assert "secret" not in json.dumps(facts)


def _signal(pid: int) -> None:
    import os

    os.kill(pid, 0)
