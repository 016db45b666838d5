import asyncio

from promptrun_desktop.domain.place import Place
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tasks import Tasks
from tests.services.fakes import FakePlaces


def make(delay: float = 60) -> tuple[Places, FakePlaces, Tasks]:
    store, tasks = FakePlaces(), Tasks(lambda _name, _error: None)
    return Places(store, tasks, delay), store, tasks


async def test_a_place_is_written_while_scrolling_goes_on():
    places, store, tasks = make(delay=0.02)
    offset = 0
    while not store.places:
        offset += 1
        places.put("chat", Place("m", 0, offset))
        await asyncio.sleep(0.005)
    assert places.get("chat") == Place("m", 0, offset)
    await tasks.close()


async def test_what_is_unwritten_is_written_before_the_end():
    places, store, tasks = make()
    places.put("chat", Place("m", 1, 2))
    places.put("chat", Place("m", 1, 3))
    assert store.places == {}
    places.flush()
    await tasks.close()
    assert store.places == {"chat": Place("m", 1, 3)}


async def test_what_was_seen_in_this_run_is_newer_than_what_is_stored():
    places, store, _ = make()
    store.places = {"chat": Place("old"), "other": Place("other")}
    places.put("chat", Place("new"))
    await places.load("chat")
    await places.load("other")
    await places.load("never left")
    assert (places.get("chat"), places.get("other")) == (Place("new"), Place("other"))
    assert places.get("never left") is None
    places.flush()


async def test_a_place_the_full_disk_refused_is_written_with_the_next():
    places, store, tasks = make()
    store.full = True
    places.put("chat", Place("m"))
    places.flush()
    await tasks.close()
    store.full = False
    places.put("other", Place("n"))
    places.flush()
    await tasks.close()
    assert set(store.places) == {"chat", "other"}
