"""Chats are put elsewhere at once, stored after, and given back when asked or refused."""

import asyncio
from dataclasses import replace

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import ErrorKind
from promptrun_desktop.domain.folder import (
    ARCHIVE,
    BIN,
    PINNED,
    RECENT,
    Folder,
    Shelf,
    ShelfKind,
    shelf_of,
)
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.services.filing import Filing
from tests.services.test_library import Story as LibraryStory


class Story(LibraryStory):
    def __init__(self, *script) -> None:
        super().__init__(*script)
        self.failures: list[ErrorKind] = []
        self.library.failed.connect(lambda error: self.failures.append(error.kind))
        # Where each chat was last said to stand.
        self.seen: dict[str, Shelf] = {}
        self.library.described.connect(self._on_told)
        self.library.filing.binned.connect(self._on_told)
        self.library.filing.purged.connect(lambda id: self.seen.pop(id, None))

    def _on_told(self, conversation: Conversation) -> None:
        self.seen[conversation.id] = shelf_of(conversation)

    @property
    def filing(self) -> Filing:
        return self.library.filing

    async def listed(self, *names: str, **values) -> None:
        for name in names:
            self.store.conversations[name] = Conversation(name, name, **values)
        await self.library.load()

    async def opened(self, name: str):
        self.store.messages["m"] = Message(Role.USER, "Hi", id="m")
        self.library.open(name)
        while self.library.current is None or self.library.current.conversation.id != name:
            await asyncio.sleep(0)
        return self.library.current

    async def settled(self) -> None:
        await self.tasks.close()
        assert self.errors == []

    def stored(self, name: str) -> Shelf:
        return shelf_of(self.store.conversations[name])


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("deed", "shelf"),
    [
        (lambda filing: filing.pin(["a"]), PINNED),
        (lambda filing: filing.archive(["a"]), ARCHIVE),
        (lambda filing: filing.move(["a"], "f"), Shelf(ShelfKind.FOLDER, "f")),
    ],
)
async def test_a_chat_is_filed_at_once_stored_after_and_given_back(deed, shelf, opened):
    story = Story()
    await story.listed("a", "b")
    if opened:
        await story.opened("a")
    undo = deed(story.filing)
    assert story.seen == {"a": shelf}
    await story.settled()
    assert story.stored("a") == shelf and story.stored("b") == RECENT
    undo()
    assert story.seen["a"] == RECENT
    await story.settled()
    assert story.stored("a") == RECENT and story.failures == []


async def test_what_the_store_refuses_is_taken_back_and_told():
    story = Story()
    await story.listed("a")
    story.conversations.full = True
    story.filing.pin(["a"])
    assert story.seen["a"] == PINNED
    await story.settled()
    assert story.seen["a"] == RECENT and story.failures == [ErrorKind.DISK_FULL]


async def test_undo_gives_each_chat_back_what_it_had():
    story = Story()
    await story.listed("a", folder_id="f")
    await story.listed("b", pinned=True)
    story.library.shelves.keep(story.store.conversations["a"])
    undo = story.filing.move(["a", "b"], "g")
    await story.settled()
    undo()
    await story.settled()
    assert story.stored("a") == Shelf(ShelfKind.FOLDER, "f") and story.stored("b") == PINNED


async def test_a_chat_that_is_opened_while_it_is_filed_does_not_take_that_back():
    story = Story()
    await story.listed("a")
    story.conversations.allowed = asyncio.Event()
    story.filing.pin(["a"])
    session = await story.opened("a")
    story.conversations.allowed.set()
    session.set_model("x/y")
    await story.settled()
    assert story.stored("a") == PINNED
    assert story.store.conversations["a"].model == "x/y"


async def test_a_name_given_by_a_person_is_marked_as_that():
    story = Story()
    await story.listed("a")
    story.filing.rename("a", "Soup")
    await story.settled()
    assert story.store.conversations["a"].title == "Soup"
    assert story.store.conversations["a"].named


async def test_a_chat_that_is_not_listed_yet_is_filed_too():
    story = Story()
    story.has("a")
    story.filing.archive(["a"])
    await story.settled()
    assert story.stored("a") == ARCHIVE and story.seen == {"a": ARCHIVE}


async def test_deleted_chats_are_in_the_bin_and_counted_until_they_are_restored():
    story = Story()
    await story.listed("a", "b")
    gone: list[str] = []
    story.library.removed.connect(gone.append)
    undo = story.filing.delete(["a", "b"])
    assert story.seen == {"a": BIN, "b": BIN} and gone == ["a", "b"]
    assert story.library.shelves.counts[BIN] == 2
    await story.settled()
    assert story.conversations.deleted == {"a", "b"}
    undo()
    assert story.seen == {"a": RECENT, "b": RECENT}
    await story.settled()
    assert story.conversations.deleted == set()
    assert story.library.shelves.counts[BIN] == 0


