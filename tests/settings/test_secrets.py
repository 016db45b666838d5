"""Keys and the system's password store: refused back ends, stuck ones, and no trace of the key."""

import asyncio
import logging
import subprocess
import sys
import threading
import traceback

import pytest

from promptrun_desktop.domain.errors import ErrorKind, KeyringError
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.secrets import KeyStore

ORIGIN = "https://api.promptrun.ai:443"
CANARY = "sk-canary-7f3a9c51d2"
KEY = ApiKey(CANARY, ORIGIN)


class Ring:
    """A password store in memory; `of` names the back end's module, as keyring would."""

    def __init__(self):
        self.entries = {}

    @classmethod
    def of(cls, module):
        return type(cls.__name__, (cls,), {"__module__": module})()

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password

    def delete_password(self, service, username):
        del self.entries[service, username]


class Chain:
    def __init__(self, *backends):
        self.backends = backends


Chain.__module__ = "keyring.backends.chainer"

SECRET_SERVICE = "keyring.backends.SecretService"


def store_with(backend, **kwargs):
    return KeyStore("Test", find=lambda: backend, **kwargs)


async def refused(awaitable):
    with pytest.raises(KeyringError) as caught:
        await awaitable
    return caught.value


def everything_said(error):
    """What the most talkative crash report would hold: the chain, and every local's repr."""
    said = []
    while error is not None:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        said += [*report.format(), repr(error.args), repr(vars(error))]
        error = error.__cause__ or error.__context__
    return "".join(said)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (SECRET_SERVICE, "secret-service"),
        ("keyring.backends.libsecret", "secret-service"),
        ("keyring.backends.kwallet", "kwallet"),
        ("keyring.backends.macOS", "macos"),
        ("keyring.backends.Windows", "windows"),
    ],
)
async def test_a_key_is_stored_under_its_origin_and_comes_back(module, name):
    ring = Ring.of(module)
    assert await store_with(ring).save(KEY) == name
    assert ring.entries == {("Test", ORIGIN): CANARY}
    assert await store_with(ring).load(ORIGIN) == KEY
    assert await store_with(ring).load("https://elsewhere.example:443") is None


async def test_a_forgotten_key_is_gone_and_forgetting_twice_is_no_error():
    ring = Ring.of(SECRET_SERVICE)
    store = store_with(ring)
    await store.save(KEY)
    await store.forget(ORIGIN)
    assert ring.entries == {}
    await store.forget(ORIGIN)


async def test_forgetting_that_does_not_work_is_said():
    class Stubborn(Ring):
        def delete_password(self, service, username):
            pass

    store = store_with(Stubborn.of(SECRET_SERVICE))
    await store.save(KEY)
    assert (await refused(store.forget(ORIGIN))).kind is ErrorKind.KEYRING_MISSING


@pytest.mark.parametrize(
    "module",
    [
        "keyring.backends.null",
        "keyring.backends.fail",
        "keyrings.alt.file",
        "keyring.backends.SecretServiceLookalike",
        "somebody.else",
    ],
)
async def test_any_other_back_end_is_refused_and_never_asked(module):
    ring = Ring.of(module)
    store = store_with(ring)
    for call in (store.save(KEY), store.load(ORIGIN), store.forget(ORIGIN)):
        assert (await refused(call)).kind is ErrorKind.KEYRING_MISSING
    assert ring.entries == {}


async def test_in_a_chain_the_first_allowed_back_end_is_taken():
    alt, wallet = Ring.of("keyrings.alt.file"), Ring.of("keyring.backends.kwallet")
    service = Ring.of(SECRET_SERVICE)
    assert await store_with(Chain(alt, wallet, service)).save(KEY) == "kwallet"
    assert (len(alt.entries), len(wallet.entries), len(service.entries)) == (0, 1, 0)


async def test_a_chain_without_an_allowed_back_end_is_refused():
    alt = Ring.of("keyrings.alt.file")
    error = await refused(store_with(Chain(alt)).save(KEY))
    assert error.kind is ErrorKind.KEYRING_MISSING
    assert alt.entries == {}


