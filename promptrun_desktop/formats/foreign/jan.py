"""Jan: a folder a thread, `thread.json` beside `messages.jsonl`; they find each other here."""

from collections.abc import Iterator

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft, chained
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow, id_of

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
_STATES = {"error": State.FAILED, "stopped": State.STOPPED, "pending": State.CUT_OFF}


def fits(record: Record) -> bool:
    return is_thread(record) and bool(fields.records(record, "messages"))


def read(record: Record, origin: Origin) -> Iterator[Chat | Folder]:
    yield from _chats(record, fields.records(record, "messages"), origin)


def is_thread(record: Record) -> bool:
    return record.get("object") == "thread" or (
        isinstance(record.get("assistants"), list) and "id" in record and "created" in record
    )


def is_message(record: Record) -> bool:
    return record.get("object") == "thread.message"


class Threads:
    """What was found in one folder, until all of it was seen."""

    def __init__(self) -> None:
        self._threads: dict[str, Record] = {}
        self._messages: dict[str, list[Record]] = {}

    def add_thread(self, record: Record) -> None:
        self._threads[fields.key(record, "id")] = record

    def add_messages(self, messages: list[Record]) -> None:
        for each in messages:
            self._messages.setdefault(fields.key(each, "thread_id"), []).append(each)

    def take(self, origin: Origin) -> Iterator[Chat | Folder]:
        """Threads of which nothing was said count as empty."""
        threads, messages = self._threads, self._messages
        self._threads, self._messages = {}, {}
        if len(threads) == len(messages) == 1:
            # Copied threads keep the old id in their messages.
            messages = dict(zip(threads, messages.values(), strict=True))
        for key in (*threads, *(each for each in messages if each not in threads)):
            found = list(_chats(threads.get(key, {"id": key}), messages.get(key, []), origin))
            origin.report.empty += not found
            yield from found


def _chats(thread: Record, messages: list[Record], origin: Origin) -> Iterator[Chat | Folder]:
    metadata = fields.record(thread, "metadata")
    title = fields.line(thread, "title") or fields.line(metadata, "title")
    assistant = next(iter(fields.records(thread, "assistants")), {})
    model = fields.record(thread, "model") or fields.record(assistant, "model")
    settings = fields.record(model, "parameters")
    name = fields.line(model, "id")
    drafts = [_draft(place, each, name) for place, each in enumerate(messages)]
    for draft in drafts:
        if draft.role is None and not draft.aside:
            origin.report.miss(title or origin.name, Reason.ODD_MESSAGE)
    folder = _folder(metadata)
    chat = grow(
        Head(
            source=Source.JAN,
            key=fields.key(thread, "id"),
            modified_at=origin.modified_at,
            title=title,
            model=name,
            instructions=fields.text(assistant, "instructions"),
            parameters=Parameters(
                fields.within(settings, 2, "temperature"), fields.within(settings, 1, "top_p")
            ),
            created_at=fields.moment(thread, "created"),
            updated_at=fields.moment(thread, "updated"),
            pinned=fields.flag(thread, "isFavorite") or fields.flag(metadata, "is_favorite"),
            folder_id=folder.id if folder else None,
        ),
        chained(drafts),
    )
    if chat:
        if folder:
            yield folder
        yield chat


def _folder(metadata: Record) -> Folder | None:
    project = fields.record(metadata, "project")
    name, key = fields.line(project, "name"), fields.key(project, "id")
    return Folder(name, id_of(Source.JAN, "project", key)) if name and key else None


def _draft(place: int, message: Record, model: str) -> Draft:
    name = fields.text(message, "role")
    role = _ROLES.get(name)
    said = markup.content(message.get("content"))
    tagged = markup.thinking_apart(said.text) if role is Role.ASSISTANT else said
    metadata = fields.record(message, "metadata")
    calls = [_call(each) for each in fields.records(metadata, "tool_calls")]
    thoughts = [said.reasoning, tagged.reasoning if tagged is not said else "", *calls]
    is_tool = name == "tool"
    return Draft(
        fields.key(message, "id") or f"#{place}",
        "",
        role,
        tagged.text if role else "",
        markup.result(said.text) if is_tool else markup.joined(thoughts) if role else "",
        fields.moment(message, "created_at", "created"),
        fields.line(metadata, "modelId") or model,
        _STATES.get(fields.text(message, "status"), State.COMPLETE),
        aside=is_tool,
    )


def _call(each: Record) -> str:
    answer = markup.content(fields.items(fields.record(each, "response"), "content")).text
    return markup.joined([markup.tool_part(fields.record(each, "tool")), markup.result(answer)])
