import asyncio

import pytest

from promptrun_desktop.api.watchdog import Watchdog


async def test_a_wait_over_the_limit_is_a_time_out():
    with pytest.raises(TimeoutError) as found:
        await Watchdog(0.01).wait(asyncio.Event().wait())
    assert found.value.__context__ is None
    assert asyncio.current_task().cancelling() == 0


async def test_what_comes_in_time_is_returned():
    watchdog = Watchdog(5)
    assert await watchdog.wait(asyncio.sleep(0, "here")) == "here"
    watchdog.close()


async def test_each_wait_has_the_whole_limit():
    watchdog = Watchdog(0.1)
    for _ in range(6):
        await watchdog.wait(asyncio.sleep(0.03))
    watchdog.close()


async def test_only_waiting_counts():
    watchdog = Watchdog(0.02)
    await watchdog.wait(asyncio.sleep(0))
    await asyncio.sleep(0.06)
    assert await watchdog.wait(asyncio.sleep(0, "here")) == "here"
    watchdog.close()


async def test_a_shortened_limit_counts_from_the_next_wait():
    watchdog = Watchdog(60)
    await watchdog.wait(asyncio.sleep(0))
    watchdog.shorten(0.01)
    with pytest.raises(TimeoutError):
        await watchdog.wait(asyncio.Event().wait())


async def test_a_stop_from_outside_stays_a_stop():
    watchdog = Watchdog(60)
    task = asyncio.ensure_future(watchdog.wait(asyncio.Event().wait()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    watchdog.close()
