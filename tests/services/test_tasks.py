import asyncio

from promptrun_desktop.services.tasks import Tasks


async def test_closing_cancels_tasks_but_waits_for_vital_ones():
    done = []
    tasks = Tasks(lambda _name, error: done.append(error))

    async def save() -> None:
        await asyncio.sleep(0)
        done.append("saved")

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tasks.start(save(), name="save", vital=True)

    tasks.start(work(), name="work")
    await asyncio.sleep(0)
    await tasks.close()
    assert done == ["saved"]


async def test_what_no_one_awaited_is_told():
    told = []
    tasks = Tasks(lambda name, error: told.append((name, type(error))))

    async def fail() -> None:
        raise ZeroDivisionError

    await asyncio.wait({tasks.start(fail(), name="sum")})
    await asyncio.sleep(0)
    assert told == [("sum", ZeroDivisionError)]
