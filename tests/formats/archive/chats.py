"""Chats that an archive could get wrong, and an archive of them."""

from datetime import UTC, datetime, timedelta

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.message import Message, Role
from promptrun_desktop.formats.format import undrawn
from promptrun_desktop.formats.labels import Labels
from promptrun_desktop.formats.options import ALL
from promptrun_desktop.services.archiving import write_archive
from tests.formats.chats import HOSTILE

DAY = datetime(2026, 2, 1, 12, tzinfo=UTC)
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
ENGLISH = Labels()


def chat(id, title, *texts, at=DAY, **fields):
    """Questions and answers in turn."""
    messages = []
    for number, text in enumerate(texts):
        role = Role.ASSISTANT if number % 2 else Role.USER
        parent = messages[-1].id if messages else None
        messages.append(Message(role, text, parent, f"{id}-{number}", at, model="some/model"))
    leaf = messages[-1].id if messages else None
    conversation = Conversation(
        id, title, "some/model", leaf_id=leaf, created_at=at, updated_at=at, **fields
    )
    return Chat(conversation, tuple(messages))


def days_ago(days):
    return DAY - timedelta(days=days)


CHATS = [
    chat("rome", "Trip to Rome", "What to see?", "The **Colosseum**, then the Pantheon.",
         "Where to eat?", "Near Campo de’ Fiori. Déjà vu: a café, STRASSE."),
    chat("evil", EVIL, "constructor", f"__proto__ {EVIL} </script>\u2028 [x](javascript:alert(3))",
         at=days_ago(1)),
    chat("tokyo", "東京の天気", "東京の明日の天気は？", "東京は晴れ、京都は雨。ｗｉｄｅ",
         at=days_ago(2)),
    chat("arab", "رحلة إلى القاهرة", "ما هي أفضل الأماكن؟", "الأهرامات وخان الخليلي",
         at=days_ago(3)),
    chat("nfd", "Cafe\u0301", "x", "Straße, Größe, ёлка, 각시탈 \u1100\u1161\u11a8",
         at=days_ago(4)),
    chat("long", "Long", "y", f"{'x' * 19_997} needle in a haystack 😀" + " ipsum" * 400,
         at=days_ago(5)),
    chat("told", "Instructed", "z", "answer", at=days_ago(6), instructions="Speak like a pirate"),
    chat("links", HOSTILE, HOSTILE, HOSTILE, at=days_ago(7)),
    chat("same", "trip to rome", "Rome again, needle", "Colosseum", at=days_ago(400)),
]  # fmt: skip


def archive(folder, chats=CHATS, *, labels=ENGLISH, options=ALL, at=DAY, total=0, **given):
    """What `write_archive` answers."""
    calls = {"draw": undrawn, "progress": lambda *_: None, "stopped": lambda: False} | given
    return write_archive(folder, chats, total or len(CHATS), labels, options, at, **calls)