@pytest.mark.parametrize("back", [None, "", CANARY[:-1], CANARY + "x"])
async def test_a_store_that_gives_back_something_else_is_no_store(back):
    class Forgetful(Ring):
        def get_password(self, service, username):
            return back

    error = await refused(store_with(Forgetful.of(SECRET_SERVICE)).save(KEY))
    assert error.kind is ErrorKind.KEYRING_MISSING
    assert CANARY not in everything_said(error)


async def test_what_is_stored_but_is_no_key_counts_as_none():
    ring = Ring.of(SECRET_SERVICE)
    ring.entries["Test", ORIGIN] = "two words\n"
    assert await store_with(ring).load(ORIGIN) is None


class Stuck(Ring):
    """Answers nothing until let go."""

    def __init__(self):
        super().__init__()
        self.asked = threading.Semaphore(0)
        self.go = threading.Event()
        self.answered = threading.Semaphore(0)

    def get_password(self, service, username):
        self.asked.release()
        assert self.go.wait(30)
        try:
            return super().get_password(service, username)
        finally:
            self.answered.release()


@pytest.fixture
def stuck():
    ring = Stuck.of(SECRET_SERVICE)
    yield ring
    ring.go.set()


async def test_a_store_that_never_answers_is_locked_and_the_loop_keeps_turning(stuck):
    loop = asyncio.get_running_loop()
    turns = []

    async def heartbeat():
        while True:
            turns.append(loop.time())
            await asyncio.sleep(0.01)

    beating = asyncio.create_task(heartbeat())
    start = loop.time()
    error = await refused(store_with(stuck, deadline=0.3).load(ORIGIN))
    took = loop.time() - start
    beating.cancel()
    assert error.kind is ErrorKind.KEYRING_LOCKED
    assert 0.25 < took < 2
    assert len(turns) > 10


async def test_a_late_answer_is_ignored_and_the_next_question_gets_its_own(stuck):
    store = store_with(stuck, deadline=0.05)
    stuck.entries["Test", ORIGIN] = CANARY
    await refused(store.load(ORIGIN))
    assert stuck.asked.acquire(timeout=10)
    again = asyncio.create_task(store.load("https://elsewhere.example:443", patience=10))
    # The first thread is still stuck: only a new one can ask the second question.
    assert await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    stuck.go.set()
    assert await again is None
    assert await asyncio.to_thread(stuck.answered.acquire, timeout=10)
    assert await store.load(ORIGIN, patience=10) == KEY


async def test_who_is_patient_waits_for_the_person_at_the_prompt(stuck):
    store = store_with(stuck, deadline=0.01)
    waiting = asyncio.create_task(store.save(KEY, patience=30))
    await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    await asyncio.sleep(0.05)
    assert not waiting.done()
    stuck.go.set()
    assert await waiting == "secret-service"


async def test_one_impatient_question_does_not_end_a_patient_one(stuck):
    store = store_with(stuck, deadline=0.05)
    patient = asyncio.create_task(store.save(KEY, patience=30))
    await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    assert (await refused(store.load(ORIGIN))).kind is ErrorKind.KEYRING_LOCKED
    stuck.go.set()
    assert await patient == "secret-service"


async def test_stuck_threads_do_not_pile_up(stuck):
    store = store_with(stuck, deadline=0.02)
    before = threading.active_count()
    for _ in range(12):
        assert (await refused(store.load(ORIGIN))).kind is ErrorKind.KEYRING_LOCKED
    assert threading.active_count() - before <= 4


async def test_a_question_nobody_waits_for_any_more_is_not_asked(stuck):
    store = store_with(stuck, deadline=0.02)
    first = asyncio.create_task(store.load(ORIGIN, patience=30))
    await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    await refused(store.save(KEY))
    stuck.go.set()
    await first
    await store.load(ORIGIN, patience=10)
    assert stuck.entries == {}


