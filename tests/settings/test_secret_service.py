"""Keys in a real Secret Service: gnome-keyring on a session bus of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

pytestmark = [
    pytest.mark.secretservice,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

ORIGIN = "https://api.promptrun.ai:443"
CANARY = "sk-canary-51c0ffee7a"

BEGINNING = """
import asyncio, json, subprocess, sys, time
import secretstorage
from promptrun_desktop.domain.errors import KeyringError
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.secrets import KeyStore

ORIGIN, CANARY = sys.stdin.read().split()
key = ApiKey(CANARY, ORIGIN)

async def kind_of(awaitable):
    try:
        await awaitable
    except KeyringError as error:
        return error.kind.value

def start_service():
    # The command returns before the service has its name on the bus.
    command = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
    subprocess.run(command, input=b"test", check=True, stdout=subprocess.DEVNULL)
    bus, deadline = secretstorage.dbus_init(), time.monotonic() + 20
    while not secretstorage.check_service_availability(bus):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return secretstorage.get_default_collection(bus)

async def main():
    store = KeyStore()
"""

SAVED = """
    start_service()
    return {"saved": await store.save(key, patience=20)}
"""

UNLOCKED = """
    start_service()
    return {
        "before": await store.load(ORIGIN) is None,
        "saved": await store.save(key, patience=20),
        "same": await KeyStore().load(ORIGIN) == key,
        "elsewhere": await store.load("https://elsewhere.example:443") is None,
        "replaced": await store.save(ApiKey(CANARY + "2", ORIGIN)),
        "new": (await store.load(ORIGIN)).reveal() == CANARY + "2",
        "forgotten": await store.forget(ORIGIN),
        "after": await store.load(ORIGIN) is None,
    }
"""

ASKING = """
    missing = await store.will_ask()
    collection = start_service()
    unlocked = await store.will_ask()
    collection.lock()
    locked = await store.will_ask()
    return {
        "missing": missing,
        "unlocked": unlocked,
        "locked": locked,
        "still": collection.is_locked(),
    }
"""

LOCKED = """
    start_service().lock()
    begin = time.monotonic()
    kind = await kind_of(KeyStore(deadline=1).save(key))
    return {"kind": kind, "seconds": time.monotonic() - begin}
"""

LATE = """
    missing = await kind_of(store.save(key))
    start_service()
    return {"missing": missing, "later": await store.save(key, patience=20)}
"""

ENDING = """
print(json.dumps(asyncio.run(main())))
"""


def in_session(tmp_path: Path, body: str) -> dict:
    """Run the script on a new bus, in a home of its own; what it returns."""
    script = tmp_path / "script.py"
    script.write_text(BEGINNING + body + ENDING)
    environment = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        environment[name] = str(folder)
    bus = ["dbus-run-session", f"--config-file={bus_without_services(tmp_path)}", "--"]
    done = subprocess.run(
        [*bus, sys.executable, str(script)],
        env=environment,
        check=False,
        cwd=Path(__file__).parents[2],
        input=f"{ORIGIN} {CANARY}",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert CANARY not in done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def bus_without_services(tmp_path: Path) -> Path:
    """A bus that starts nothing by itself: only what the test started is there."""
    config = tmp_path / "bus.conf"
    config.write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"\n'
        ' "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">\n'
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>\n"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>\n'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>\n'
    )
    return config


def test_a_key_is_saved_read_replaced_and_forgotten(tmp_path):
    assert in_session(tmp_path, UNLOCKED) == {
        "before": True,
        "saved": "secret-service",
        "same": True,
        "elsewhere": True,
        "replaced": "secret-service",
        "new": True,
        "forgotten": None,
        "after": True,
    }


def test_the_key_is_in_no_file_of_the_home_folder(tmp_path):
    assert in_session(tmp_path, SAVED) == {"saved": "secret-service"}
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(each.suffix == ".keyring" for each in files)
    assert not [each for each in files if CANARY.encode() in each.read_bytes()]


def test_a_locked_keyring_that_nobody_opens_is_said_in_time(tmp_path):
    said = in_session(tmp_path, LOCKED)
    assert said["kind"] == "keyring_locked"
    assert said["seconds"] < 4


def test_whether_it_will_ask_is_known_without_asking(tmp_path):
    assert in_session(tmp_path, ASKING) == {
        "missing": False,
        "unlocked": False,
        "locked": True,
        "still": True,
    }


def test_a_bus_without_a_store_is_missing_and_one_started_later_is_found(tmp_path):
    assert in_session(tmp_path, LATE) == {
        "missing": "keyring_missing",
        "later": "secret-service",
    }
