"""Through the window: ask, kill in the middle of the answer, open again, count what is missing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.kill.endpoint import CountingEndpoint
from tests.kill.windowless import LOST_AT_MOST_MS, Outcome

QUESTION = "Count for me"
# Seconds: until a slow machine must have begun to stream.
PATIENCE = 60.0


def play(folder: Path, endpoint: CountingEndpoint, seed: int) -> Outcome:
    endpoint.sent = []
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    victim = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.kill.window_victim",
            str(folder),
            endpoint.base_url,
            QUESTION,
        ],
        env=environment,
    )
    try:
        _until_streaming(endpoint, victim)
        time.sleep(random.Random(seed).uniform(0.05, 1.2))
    finally:
        died = time.monotonic()
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    sent = [(at, word) for at, word in endpoint.sent if at <= died]
    answer = folder / "shown.json"
    answer.unlink(missing_ok=True)
    reopened = subprocess.run(
        [
            *(sys.executable, "-m", "promptrun_desktop", "--profile", str(folder)),
            *("--endpoint", endpoint.base_url, "--reopened", str(answer)),
        ],
        env=environment,
        timeout=PATIENCE,
        check=False,
    )
    if reopened.returncode or not answer.exists():
        return Outcome([f"opening again ended with {reopened.returncode}"], 0.0, len(sent))
    messages = json.loads(answer.read_text(encoding="utf-8"))["messages"]
    return _judge(sent, died, [text for _id, text in messages])


def _until_streaming(endpoint: CountingEndpoint, victim: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(endpoint.sent) < 5:
        if time.monotonic() > deadline or victim.poll() is not None:
            raise RuntimeError("the window never asked")
        time.sleep(0.005)


def _judge(sent: list[tuple[float, str]], died: float, texts: list[str]) -> Outcome:
    reply = texts[-1] if len(texts) > 1 else ""
    kept = len(reply) // len(sent[0][1])
    missing = sent[kept:]
    whole = "".join(word for _at, word in sent)
    missing_ms = (died - missing[0][0]) * 1000 if missing else 0.0
    troubles = []
    if QUESTION not in texts:
        troubles.append("the question is gone")
    # The last words may have left the server after the clock was read.
    if not (whole.startswith(reply) or reply.startswith(whole)):
        troubles.append("the answer is not what was sent")
    if missing_ms > LOST_AT_MOST_MS:
        troubles.append(f"words are missing since {missing_ms:.0f} ms")
    return Outcome(troubles, missing_ms, len(sent))