async def test_giving_up_does_not_block_the_next_question(stuck):
    store = store_with(stuck, deadline=30)
    waiting = asyncio.create_task(store.load(ORIGIN))
    await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    again = asyncio.create_task(store.load(ORIGIN))
    assert await asyncio.to_thread(stuck.asked.acquire, timeout=10)
    stuck.go.set()
    assert await again is None


def errors_of_back_ends():
    from keyring import errors

    class OddError(Exception):
        """As the D-Bus library raises it: no relative of keyring's own."""

    return [
        (errors.KeyringLocked(CANARY), ErrorKind.KEYRING_LOCKED),
        (errors.InitError(CANARY), ErrorKind.KEYRING_LOCKED),
        (errors.PasswordSetError(CANARY), ErrorKind.KEYRING_LOCKED),
        (errors.NoKeyringError(CANARY), ErrorKind.KEYRING_MISSING),
        (OddError(CANARY), ErrorKind.KEYRING_MISSING),
        (RuntimeError(CANARY), ErrorKind.KEYRING_MISSING),
        (TimeoutError(CANARY), ErrorKind.KEYRING_MISSING),
    ]


@pytest.mark.parametrize(("raised", "kind"), errors_of_back_ends())
async def test_whatever_a_back_end_raises_is_told_without_the_key(raised, kind, caplog):
    class Failing(Ring):
        def set_password(self, service, username, password):
            try:
                raise ValueError(password)
            except ValueError as error:
                raise raised from error

    caplog.set_level(logging.DEBUG)
    error = await refused(store_with(Failing.of(SECRET_SERVICE)).save(KEY))
    assert error.kind is kind
    assert error.detail == type(raised).__name__
    assert CANARY not in everything_said(error)
    assert CANARY not in caplog.text


async def test_a_daemon_that_is_gone_is_a_missing_store():
    from keyring.errors import InitError

    gone = type("SecretServiceNotAvailableException", (Exception,), {})

    class Dead(Ring):
        def get_password(self, service, username):
            raise InitError("no") from gone()

    error = await refused(store_with(Dead.of(SECRET_SERVICE)).load(ORIGIN))
    assert error.kind is ErrorKind.KEYRING_MISSING


async def test_after_an_error_the_store_is_looked_for_again():
    found = iter([Ring.of("keyring.backends.fail"), Ring.of(SECRET_SERVICE)])
    store = KeyStore("Test", find=lambda: next(found))
    await refused(store.save(KEY))
    assert await store.save(KEY) == "secret-service"


async def test_an_idle_thread_holds_no_key():
    key = ApiKey("sk-held-0123456789", ORIGIN)
    store = store_with(Ring.of(SECRET_SERVICE))
    before = sys.getrefcount(key)
    await store.save(key)
    # The thread lets go just after it has answered.
    for _ in range(500):
        if sys.getrefcount(key) == before:
            return
        await asyncio.sleep(0.01)
    pytest.fail("the worker still holds the key")


SCRIPT = """
import asyncio, sys
from promptrun_desktop.domain.errors import KeyringError
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.secrets import KeyStore
assert "keyring" not in sys.modules
try:
    print(asyncio.run(KeyStore().save(ApiKey("sk-canary-0123456789", "https://a.example:443"))))
except KeyringError as error:
    print(error.kind.value)
"""


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "no.such.Thing"]
)
def test_a_store_named_by_the_environment_is_refused_too(backend, tmp_path):
    environment = {
        "PYTHON_KEYRING_BACKEND": backend,
        "HOME": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none",
        "PATH": "",
        "SYSTEMROOT": "C:\\Windows",
    }
    if sys.platform != "linux" and "fail" in backend:
        pytest.skip("a real store is there")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "keyring_missing", done.stderr


@pytest.mark.parametrize(
    "module", ["keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.null"]
)
async def test_where_nobody_can_know_nothing_is_foreseen(module):
    ring = Ring.of(module)
    assert await store_with(ring).will_ask() is False
    assert ring.entries == {}


async def test_a_store_that_says_nothing_at_all_foresees_nothing():
    go = threading.Event()
    store = KeyStore("Test", deadline=0.05, find=lambda: go.wait(30))
    assert await store.will_ask() is False
    go.set()
