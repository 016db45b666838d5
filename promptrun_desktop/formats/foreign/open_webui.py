"""Open WebUI: a list of chats, each with its tree in `chat.history`."""

from collections.abc import Iterator
from typing import Any

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.details import details_apart
from promptrun_desktop.formats.foreign.drafts import Draft, chained
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.markup import Said
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}


def fits(record: Record) -> bool:
    return _is_chat(fields.record(record, "chat")) or _has_tree(record)


def read(record: Record, origin: Origin) -> Iterator[Chat]:
    chat = fields.record(record, "chat") if _is_chat(fields.record(record, "chat")) else record
    history = fields.record(chat, "history")
    title = fields.line(record, "title") or fields.line(chat, "title")
    found: list[tuple[str, Any]] = list(fields.record(history, "messages").items())
    is_list = not found
    if is_list:
        found = [
            (fields.key(fields.record(each), "id") or f"#{place}", each)
            for place, each in enumerate(fields.items(chat, "messages"))
        ]
    drafts: list[Draft] = []
    for key, each in found:
        draft = _draft(key, fields.record(each))
        if draft.role is None:
            origin.report.miss(title or origin.name, Reason.ODD_MESSAGE)
        drafts.append(draft)
    settings = fields.record(chat, "params")
    grown = grow(
        Head(
            source=Source.OPEN_WEBUI,
            key=fields.key(record, "id") or fields.key(chat, "id"),
            modified_at=origin.modified_at,
            title=title,
            model=_model(chat),
            instructions=fields.text(settings, "system") or fields.text(chat, "system"),
            parameters=Parameters(
                fields.within(settings, 2, "temperature"), fields.within(settings, 1, "top_p")
            ),
            created_at=fields.moment(record, "created_at") or fields.moment(chat, "timestamp"),
            updated_at=fields.moment(record, "updated_at"),
            pinned=fields.flag(record, "pinned"),
            archived=fields.flag(record, "archived"),
            leaf=fields.key(history, "currentId"),
        ),
        chained(drafts) if is_list else drafts,
    )
    if grown:
        yield grown


def _is_chat(chat: Record) -> bool:
    return _has_tree(chat) or (bool(chat) and isinstance(chat.get("messages"), list))


def _has_tree(chat: Record) -> bool:
    return isinstance(fields.record(chat, "history").get("messages"), dict)


def _model(chat: Record) -> str:
    names = (fields.line({"": each}, "") for each in fields.items(chat, "models"))
    return next(filter(None, names), "")


def _draft(key: str, message: Record) -> Draft:
    role = _ROLES.get(fields.text(message, "role"))
    said = _said(message) if role else Said("", "")
    return Draft(
        key,
        fields.key(message, "parentId"),
        role,
        markup.joined([said.text, *_files(message)]),
        said.reasoning,
        fields.moment(message, "timestamp"),
        fields.line(message, "model"),
        _state(message),
        thinking_seconds=said.seconds,
    )


def _said(message: Record) -> Said:
    output = _output(message)
    if output.text or output.reasoning:
        return output
    said = markup.content(message.get("content"))
    if message.get("role") != "assistant":
        return said
    apart = details_apart(said.text)
    tagged = markup.thinking_apart(apart.text)
    thoughts = [said.reasoning, apart.reasoning, tagged.reasoning]
    return Said(tagged.text, markup.joined(thoughts), apart.seconds)


def _output(message: Record) -> Said:
    """Newer versions keep the answer in parts, from which `content` is drawn as HTML."""
    texts: list[str] = []
    thoughts: list[str] = []
    seconds: float | None = None
    for each in fields.records(message, "output"):
        kind = fields.text(each, "type")
        if kind == "message":
            texts.append(markup.content(each.get("content")).text)
        elif kind == "reasoning":
            thoughts.append(markup.content(each.get("content") or each.get("summary")).text)
            seconds = fields.within(each, 1e6, "duration") or seconds
        elif kind == "function_call":
            thoughts.append(markup.tool_part(each))
        elif kind == "function_call_output":
            thoughts.append(markup.result(markup.content(each.get("output")).text))
    return Said(markup.joined(texts), markup.joined(thoughts), seconds)


def _files(message: Record) -> Iterator[str]:
    for each in fields.records(message, "files"):
        mark = markup.PICTURE if fields.text(each, "type") == "image" else markup.FILE
        yield markup.part(mark, markup.name_of(each))


def _state(message: Record) -> State:
    if message.get("error"):
        return State.FAILED
    return State.CUT_OFF if message.get("done") is False else State.COMPLETE
