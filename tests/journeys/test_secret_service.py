"""The app with a real password store: gnome-keyring on a session bus of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from promptrun_desktop.demo.endpoint import DemoEndpoint
from tests.settings.test_secret_service import MISSING, bus_without_services

pytestmark = [
    pytest.mark.secretservice,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

ROOT = Path(__file__).parents[2]
KEPT = "Works. Kept safely in your desktop’s keyring."

# Starts the password store, runs each command, and tells what they said and what is kept then.
SESSION = """
import json, subprocess, sys, time
import secretstorage

wanted = json.load(sys.stdin)
command = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
subprocess.run(command, input=b"test", check=True, stdout=subprocess.DEVNULL)
bus, deadline = secretstorage.dbus_init(), time.monotonic() + 20
while not secretstorage.check_service_availability(bus):
    assert time.monotonic() < deadline
    time.sleep(0.02)
ended = []
for each in wanted["commands"]:
    done = subprocess.run(each, input=wanted["key"], capture_output=True, text=True)
    ended.append([done.returncode, done.stdout, done.stderr])
items = secretstorage.get_default_collection(bus).get_all_items()
kept = [[item.get_attributes().get(name) for name in ("service", "username")] for item in items]
print(json.dumps([ended, kept]))
"""

# A new start of the app with the story of its first argument; the key comes on standard input.
PERSON = f"""
import asyncio, sys
from promptrun_desktop.app.start import make_parts, run_loop
from promptrun_desktop.demo.endpoint import DemoEndpoint
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.settings.secrets import KeyStore
from tests.journeys.person import Person

async def connects(person):
    await person.paste_key(sys.stdin.readline().strip())
    await person.until(lambda: {KEPT!r} in person.find("status").accessibleName())
    person.click("connect")
    await person.until(lambda: person.sees("composer"))

async def asks(person):
    assert person.sees("composer") and not person.sees("key_box")
    reply = await person.ask("Why is a day on Venus so strange?")
    print(reply.state.value, len(reply.text))

async def main():
    person = Person(parts, DemoEndpoint(), KeyStore(), sys.argv[3])
    try:
        await person.start()
        await globals()[sys.argv[1]](person)
    finally:
        await person.close()

parts = make_parts(Profile.at(sys.argv[2]))
run_loop(parts.application, main)
"""


def in_session(tmp_path: Path, key: str, *commands: list[str]) -> tuple[list, list]:
    """What each command returned and said, and (service, user) of what the store keeps at last."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG") or name.startswith(("PYTHON", "QT_"))
    }
    environment["PYTHONPATH"] = str(ROOT)
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        environment[name] = str(folder)
    bus = ["dbus-run-session", f"--config-file={bus_without_services(tmp_path)}", "--"]
    done = subprocess.run(
        [*bus, sys.executable, "-c", SESSION],
        env=environment,
        check=False,
        cwd=ROOT,
        input=json.dumps({"commands": commands, "key": key}),
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    ended, kept = json.loads(done.stdout.splitlines()[-1])
    return ended, kept


def test_the_self_test_keeps_its_key_in_the_keyring_and_takes_it_out_again(tmp_path):
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "promptrun_desktop", "--self-test", "--report", str(report)]
    [(code, said, errors)], kept = in_session(tmp_path, "", command)
    assert code == 0, said + errors
    assert json.loads(report.read_text())["ok"] is True
    [connected] = [line for line in said.splitlines() if "ok connect" in line]
    assert connected.endswith(KEPT)
    assert kept == []


def test_a_key_connected_once_answers_in_the_next_start_without_being_asked_for(tmp_path):
    endpoint = DemoEndpoint(pace=0.1)
    endpoint.start()
    key, profile = endpoint.key.reveal(), tmp_path / "profile"

    def start(story: str) -> list[str]:
        return [sys.executable, "-c", PERSON, story, str(profile), endpoint.base_url]

    ended, kept = in_session(tmp_path, key, start("connects"), start("asks"))
    questions = endpoint.requests
    endpoint.stop()
    assert [(code, errors) for code, _said, errors in ended] == [(0, ""), (0, "")]
    state, length = ended[1][1].split()
    assert state == "complete" and int(length) > 500
    assert len(questions) == 1
    assert kept == [["Promptrun Desktop", endpoint.key.origin]]
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not [each for each in files if key.encode() in each.read_bytes()]
