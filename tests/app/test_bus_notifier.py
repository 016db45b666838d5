import asyncio
import socket
import time

import pytest

from promptrun_desktop.app import bus_notifier
from promptrun_desktop.app.bus_notifier import BusNotifier
from promptrun_desktop.services.tasks import Tasks
from tests.app.desktop_bus import FakeDesktop, desktop, private_bus


@pytest.fixture
def bus(monkeypatch):
    with private_bus(monkeypatch) as daemon:
        yield daemon


@pytest.fixture
async def tasks():
    errors: list[BaseException] = []
    made = Tasks(lambda _name, error: errors.append(error))
    yield made
    await made.close()
    assert errors == []


async def test_foreign_text_is_no_markup_for_a_desktop_that_reads_markup(bus, tasks):
    async with desktop() as fake:
        notifier = BusNotifier(tasks, lambda *_: None)
        hostile = '<img src="file:///etc/passwd"> & <b>bold</b>'
        assert await notifier.show("chat", "A <b>title</b>", hostile, "Open")
    (shown,) = fake.shown
    assert shown.title == "A <b>title</b>"
    assert shown.text == '&lt;img src="file:///etc/passwd"&gt; &amp; &lt;b&gt;bold&lt;/b&gt;'
    assert shown.actions == ["default", "Open"]


async def test_a_desktop_without_markup_is_given_the_text_as_it_is(bus, tasks):
    async with desktop(FakeDesktop(can=["body"])) as fake:
        assert await BusNotifier(tasks, lambda *_: None).show("chat", "t", "a < b", "Open")
    assert [(each.text, each.actions) for each in fake.shown] == [("a < b", [])]


async def test_a_click_tells_which_chat_with_the_leave_to_come_to_the_front(bus, tasks):
    chosen: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    async with desktop() as fake:
        notifier = BusNotifier(tasks, lambda *told: chosen.put_nowait(told))
        await notifier.show("one", "1", "first", "Open")
        await notifier.show("two", "2", "second", "Open")
        one, two = fake.shown
        await fake.click(two, token="token-2")
        assert await asyncio.wait_for(chosen.get(), 20) == ("two", "token-2")
        await fake.click(one)
        assert await asyncio.wait_for(chosen.get(), 20) == ("one", "")


async def test_a_chats_next_notification_takes_the_place_of_its_last(bus, tasks):
    async with desktop() as fake:
        notifier = BusNotifier(tasks, lambda *_: None)
        for text in ("first", "second"):
            await notifier.show("chat", "t", text, "Open")
        await notifier.show("other", "t", "third", "Open")
    first, second, third = fake.shown
    assert (first.replaced, second.replaced, third.replaced) == (0, first.id, 0)


async def test_what_was_closed_is_not_replaced(bus, tasks):
    async with desktop() as fake:
        notifier = BusNotifier(tasks, lambda *_: None)
        await notifier.show("chat", "t", "first", "Open")
        await fake.close(fake.shown[0])
        while notifier._keys:
            await asyncio.sleep(0.001)
        await notifier.show("chat", "t", "second", "Open")
    assert fake.shown[1].replaced == 0


async def test_without_a_bus_or_a_server_nothing_happens(bus, tasks, monkeypatch):
    assert not await BusNotifier(tasks, lambda *_: None).show("chat", "t", "x", "Open")
    for address in ("unix:path=/nonexistent", "tcp:host=localhost", "", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert not await BusNotifier(tasks, lambda *_: None).show("chat", "t", "x", "Open")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert not await BusNotifier(tasks, lambda *_: None).show("chat", "t", "x", "Open")


async def test_a_desktop_that_begins_anew_is_found_again(monkeypatch, tasks):
    notifier = BusNotifier(tasks, lambda *_: None)
    with private_bus(monkeypatch):
        async with desktop():
            assert await notifier.show("chat", "t", "x", "Open")
    assert not await notifier.show("chat", "t", "x", "Open")
    with private_bus(monkeypatch):
        async with desktop() as fake:
            assert await notifier.show("chat", "t", "again", "Open")
    assert [each.text for each in fake.shown] == ["again"]


async def test_a_server_that_never_answers_is_waited_for_aside(bus, tasks, monkeypatch):
    monkeypatch.setattr(bus_notifier, "PATIENCE", 0.1)
    async with desktop(FakeDesktop(silent=True)):
        assert not await BusNotifier(tasks, lambda *_: None).show("chat", "t", "x", "Open")


async def test_a_bus_that_never_answers_holds_nobody_up(tmp_path, tasks, monkeypatch):
    monkeypatch.setattr(bus_notifier, "PATIENCE", 0.2)
    with socket.socket(socket.AF_UNIX) as stuck:
        stuck.bind(str(tmp_path / "bus"))
        stuck.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        telling = asyncio.ensure_future(BusNotifier(tasks, lambda *_: None).show("c", "t", "x", ""))
        longest, before = 0.0, time.monotonic()
        while not telling.done():
            await asyncio.sleep(0.001)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
        assert not telling.result()
        assert longest < 0.15