async def test_a_chat_that_cannot_be_deleted_comes_back():
    story = Story()
    await story.listed("a")
    story.conversations.full = True
    story.filing.delete(["a"])
    await story.settled()
    assert story.seen["a"] == RECENT and story.failures == [ErrorKind.DISK_FULL]
    assert not story.filing.is_deleted("a")


async def test_emptying_the_bin_takes_all_that_is_in_it():
    story = Story()
    await story.listed("a", "b", "c")
    story.filing.delete(["a", "b"])
    await story.settled()
    story.filing.empty_bin()
    await story.settled()
    assert set(story.store.conversations) == {"c"}
    assert "a" not in story.seen and story.library.shelves.counts[BIN] == 0


async def test_what_could_not_be_deleted_for_good_is_in_the_bin_again():
    story = Story()
    await story.listed("a")
    story.filing.delete(["a"])
    await story.settled()
    story.conversations.full = True
    story.filing.purge_for_good(["a"])
    assert "a" not in story.seen
    await story.settled()
    assert story.seen["a"] == BIN and story.library.shelves.counts[BIN] == 1


async def test_a_new_folder_stands_last_and_takes_chats():
    story = Story()
    await story.listed("a")
    first, second = story.filing.new_folder("One"), story.filing.new_folder("Two", ["a"])
    assert [each.name for each in story.library.shelves.folders] == ["One", "Two"]
    assert second.position > first.position
    await story.settled()
    assert story.stored("a") == Shelf(ShelfKind.FOLDER, second.id)
    assert set(story.folders.folders.values()) == {first, second}


@pytest.mark.parametrize("opened", [False, True])
async def test_the_chats_of_a_deleted_folder_stay_and_undo_puts_them_back(opened):
    story = Story()
    folder = story.folders.folders["f"] = Folder("Work", id="f")
    await story.listed("a", "b", folder_id="f")
    for name in "ab":
        story.library.shelves.keep(story.store.conversations[name])
    if opened:
        await story.opened("a")
    undo = story.filing.delete_folder("f")
    assert story.library.shelves.folders == []
    assert story.seen == {"a": RECENT, "b": RECENT}
    await story.settled()
    assert story.stored("a") == story.stored("b") == RECENT and not story.folders.folders
    undo()
    await story.settled()
    assert story.library.shelves.folders == [folder]
    assert story.stored("a") == story.stored("b") == Shelf(ShelfKind.FOLDER, "f")


async def test_chats_of_a_deleted_folder_that_were_never_read_are_listed_then():
    story = Story()
    story.folders.folders["f"] = Folder("Work", id="f")
    await story.listed("a", folder_id="f")
    assert story.library.shelves.known("a") is None
    story.filing.delete_folder("f")
    while story.library.shelves.known("a") is None:
        await asyncio.sleep(0)
    assert shelf_of(story.library.shelves.known("a")) == RECENT
    await story.settled()


async def test_a_folder_that_cannot_be_stored_goes_again():
    story = Story()
    await story.listed("a")
    story.folders.full = True
    story.filing.new_folder("Work")
    await story.settled()
    assert story.library.shelves.folders == [] and story.failures == [ErrorKind.DISK_FULL]


async def test_a_question_brings_a_chat_out_of_the_archive():
    story = Story()
    await story.listed("a", archived=True)
    session = await story.opened("a")
    story.store.conversations["a"] = replace(session.conversation)
    assert session.send("And now?")
    await story.settled()
    assert story.stored("a") == RECENT and story.seen["a"] == RECENT


async def test_an_open_chat_that_the_list_does_not_know_leaves_its_folder_with_it():
    story = Story()
    story.folders.folders["f"] = Folder("Work", "f")
    await story.listed("a")
    story.store.conversations["far"] = Conversation("far", "far", folder_id="f")
    session = await story.opened("far")
    story.filing.delete_folder("f")
    await story.settled()
    session.set_model("x/y")
    await story.settled()
    assert story.stored("far") == RECENT


async def test_a_chat_that_a_copy_brings_back_is_listed_again_and_told_of():
    story = Story()
    await story.listed("a")
    gone = story.store.conversations["a"]
    story.filing.delete(["a"])
    await story.settled()
    story.filing.purge_for_good(["a"])
    await story.settled()
    assert story.library.shelves.known("a") is None
    story.store.conversations["a"] = gone
    await story.library.list_again()
    assert story.library.shelves.known("a") == gone
    (await story.opened("a")).rename("Soup")
    assert story.library.shelves.known("a").title == "Soup"
    # A reply that is being written was not left by a killed process.
    assert story.store.calls.count("recover") == 1
    await story.settled()
