"""What arrives is put beside what is there: nothing is overwritten, and twice adds nothing."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptrun_desktop.domain.chat import Added, Chat, DraftOf, PlaceIn
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.store import arrivals
from promptrun_desktop.store.arrivals import Arrivals
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts
from promptrun_desktop.store.everything import open_everything
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places
from tests.store.search_helpers import Shelf

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)


def message(id: str, parent: str | None = None, text: str = "", minutes: int = 0) -> Message:
    role = Role.USER if parent is None else Role.ASSISTANT
    return Message(role, text or f"{id}.", parent, id, NOON + timedelta(minutes=minutes))


def chat(
    *messages: Message, id: str = "soup", leaf: str | None = None, title: str = "Soup"
) -> Chat:
    end = leaf or (messages[-1].id if messages else None)
    about = Conversation(id, title, leaf_id=end, created_at=NOON, updated_at=NOON)
    return Chat(about, messages)


HOW, BOIL = message("how"), message("boil", "how")
SOUP = chat(HOW, BOIL)


def stored(path: Path) -> list[Chat]:
    with open_everything(path) as found:
        return list(found.chats(deleted=True))


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = ("folders", "conversations", "messages", "drafts", "places")
        return {
            each: sorted(connection.execute(f"SELECT * FROM {each}").fetchall(), key=repr)
            for each in tables
        }


async def bring(database: Database, *arriving: object) -> Added:
    return await Arrivals(database).add(arriving)  # type: ignore[arg-type]


async def test_a_chat_arrives_with_all_that_it_has(database: Database, path: Path) -> None:
    full = Message(
        Role.ASSISTANT, "Boil.", "how", "boil", NOON, State.STOPPED, "m", "Hm", "length",
        Usage(1, 2, Decimal("0.10")), "cut_off", "so", 1.5, True, 0.5,
    )  # fmt: skip
    about = Conversation(
        "soup", "Soup", "m", "Short.", Parameters(0.5, 0.9), "boil", NOON, NOON + timedelta(1),
        named=True, pinned=True, archived=True, folder_id="kitchen",
    )  # fmt: skip
    added = await bring(database, Folder("Kitchen", "kitchen", 3), Chat(about, (HOW, full)))
    assert added == Added(conversations=1, messages=2, folders=1)
    assert stored(path) == [Chat(about, (HOW, full))]


async def test_twice_adds_nothing(database: Database, path: Path) -> None:
    all_of_it = (
        Folder("Kitchen", "kitchen"),
        SOUP,
        chat(id="empty"),
        DraftOf("soup", Draft("Salt?", 2)),
        PlaceIn("soup", Place("how", 1)),
    )
    await bring(database, *all_of_it)
    before = rows(path)
    assert await bring(database, *all_of_it) == Added()
    assert rows(path) == before


async def test_what_is_there_stays_as_it_is(database: Database, path: Path) -> None:
    await bring(database, SOUP)
    await Conversations(database).change(["soup"], title="Broth", pinned=True)
    other = chat(replace(HOW, text="Changed"), replace(BOIL, model="other"), title="Stew")
    assert await bring(database, other) == Added()
    (found,) = stored(path)
    assert (found.conversation.title, found.messages) == ("Broth", SOUP.messages)


async def test_a_chat_that_went_on_elsewhere_goes_on_here(database: Database, path: Path) -> None:
    await bring(database, SOUP)
    later = chat(HOW, BOIL, message("and", "boil", minutes=5))
    later = Chat(replace(later.conversation, updated_at=NOON + timedelta(hours=1)), later.messages)
    assert await bring(database, later) == Added(messages=1)
    assert stored(path) == [later]


async def test_the_branch_that_is_shown_stays_shown(database: Database, path: Path) -> None:
    await bring(database, chat(HOW, BOIL, message("mine", "boil")))
    theirs = chat(HOW, BOIL, message("theirs", "boil"), message("more", "theirs"))
    assert await bring(database, theirs) == Added(messages=2)
    (found,) = stored(path)
    assert found.conversation.leaf_id == "mine"
    # Older than what is there: nothing goes back, either.
    await bring(database, SOUP)
    assert stored(path)[0].conversation == found.conversation


async def test_a_chat_in_the_bin_stays_there_and_is_counted(database: Database, path: Path) -> None:
    await bring(database, SOUP)
    await Conversations(database).delete("soup", NOON)
    later = chat(HOW, BOIL, message("and", "boil"))
    assert await bring(database, later) == Added(messages=1, binned=1)
    assert stored(path)[0].conversation.deleted_at == NOON


async def test_what_is_deleted_for_good_while_it_arrives_holds_up_nothing_else(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_ROWS", 2)
    said = (HOW, *(message(f"m{number}", "how") for number in range(9)))
    binned = Chat(replace(SOUP.conversation, deleted_at=NOON), said)
    purged = []

    def purge(_count: int, _added: Added) -> None:
        if not purged:
            purged.append(asyncio.ensure_future(Conversations(database).purge(["soup"])))

    both = [binned, chat(message("green"), id="tea")]
    await Arrivals(database).add(both, purge)
    assert await purged[0] == ["soup"]
    assert [each.conversation.id for each in stored(path)] == ["tea"]


async def test_a_chat_that_was_in_the_bin_there_is_in_it_from_now_on(
    database: Database, path: Path
) -> None:
    binned = Chat(replace(SOUP.conversation, deleted_at=NOON - timedelta(400)), SOUP.messages)
    assert await bring(database, binned) == Added(conversations=1, messages=2, binned=1)
    deleted_at = stored(path)[0].conversation.deleted_at
    assert deleted_at is not None and abs(datetime.now(UTC) - deleted_at) < timedelta(minutes=5)


async def test_a_message_of_another_chat_is_not_taken_from_it(
    database: Database, path: Path
) -> None:
    await bring(database, SOUP)
    copy = chat(replace(HOW, text="Mine"), BOIL, message("new", "boil"), id="tea", leaf="boil")
    for count in (Added(conversations=1, messages=3), Added()):
        assert await bring(database, copy, PlaceIn("tea", Place("boil", 2))) == count
    found = {each.conversation.id: each for each in stored(path)}
    assert found["soup"] == SOUP
    how, boil, new = found["tea"].messages
    assert (how.text, boil.parent_id, new.parent_id) == ("Mine", how.id, boil.id)
    assert found["tea"].conversation.leaf_id == boil.id
    assert await Places(database).get("tea") == Place(boil.id, 2)
    # Also when the other chat is gone for good.
    await Conversations(database).delete("soup")
    await Conversations(database).purge(["soup"])
    assert await bring(database, copy) == Added()


async def test_odd_ids_are_changed_and_stay_the_same(database: Database, path: Path) -> None:
    odd = chat(message("a b"), message("\ud800", "a b"), id="soup/edit", leaf="a b")
    later = chat(*odd.messages, message("c", "\ud800"), id="soup/edit", leaf="a b")
    assert await bring(database, odd) == Added(conversations=1, messages=2)
    assert await bring(database, later) == Added(messages=1)
    (found,) = stored(path)
    first, second, third = found.messages
    assert (second.parent_id, third.parent_id) == (first.id, second.id)
    assert found.conversation.leaf_id == first.id
    assert all(each.id.isalnum() for each in (found.conversation, first, second))


async def test_broken_links_and_circles_lose_no_message(database: Database, path: Path) -> None:
    odd = chat(
        message("a"), message("b", "lost"), message("c", "d"), message("d", "c"), leaf="nowhere"
    )
    assert await bring(database, odd) == Added(conversations=1, messages=4)
    (found,) = stored(path)
    assert [each.parent_id for each in found.messages] == [None, "a", "b", "c"]
    assert found.conversation.leaf_id == "d"
    assert await bring(database, odd) == Added()


async def test_a_folder_that_is_not_there_is_none(database: Database, path: Path) -> None:
    await bring(database, Chat(replace(SOUP.conversation, folder_id="gone"), SOUP.messages))
    assert stored(path)[0].conversation.folder_id is None


async def test_folders_of_the_same_name_become_one_and_others_come_last(
    database: Database, path: Path
) -> None:
    await Folders(database).save(Folder("Work", "mine", 4))
    filed = Chat(replace(SOUP.conversation, folder_id="theirs"), SOUP.messages)
    for count in (1, 0):
        added = await bring(database, Folder("WORK", "theirs"), Folder("Home", "home"), filed)
        assert added.folders == count
    assert [each.name for each in await Folders(database).all()] == ["Work", "Home"]
    assert stored(path)[0].conversation.folder_id == "mine"


async def test_a_draft_comes_only_where_none_is_and_it_was_not_sent(database: Database) -> None:
    await bring(database, SOUP, chat(id="tea"), chat(id="pie"))
    await Drafts(database).save("tea", "Mint?")
    drafts = [DraftOf(key, Draft(f"{key}?", 1)) for key in ("tea", "pie", "pie/edit", "none", "")]
    await bring(database, DraftOf("soup", Draft(" how. ")), *drafts)
    assert await Drafts(database).all() == {
        "tea": Draft("Mint?"), "pie": Draft("pie?", 1), "pie/edit": Draft("pie/edit?", 1)
    }  # fmt: skip


async def test_a_chat_that_has_not_begun_moves_with_everything_else(database: Database) -> None:
    await bring(database, SOUP, DraftOf("", Draft("And")))
    assert await Drafts(database).all() == {"": Draft("And")}


async def test_a_reply_that_was_being_written_is_cut_off(database: Database, path: Path) -> None:
    await bring(database, chat(HOW, replace(BOIL, state=State.WRITING)))
    reply = stored(path)[0].messages[1]
    assert (reply.state, reply.error, reply.text) == (State.CUT_OFF, "cut_off", "boil.")


async def test_what_was_doubtful_stays_so(database: Database, path: Path) -> None:
    await bring(database, chat(HOW, replace(BOIL, doubtful=True)))
    reply = stored(path)[0].messages[1]
    assert (reply.doubtful, reply.state, reply.text) == (True, State.CUT_OFF, "boil.")


async def test_text_that_no_file_takes_is_cleaned(database: Database, path: Path) -> None:
    await bring(database, chat(message("how", text="a\ud800\0"), title="\udfff" + "x" * 9999))
    (found,) = stored(path)
    assert found.messages[0].text == "a\ufffd\ufffd"
    assert found.conversation.title == "\ufffd" + "x" * 1999


@pytest.mark.parametrize("time", [datetime.min, datetime.max])
async def test_times_are_such_that_every_place_has_them(
    database: Database, path: Path, time: datetime
) -> None:
    at = time.replace(tzinfo=UTC)
    about = replace(SOUP.conversation, created_at=at, updated_at=at)
    await bring(database, Chat(about, (replace(HOW, created_at=at), BOIL)))
    (found,) = stored(path)
    for each in (found.conversation, *found.messages):
        for hours in (-14, 14):
            each.created_at.astimezone(timezone(timedelta(hours=hours)))
    assert not any(each.doubtful for each in found.messages)


async def test_a_long_chat_comes_in_pieces_and_shows_its_branch_at_any_time(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_ROWS", 3)
    branch = [message(str(at), str(at - 1) if at else None, minutes=at) for at in range(9)]
    others = [message(f"x{at}", "0", minutes=at) for at in range(9)]
    mixed = [each for pair in zip(branch, others, strict=True) for each in pair]
    seen: list[tuple[int, Added]] = []
    ends: list[str | None] = []
    write = database.write

    async def watched(work):  # type: ignore[no-untyped-def]
        result = await write(work)
        ends.append(stored(path)[0].conversation.leaf_id)
        return result

    monkeypatch.setattr(database, "write", watched)
    added = await Arrivals(database).add([chat(*mixed, leaf="8")], lambda *each: seen.append(each))
    assert added == Added(conversations=1, messages=18)
    assert ends == ["1", "2", "4", "5", "7", "8"]
    assert [each.messages for _, each in seen] == [3, 6, 9, 12, 15, 18, 18]


async def test_parts_of_a_chat_are_one_chat(database: Database, path: Path) -> None:
    long = [message(f"m {at}", f"m {at - 1}" if at else None, minutes=at) for at in range(6)]
    whole = chat(*long, leaf="m 3")
    parts = [Chat(whole.conversation, tuple(long[at : at + 2])) for at in (0, 2, 4)]
    assert await bring(database, *parts) == Added(conversations=1, messages=6)
    (found,) = stored(path)
    ids = [each.id for each in found.messages]
    assert [each.parent_id for each in found.messages] == [None, *ids[:-1]]
    assert found.conversation.leaf_id == ids[3]
    assert await bring(database, *parts) == Added()
    assert await bring(database, whole) == Added()
    assert stored(path) == [found]


async def test_what_came_before_a_fault_is_in_the_store(database: Database, path: Path) -> None:
    def cut() -> Iterator[Chat]:
        yield SOUP
        raise ValueError("cut")

    with pytest.raises(ValueError, match="cut"):
        await Arrivals(database).add(cut())
    assert stored(path) == [SOUP]


async def test_a_chat_in_parts_is_counted_once(database: Database) -> None:
    counts: list[int] = []
    parts = [chat(HOW), chat(BOIL), chat(message("green"), id="tea")]
    await Arrivals(database).add(parts, lambda count, _: counts.append(count))
    assert counts[-1] == 2


async def test_what_was_told_before_cancelling_is_in_the_store(
    database: Database, path: Path
) -> None:
    told: list[Added] = []

    def endless() -> Iterable[Chat]:
        for at in range(10**9):
            yield chat(message(f"m{at}"), id=f"c{at}")

    task = asyncio.ensure_future(
        Arrivals(database).add(endless(), lambda _, added: told.append(added))
    )
    while not told:
        await asyncio.sleep(0.001)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert len(stored(path)) == told[-1].conversations == told[-1].messages > 0


async def test_a_full_disk_is_told_and_leaves_whole_pieces(database: Database, path: Path) -> None:
    await database.write(lambda each: each.execute("PRAGMA max_page_count = 60").fetchall())
    many = [chat(message(f"m{at}", text="soup " * 200), id=f"c{at}") for at in range(400)]
    with pytest.raises(StoreError) as caught:
        await bring(database, *many)
    assert caught.value.kind is ErrorKind.DISK_FULL
    kept = stored(path)
    assert all(each.conversation.leaf_id == each.messages[0].id for each in kept)


async def test_what_arrived_is_found(shelf: Shelf, database: Database) -> None:
    await bring(database, chat(message("how", text="Marjoram, please"), title="Herbs"))
    assert await shelf.found("marjoram") != []
    assert await shelf.found("herbs") != []


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@st.composite
def chats(draw: st.DrawFn) -> list[Chat]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        messages: list[Message] = []
        for at in range(draw(st.integers(0, 6))):
            before = draw(st.sampled_from([None, *messages]))
            messages.append(
                Message(
                    draw(st.sampled_from(Role)),
                    draw(TEXTS),
                    before and before.id,
                    f"c{number}-{at}",
                    draw(TIMES) if before is None else before.created_at + timedelta(seconds=at),
                    draw(st.sampled_from([each for each in State if each is not State.WRITING])),
                    deleted=draw(st.booleans()),
                    reasoning=draw(TEXTS),
                )
            )
        leaf = draw(st.sampled_from(messages)).id if messages else None
        conversation = Conversation(
            f"c{number}", draw(TEXTS), leaf_id=leaf, instructions=draw(TEXTS),
            created_at=draw(TIMES), updated_at=draw(TIMES), archived=draw(st.booleans()),
        )  # fmt: skip
        found.append(Chat(conversation, tuple(messages)))
    return found


def by_id(chats: Iterable[Chat]) -> dict[str, tuple[Conversation, dict[str, Message]]]:
    return {
        each.conversation.id: (each.conversation, {one.id: one for one in each.messages})
        for each in chats
    }


@given(chats())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_was_brought_is_what_is_stored(tmp_path: Path, given_chats: list[Chat]) -> None:
    path = tmp_path / "chats.db"
    for each in tmp_path.iterdir():
        each.unlink()

    async def run() -> tuple[Added, Added]:
        database = await Database.open(path)
        try:
            return await bring(database, *given_chats), await bring(database, *given_chats)
        finally:
            await database.close()

    first, second = asyncio.run(run())
    assert first.messages == sum(len(each.messages) for each in given_chats)
    assert second == Added()
    assert by_id(stored(path)) == by_id(given_chats)


async def test_messages_are_indexed_for_their_conversation(database: Database) -> None:
    await bring(database, SOUP)
    assert [each.chars for each in await Messages(database).outline("soup")] == [4, 5]
