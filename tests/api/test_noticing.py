"""What is here already is told from what had to be waited for."""

import asyncio

import pytest

from promptrun_desktop.api.noticing import Noticing


async def _chunks(pauses):
    for number, pause in enumerate(pauses):
        if pause is not None:
            await asyncio.sleep(pause)
        yield number


async def _tell(pauses):
    chunks, told = _chunks(pauses), []
    while True:
        coming = Noticing(anext(chunks, None))
        if await coming is None:
            return told
        told.append(coming.waited)


@pytest.mark.asyncio
async def test_only_what_took_a_turn_of_the_loop_had_to_wait():
    assert await _tell([None, 0, None, 0.001, None]) == [False, True, False, True, False]


@pytest.mark.asyncio
async def test_its_answer_comes_out_after_several_waits():
    async def answer():
        for _ in range(3):
            await asyncio.sleep(0)
        return "here"

    assert await Noticing(answer()) == "here"


@pytest.mark.asyncio
async def test_what_is_raised_inside_comes_out_before_and_after_a_wait():
    async def fail(wait):
        if wait:
            await asyncio.sleep(0)
        raise LookupError(wait)

    for wait in (False, True):
        with pytest.raises(LookupError):
            await Noticing(fail(wait))


@pytest.mark.asyncio
async def test_who_waits_inside_may_answer_a_cancellation_and_wait_again():
    heard = []

    async def stubborn():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            heard.append("cancelled")
            await asyncio.sleep(0)
            raise

    async def waiting():
        await Noticing(stubborn())

    task = asyncio.create_task(waiting())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert heard == ["cancelled"]
