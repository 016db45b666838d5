"""A password store that may ask its owner is announced, and can be given up."""

import asyncio

import pytest

from promptrun_desktop.domain.errors import ErrorKind, KeyringError
from promptrun_desktop.services import asking
from promptrun_desktop.services.asking import PATIENCE, Asking


class Store:
    """Answers with the patience it was given, once it is `open`; `told` is what happened."""

    def __init__(self, *, locked: bool = False) -> None:
        self.open = asyncio.Event()
        self.told: list[object] = []
        self.asking = Asking(self._will_ask)
        self.asking.changed.connect(self.told.append)
        self._locked = locked

    async def call(self, patience: float | None) -> float | None:
        self.told.append("called")
        await self.open.wait()
        return patience

    async def _will_ask(self) -> bool:
        return self._locked


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(asking, "READING", 0)


async def test_a_locked_store_is_announced_before_it_is_called_and_waited_for():
    store = Store(locked=True)
    store.open.set()
    assert await store.asking.answer(store.call) == PATIENCE
    assert store.told == [True, "called", False]


async def test_an_open_store_is_not_announced():
    store = Store()
    store.open.set()
    assert await store.asking.answer(store.call) is None
    assert await store.asking.answer(store.call, 7) == 7
    assert store.told == ["called", "called"]


async def test_one_that_takes_long_is_announced_then(monkeypatch):
    monkeypatch.setattr(asking, "SLOW", 0)
    store = Store()
    store.asking.changed.connect(lambda _: store.open.set())
    assert await store.asking.answer(store.call) is None
    assert store.told == ["called", True, False]


async def test_two_who_wait_hear_of_it_once():
    store = Store(locked=True)
    both = [asyncio.ensure_future(store.asking.answer(store.call)) for _ in "ab"]
    while store.told.count("called") < 2:
        await asyncio.sleep(0)
    store.open.set()
    await asyncio.gather(*both)
    assert store.told == [True, "called", "called", False]


async def test_who_gives_up_is_told_that_it_is_locked():
    store = Store(locked=True)
    store.asking.changed.connect(lambda asking: asking and store.asking.give_up())
    with pytest.raises(KeyringError) as caught:
        await store.asking.answer(store.call)
    assert caught.value.kind is ErrorKind.KEYRING_LOCKED
    assert store.told == [True, False]


async def test_who_is_cancelled_is_cancelled():
    store = Store(locked=True)
    waiting = asyncio.ensure_future(store.asking.answer(store.call))
    while "called" not in store.told:
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert store.told == [True, "called", False]


async def test_what_the_store_says_passes():
    store = Store()

    async def refuse(_patience: float | None) -> None:
        raise KeyringError(ErrorKind.KEYRING_MISSING)

    with pytest.raises(KeyringError) as caught:
        await store.asking.answer(refuse)
    assert caught.value.kind is ErrorKind.KEYRING_MISSING
