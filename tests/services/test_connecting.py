import asyncio

from promptrun_desktop.domain.endpoint import PROMPTRUN
from promptrun_desktop.domain.errors import EndpointError, ErrorKind, KeyringError
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Connection
from promptrun_desktop.services.tasks import Tasks
from tests.services.connecting_fakes import Check, FakeAccount, FakeKeys

KEY = "sk-test-12345678"


class Story:
    """Connecting over fakes, and what it told."""

    def __init__(self, outcome: Check | Exception) -> None:
        self.account, self.keys = FakeAccount(outcome), FakeKeys()
        self.unforeseen: list[BaseException] = []
        self.tasks = Tasks(lambda _name, error: self.unforeseen.append(error))
        connection = Connection(PROMPTRUN, self.keys, self.account.make_client)
        self.connecting = Connecting(connection, self.tasks)
        self.told: list[object] = []
        self.connecting.checking.connect(lambda: self.told.append("checking"))
        self.connecting.connected.connect(lambda result: self.told.append(result.store))
        self.connecting.kept.connect(lambda result: self.told.append(result.keyring_error))
        self.connecting.failed.connect(lambda error: self.told.append(error.kind))

    async def until(self, last: object) -> None:
        async with asyncio.timeout(5):
            while not self.told or self.told[-1] != last:
                await asyncio.sleep(0.001)
        # The attempt that told it ends with the next step of the loop.
        await asyncio.sleep(0)


async def test_each_step_is_told():
    story = Story(Check("works"))
    story.connecting.connect(KEY, "")
    await story.until("secret-service")
    assert story.told == ["checking", "secret-service"]


async def test_a_wrong_address_is_told_before_anybody_is_asked():
    story = Story(Check("works"))
    story.connecting.connect(KEY, "http://example.com")
    await story.until(ErrorKind.WRONG_ADDRESS)
    assert story.account.clients == []


async def test_a_refused_key_is_kept_where_it_is_wanted_all_the_same():
    story = Story(EndpointError(ErrorKind.KEY_REFUSED))
    story.connecting.connect(KEY, "")
    await story.until(ErrorKind.KEY_REFUSED)
    assert story.keys.kept == {}
    story.connecting.connect(KEY, "", unchecked=True)
    await story.until("secret-service")
    assert [each.reveal() for each in story.keys.kept.values()] == [KEY]


async def test_after_cancel_the_next_attempt_need_not_wait():
    story = Story(Check("works"))
    story.connecting.connect(KEY, "")
    story.connecting.cancel()
    story.connecting.connect(KEY, "")
    await story.until("secret-service")
    assert story.told.count("checking") == 2
    assert story.told.count("secret-service") == 1


async def test_an_error_nobody_foresaw_ends_the_waiting_and_is_reported():
    story = Story(bug := ZeroDivisionError())
    story.connecting.connect(KEY, "")
    await story.until(ErrorKind.INTERNAL)
    assert story.unforeseen == [bug]


async def test_closing_while_connecting_tells_nothing():
    story = Story(Check("works"))
    story.connecting.connect(KEY, "")
    await story.tasks.close()
    assert story.told == ["checking"]


async def test_the_store_is_asked_again_and_its_answer_told():
    story = Story(Check("works"))
    story.keys.problem = KeyringError(ErrorKind.KEYRING_LOCKED)
    story.connecting.connect(KEY, "")
    await story.until("")
    story.connecting.keep_again()
    await story.until(ErrorKind.KEYRING_LOCKED)
    story.keys.problem = None
    story.connecting.keep_again()
    await story.until(None)
    assert list(story.keys.kept) == [PROMPTRUN.origin]


async def test_who_is_told_of_a_failure_may_try_again_at_once():
    story = Story(EndpointError(ErrorKind.KEY_REFUSED))
    story.connecting.failed.connect(
        lambda _error: story.connecting.connect(KEY, "", unchecked=True)
    )
    story.connecting.connect(KEY, "")
    await story.until("secret-service")
