"""The list is read in pages; what is known is newer than what is read."""

import asyncio
from datetime import UTC, datetime, timedelta

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.folder import ARCHIVE, BIN, PINNED, RECENT
from promptrun_desktop.services.shelves import LONGEST_PAGE, PAGE, Page
from tests.services.test_library import Story as LibraryStory

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Story(LibraryStory):
    def __init__(self, count: int) -> None:
        super().__init__()
        for number in range(count):
            moment = NOON - timedelta(minutes=number)
            chat = Conversation(f"{number:05}", "t", updated_at=moment)
            self.store.conversations[chat.id] = chat
        self.shelves = self.library.shelves
        self.pages: list[Page] = []
        self.shelves.paged.connect(self.pages.append)

    def of(self, shelf) -> list[str]:
        pages = [each for each in self.pages if each.shelf == shelf]
        return [chat.id for page in pages for chat in page.conversations]

    async def until_left(self, left: int) -> None:
        async with asyncio.timeout(10):
            while self.pages[-1].left != left:
                await asyncio.sleep(0)


async def test_the_start_reads_one_page_however_much_there_is():
    story = Story(PAGE * 30)
    await story.library.load()
    assert story.conversations.pages == [(PINNED, PAGE), (RECENT, PAGE)]
    assert len(story.of(RECENT)) == PAGE
    assert story.pages[-1].left == PAGE * 29


async def test_scrolling_reads_on_to_the_end_each_chat_once():
    story = Story(PAGE * 3 + 1)
    await story.library.load()
    for left in (PAGE + 1, 1, 0):
        story.shelves.more(RECENT)
        story.shelves.more(RECENT)
        await story.until_left(left)
        await asyncio.sleep(0)
    story.shelves.more(RECENT)
    await story.tasks.close()
    assert story.of(RECENT) == sorted(story.store.conversations)
    assert len(story.conversations.pages) == 5


async def test_a_long_way_is_read_in_parts():
    story = Story(PAGE + 2 * LONGEST_PAGE)
    await story.library.load()
    story.shelves.more(RECENT, LONGEST_PAGE + 10)
    # A page is never shorter than a page.
    await story.until_left(LONGEST_PAGE - PAGE)
    assert story.conversations.pages[-2:] == [(RECENT, LONGEST_PAGE), (RECENT, PAGE)]


async def test_a_chat_that_changed_while_its_page_was_read_is_told_as_it_is():
    story = Story(PAGE + 1)
    await story.library.load()
    last = f"{PAGE:05}"
    story.shelves.more(RECENT)
    await asyncio.sleep(0)
    story.filing_rename = story.library.rename(last, "Better")
    await story.until_left(0)
    await story.tasks.close()
    known = story.shelves.known(last)
    assert known is not None and known.title == "Better"


async def test_the_archive_and_the_bin_are_counted_but_not_read():
    story = Story(3)
    story.store.conversations["x"] = Conversation("x", archived=True)
    story.conversations.deleted.add("00000")
    told = []
    story.shelves.counted.connect(lambda shelf, count: told.append((shelf, count)))
    await story.library.load()
    assert told == [(ARCHIVE, 1), (BIN, 1)]
    assert story.of(ARCHIVE) == story.of(BIN) == []
    assert not story.shelves.is_empty


async def test_a_profile_without_chats_is_empty():
    story = Story(0)
    await story.library.load()
    assert story.shelves.is_empty
    assert not await story.library.holds("") and not await story.library.holds("gone")
