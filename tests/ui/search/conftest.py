"""A sidebar with its search, and hits to show in it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Role
from promptrun_desktop.domain.search import Found, Hit
from promptrun_desktop.ui.sidebar import Sidebar

NOON = datetime(2024, 11, 22, 12, 0).astimezone()


def hit(number, snippet="the needle is here", word="needle", title="", role=Role.ASSISTANT, **more):
    """The number is its age in hours."""
    start = snippet.find(word)
    marks = ((start, start + len(word)),) if start >= 0 else ()
    return Hit(
        f"chat-{number}",
        title or f"Chat {number}",
        f"message-{number}" if role else None,
        role,
        NOON.astimezone(UTC) - timedelta(hours=number),
        snippet,
        marks,
        start,
        len(word),
        **more,
    )


class Story:
    def __init__(self, qtbot, look):
        self.bar = Sidebar(look, today=lambda: date(2024, 11, 22))
        self.bar.set_conversations([Conversation("a", "A chat", updated_at=NOON)])
        self.search = self.bar.search
        self.field, self.pane = self.search.field, self.search.pane
        self.list = self.pane.list
        self.asked, self.opened, self.more = [], [], []
        self.search.asked.connect(self.asked.append)
        self.search.opened.connect(self.opened.append)
        self.search.more_wanted.connect(lambda: self.more.append(len(self.titles)))
        qtbot.addWidget(self.bar)
        self.bar.resize(256, 500)
        self.bar.show()
        qtbot.waitExposed(self.bar)
        self.bar.activateWindow()
        self.bot = qtbot

    def type(self, text):
        self.field.setFocus()
        self.bot.keyClicks(self.field, text)

    def answer(self, *hits, query=None, is_end=True, **more):
        self.search.show_found(
            Found(self.field.text() if query is None else query, hits, is_end, **more)
        )

    def press(self, key, widget=None):
        self.bot.keyClick(widget or self.bar.focusWidget(), key)

    @property
    def titles(self):
        model = self.list.model()
        return [model.index(row).data() for row in range(model.rowCount())]

    def text(self, name):
        """What a label says; "" while it is not seen."""
        label = self.bar.findChild(object, name)
        return label.text() if label.isVisible() else ""

    def is_listing_chats(self):
        return self.bar.findChild(object, "chats").isVisible()


@pytest.fixture
def story(qtbot, look):
    look.set("light", 100)
    return Story(qtbot, look)
