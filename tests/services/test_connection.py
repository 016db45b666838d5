import asyncio

import pytest

from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import AppError, EndpointError, ErrorKind, KeyringError
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.services import asking
from promptrun_desktop.services.connection import PATIENCE, Connection, Status
from tests.services.connecting_fakes import Check, FakeAccount, FakeKeys

KEY = "sk-test-12345678"


def connection(account: FakeAccount, keys: FakeKeys, **more) -> Connection:
    return Connection(PROMPTRUN, keys, account.make_client, **more)


async def test_a_key_that_works_is_kept_and_used():
    account, keys = FakeAccount(Check("works")), FakeKeys()
    way = connection(account, keys)
    result = await way.connect(f"  Bearer {KEY} ", PROMPTRUN)
    assert (result.works, result.checked, result.store) == (True, True, "secret-service")
    assert keys.kept == {PROMPTRUN.origin: ApiKey(KEY, PROMPTRUN.origin)}
    assert way.status is Status.KEPT
    assert way.last4 == "5678"
    assert await way.client() is account.clients[-1]


@pytest.mark.parametrize(
    ("verdict", "works", "checked"), [("kept", False, True), ("unchecked", False, False)]
)
async def test_works_is_said_only_where_the_check_proves_it(verdict, works, checked):
    way = connection(FakeAccount(Check(verdict)), FakeKeys())
    result = await way.connect(KEY, PROMPTRUN)
    assert (result.works, result.checked) == (works, checked)


async def test_a_refused_key_changes_nothing_and_its_client_is_closed():
    account = FakeAccount(EndpointError(ErrorKind.KEY_REFUSED))
    keys = FakeKeys()
    way = connection(account, keys)
    with pytest.raises(EndpointError) as caught:
        await way.connect(KEY, PROMPTRUN)
    assert caught.value.kind is ErrorKind.KEY_REFUSED
    assert keys.kept == {}
    assert way.status is Status.NO_KEY
    assert account.clients[0].closed


async def test_without_a_keyring_the_key_serves_until_the_app_closes():
    keys = FakeKeys(KeyringError(ErrorKind.KEYRING_MISSING))
    way = connection(FakeAccount(Check("works")), keys)
    result = await way.connect(KEY, PROMPTRUN)
    assert (result.store, result.keyring_error) == ("", ErrorKind.KEYRING_MISSING)
    assert way.status is Status.SESSION_ONLY
    await way.client()
    keys.problem = None
    again = await way.keep_again()
    assert again is not None
    assert again.store == "secret-service"
    assert way.status is Status.KEPT


async def test_a_kept_key_is_read_with_the_first_question_and_not_before():
    keys = FakeKeys()
    keys.kept[PROMPTRUN.origin] = ApiKey(KEY, PROMPTRUN.origin)
    account = FakeAccount(Check("works"))
    way = connection(account, keys, kept=True)
    assert (keys.reads, account.clients) == (0, [])
    await way.client()
    await way.client()
    assert (keys.reads, len(account.clients)) == (1, 1)


async def test_asking_without_a_key_says_that_there_is_none():
    way = connection(FakeAccount(Check("works")), FakeKeys())
    with pytest.raises(AppError) as caught:
        await way.client()
    assert caught.value.kind is ErrorKind.KEY_MISSING


async def test_a_key_that_vanished_from_the_keyring_is_asked_for_again():
    way = connection(FakeAccount(Check("works")), FakeKeys(), kept=True)
    with pytest.raises(AppError) as caught:
        await way.client()
    assert caught.value.kind is ErrorKind.KEY_MISSING
    assert way.status is Status.NO_KEY


async def test_a_forgotten_key_is_gone_from_memory_and_keyring():
    keys = FakeKeys()
    account = FakeAccount(Check("works"))
    way = connection(account, keys)
    await way.connect(KEY, PROMPTRUN)
    await way.forget()
    assert keys.kept == {}
    assert way.last4 == ""
    assert account.clients[0].closed
    with pytest.raises(AppError):
        await way.client()


@pytest.mark.parametrize("asks_store", [True, False])
async def test_a_key_forgotten_while_it_is_read_is_not_used(asks_store):
    keys = FakeKeys(answering=asyncio.Event())
    keys.kept[PROMPTRUN.origin] = ApiKey(KEY, PROMPTRUN.origin)
    account = FakeAccount(Check("works"))
    way = connection(account, keys, kept=asks_store)
    if not asks_store:
        way = connection(account, keys, sample_key=ApiKey(KEY, PROMPTRUN.origin))
    asking = asyncio.create_task(way.client())
    await asyncio.sleep(0)
    await way.forget()
    keys.answering.set()
    with pytest.raises(AppError) as caught:
        await asking
    assert caught.value.kind is ErrorKind.KEY_MISSING
    assert (way.last4, way.status) == ("", Status.NO_KEY)
    assert all(client.closed for client in account.clients)


