"""Folders are kept in their order; a chat of a deleted one stands in none."""

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import RECENT, Folder
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.folders import Folders


async def test_folders_come_in_their_order(database: Database) -> None:
    folders = Folders(database)
    last, first = Folder("Trips", position=2), Folder("Work", position=1)
    await folders.save(last)
    await folders.save(first)
    assert await folders.all() == [first, last]


async def test_saving_again_renames(database: Database) -> None:
    folders = Folders(database)
    await folders.save(Folder("Wrok", id="w"))
    await folders.save(Folder("Work", id="w", position=3))
    assert await folders.all() == [Folder("Work", id="w", position=3)]


async def test_a_chat_of_a_deleted_folder_stands_in_none(database: Database) -> None:
    folders, conversations = Folders(database), Conversations(database)
    folder = Folder("Work")
    await folders.save(folder)
    await conversations.save(Conversation(id="in", folder_id=folder.id))
    await conversations.save(Conversation(id="out"))
    assert await folders.delete(folder.id) == ["in"]
    assert await folders.all() == []
    found = await conversations.get("in")
    assert found is not None and found.folder_id is None


async def test_no_late_save_puts_a_chat_into_a_folder_that_is_gone(database: Database) -> None:
    folders, conversations = Folders(database), Conversations(database)
    folder = Folder("Work")
    await folders.save(folder)
    stale = Conversation(id="in", folder_id=folder.id)
    await conversations.save(stale)
    await folders.delete(folder.id)
    await conversations.save(stale)
    assert [each.id for each in await conversations.page(RECENT, 9)] == ["in"]
    await conversations.change(["in"], folder_id=folder.id)
    assert [each.id for each in await conversations.page(RECENT, 9)] == ["in"]


async def test_a_lost_folder_still_holds_its_chats(database: Database) -> None:
    folders, conversations = Folders(database), Conversations(database)
    for id in ("w", "lost"):
        await folders.save(Folder("Work", id=id))
        await conversations.save(Conversation(folder_id=id))
    await database.write(lambda c: c.execute("DELETE FROM folders WHERE id = 'lost'"))
    assert [(each.id, each.name) for each in await folders.all()] == [("w", "Work"), ("lost", "")]
