"""Chatbox: a back-up of everything, each chat under a key `session:…`.

A session may hold earlier topics (`threads`), which are chats of their own here, and forks: lists
of messages that followed the same one, the shown of which is empty there.
"""

from collections.abc import Iterator

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
MEMBER = "session:"


def fits(record: Record) -> bool:
    messages = fields.records(record, "messages")
    return (
        "id" in record
        and "name" in record
        and (
            any("contentParts" in each or "wordCount" in each for each in messages[:20])
            or any(name in record for name in ("messageForksHash", "copilotId", "threadName"))
        )
    )


def read(record: Record, origin: Origin) -> Iterator[Chat]:
    key, title = fields.key(record, "id"), fields.line(record, "name")
    yield from _chat(record, record, key, title, origin)
    for thread in fields.records(record, "threads"):
        name = fields.line(thread, "name") or title
        yield from _chat(record, thread, f"{key}/{fields.key(thread, 'id')}", name, origin)


def _chat(session: Record, thread: Record, key: str, title: str, origin: Origin) -> Iterator[Chat]:
    settings = fields.record(session, "settings")
    forks = fields.record(session, "messageForksHash")
    drafts = list(_drafts(fields.records(thread, "messages"), forks))
    instructions = ""
    if drafts and drafts[0].role is Role.SYSTEM:
        instructions, drafts[0].role = drafts[0].text, None
    for draft in drafts:
        if draft.role is None and draft is not drafts[0] and not draft.aside:
            origin.report.miss(title, Reason.ODD_MESSAGE)
    shown = fields.records(thread, "messages")
    chat = grow(
        Head(
            source=Source.CHATBOX,
            key=key,
            modified_at=origin.modified_at,
            title=title,
            model=fields.line(settings, "modelId", "model"),
            instructions=instructions,
            parameters=Parameters(
                fields.within(settings, 2, "temperature"), fields.within(settings, 1, "topP")
            ),
            created_at=fields.moment(thread, "createdAt"),
            pinned=fields.flag(session, "starred"),
            leaf=fields.key(shown[-1], "id") if shown else "",
        ),
        drafts,
    )
    if chat:
        yield chat


def _drafts(messages: list[Record], forks: Record) -> Iterator[Draft]:
    """What is shown first, then what else followed the same messages."""
    lists = [("", messages)]
    taken: set[str] = set()
    place = 0
    while lists:
        parent, following = lists.pop()
        for message in following:
            place += 1
            key = fields.key(message, "id") or f"#{place}"
            yield _draft(key, parent, message)
            parent = key
            if key in forks and key not in taken:
                taken.add(key)
                lists.extend(
                    (key, fields.records(each, "messages"))
                    for each in reversed(fields.records(fields.record(forks, key), "lists"))
                )


def _draft(key: str, parent: str, message: Record) -> Draft:
    name = fields.text(message, "role")
    role = _ROLES.get(name)
    said = markup.content(fields.items(message, "contentParts") or message.get("content"))
    error = fields.text(message, "error")
    state = State.COMPLETE
    if error or message.get("generating") is True:
        state = State.CUT_OFF if said.text else State.FAILED
    reasoning = markup.joined([fields.text(message, "reasoningContent"), said.reasoning])
    return Draft(
        key,
        parent,
        role,
        markup.joined([said.text or error, *_files(message)]) if role else "",
        markup.result(said.text) if name == "tool" else reasoning,
        fields.moment(message, "timestamp"),
        fields.line(message, "model"),
        state,
        aside=name == "tool",
        thinking_seconds=_seconds(message),
    )


def _files(message: Record) -> Iterator[str]:
    for each in fields.records(message, "files"):
        yield markup.part(markup.FILE, fields.line(each, "name"))
    for each in fields.records(message, "links"):
        yield markup.part(markup.FILE, fields.line(each, "title", "url"))
    for _each in fields.records(message, "pictures"):
        yield markup.part(markup.PICTURE)


def _seconds(message: Record) -> float | None:
    spent = [
        fields.within(each, 1e9, "duration")
        for each in fields.records(message, "contentParts")
        if each.get("type") == "reasoning"
    ]
    return sum(each for each in spent if each) / 1_000 or None
