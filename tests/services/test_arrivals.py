"""What comes with chats that are brought in takes the place of nothing that is here."""

import pytest

from promptrun_desktop.domain.chat import Added, Chat, Preferences
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.errors import ErrorKind, StoreError
from promptrun_desktop.services.arrivals import Arrivals
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.settings.file import SettingsFile

SOUP = Chat(Conversation("soup"), ())


class Store:
    """Of chats and drafts; `problem` is what it says after the first chat."""

    def __init__(self) -> None:
        self.problem: Exception | None = None
        self.taken: list[object] = []
        self.drafts = {"soup": Draft("theirs"), "tea": Draft("theirs")}

    async def add(self, arriving, tell):
        for each in arriving:
            self.taken.append(each)
            tell(len(self.taken), Added(len(self.taken)))
            if self.problem is not None:
                raise self.problem
        return Added(len(self.taken))

    async def all(self):
        return self.drafts

    async def save(self, key, text, caret):
        pass


@pytest.fixture
def settings(tmp_path):
    file = SettingsFile(tmp_path / "settings.toml")
    yield file
    file.close()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def drafts(store):
    return Drafts(store, Tasks(lambda *_: None))


@pytest.fixture
def arrivals(store, settings, drafts):
    return Arrivals(store, drafts, settings)


async def test_chats_pass_and_preferences_are_taken_where_nobody_chose(arrivals, store, settings):
    settings.change(theme="dark")
    told = []
    arriving = [SOUP, Preferences({"theme": "light", "text_size": 150, "base_url": "http://x"})]
    added = await arrivals.add(arriving, lambda *each: told.append(each))
    assert (added, told) == (Added(1), [(1, Added(1))])
    assert store.taken == [SOUP]
    assert (settings.value.theme, settings.value.text_size) == ("dark", 150)
    assert settings.value.base_url == ""


async def test_drafts_that_came_are_known_and_take_the_place_of_none(arrivals, drafts):
    drafts.put("soup", "mine")
    await arrivals.add([SOUP], lambda *_: None)
    assert (drafts.get("soup").text, drafts.get("tea").text) == ("mine", "theirs")


async def test_what_was_not_all_brought_changes_no_preference(arrivals, store, settings):
    store.problem = StoreError(ErrorKind.DISK_FULL)
    with pytest.raises(StoreError):
        await arrivals.add([Preferences({"text_size": 150}), SOUP], lambda *_: None)
    assert settings.value.text_size == 100