async def test_a_late_answer_of_the_store_does_not_replace_a_new_connection():
    keys = FakeKeys(answering=asyncio.Event())
    keys.kept[PROMPTRUN.origin] = ApiKey(KEY, PROMPTRUN.origin)
    account = FakeAccount(Check("works"))
    way = connection(account, keys, kept=True)
    asking = asyncio.create_task(way.client())
    await asyncio.sleep(0)
    elsewhere = Endpoint.parse("https://example.com/v1")
    await way.connect("another-key-99", elsewhere)
    keys.answering.set()
    assert await asking is await way.client() is account.clients[0]
    assert way.last4 == "y-99"
    assert not account.clients[0].closed


async def test_a_key_kept_after_it_was_forgotten_is_forgotten_again():
    keys = FakeKeys(problem=KeyringError(ErrorKind.KEYRING_LOCKED))
    way = connection(FakeAccount(Check("works")), keys)
    await way.connect(KEY, PROMPTRUN)
    keys.problem, keys.answering = None, asyncio.Event()
    keeping = asyncio.create_task(way.keep_again())
    await asyncio.sleep(0)
    await way.forget()
    keys.answering.set()
    assert await keeping is None
    assert keys.kept == {}
    assert way.status is Status.NO_KEY


async def test_a_key_the_store_took_too_late_is_forgotten_too():
    keys = FakeKeys(problem=KeyringError(ErrorKind.KEYRING_LOCKED))
    way = connection(FakeAccount(Check("works")), keys)
    await way.connect(KEY, PROMPTRUN)
    assert way.status is Status.SESSION_ONLY
    keys.kept[PROMPTRUN.origin] = ApiKey(KEY, PROMPTRUN.origin)
    keys.problem = None
    await way.forget()
    assert keys.kept == {}
    keys.problem = KeyringError(ErrorKind.KEYRING_MISSING)
    await way.connect(KEY, PROMPTRUN)
    await way.forget()
    assert way.status is Status.NO_KEY


async def test_another_address_needs_its_own_key():
    keys = FakeKeys()
    account = FakeAccount(Check("works"))
    way = connection(account, keys)
    await way.connect(KEY, PROMPTRUN)
    elsewhere = Endpoint.parse("https://example.com/v1")
    await way.connect("another-key-99", elsewhere)
    assert way.endpoint == elsewhere
    assert keys.kept[elsewhere.origin].reveal() == "another-key-99"
    assert account.keys[-1].origin == elsewhere.origin


async def test_a_key_is_kept_unchecked_where_the_person_wants_it():
    account, keys = FakeAccount(EndpointError(ErrorKind.KEY_REFUSED)), FakeKeys()
    way = connection(account, keys)
    result = await way.connect(KEY, PROMPTRUN, unchecked=True)
    assert (result.works, result.checked, result.models) == (False, True, None)
    assert keys.kept[PROMPTRUN.origin].reveal() == KEY
    assert await way.client() is account.clients[-1]


async def test_giving_up_while_the_store_waits_closes_the_client_and_changes_nothing(monkeypatch):
    monkeypatch.setattr(asking, "READING", 0)
    account, keys = FakeAccount(Check("works")), FakeKeys(answering=asyncio.Event(), locked=True)
    way = connection(account, keys)
    connecting = asyncio.ensure_future(way.connect(KEY, PROMPTRUN))
    way.asking.changed.connect(lambda asking: asking and connecting.cancel())
    with pytest.raises(asyncio.CancelledError):
        await connecting
    assert account.clients[0].closed
    assert way.status is Status.NO_KEY


async def test_who_asks_again_has_time_to_unlock_the_store():
    keys = FakeKeys()
    keys.kept[PROMPTRUN.origin] = ApiKey(KEY, PROMPTRUN.origin)
    keys.problem = KeyringError(ErrorKind.KEYRING_LOCKED)
    way = connection(FakeAccount(Check("works")), keys, kept=True)
    with pytest.raises(KeyringError):
        await way.client()
    keys.problem = None
    await way.client()
    assert keys.patience == [None, PATIENCE]
    assert way.status is Status.KEPT
