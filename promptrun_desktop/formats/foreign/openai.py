"""Plain lists of messages, as requests to most models have them and as training data does."""

from collections.abc import Iterator

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Role, State
from promptrun_desktop.formats.foreign import fields, markup
from promptrun_desktop.formats.foreign.drafts import Draft, chained
from promptrun_desktop.formats.foreign.fields import Record
from promptrun_desktop.formats.foreign.origin import Origin
from promptrun_desktop.formats.foreign.report import Reason, Source
from promptrun_desktop.formats.foreign.tree import Head, grow

_ROLES = {
    "user": Role.USER,
    "assistant": Role.ASSISTANT,
    "system": Role.SYSTEM,
    "developer": Role.SYSTEM,
}
_TOOLS = ("tool", "function")
_SAID = ("content", "parts", "tool_calls", "function_call", "reasoning_content")


def fits(record: Record) -> bool:
    return any(is_message(each) for each in fields.records(record, "messages"))


def is_message(record: Record) -> bool:
    role = record.get("role")
    return (
        isinstance(role, str)
        and (role in _ROLES or role in _TOOLS)
        and any(name in record for name in _SAID)
    )


def read(record: Record, origin: Origin) -> Iterator[Chat]:
    messages = fields.items(record, "messages")
    title, model = fields.line(record, "title", "name"), fields.line(record, "model")
    keys = [fields.key(fields.record(each), "id") for each in messages]
    has_keys = all(keys) and len(set(keys)) == len(keys)
    drafts = [
        _draft(keys[place] if has_keys else f"#{place}", fields.record(each), model)
        for place, each in enumerate(messages)
    ]
    instructions = ""
    for draft in drafts:
        if draft.role is not Role.SYSTEM:
            break
        instructions = markup.joined([instructions, draft.text])
        draft.role, draft.text = None, ""
    for each in messages:
        if not is_message(fields.record(each)):
            origin.report.miss(title or origin.name, Reason.ODD_MESSAGE)
    chat = grow(
        Head(
            source=Source.OPENAI,
            key=fields.key(record, "conversation_id", "conversationId", "id"),
            modified_at=origin.modified_at,
            title=title,
            model=model,
            instructions=instructions,
            parameters=Parameters(
                fields.within(record, 2, "temperature"), fields.within(record, 1, "top_p")
            ),
            created_at=fields.moment(record, "created_at", "created", "create_time", "timestamp"),
            updated_at=fields.moment(record, "updated_at", "update_time"),
            has_keys=has_keys,
        ),
        chained(drafts),
    )
    if chat:
        yield chat


def _draft(key: str, message: Record, model: str) -> Draft:
    name = fields.text(message, "role")
    role = _ROLES.get(name)
    said = markup.content(message.get("content") or message.get("parts"))
    text, tagged = said.text or fields.text(message, "refusal"), ""
    if role is Role.ASSISTANT:
        text, tagged, _seconds = markup.thinking_apart(text)
    thinking = fields.text(message, "reasoning_content", "reasoning", "thinking")
    calls = fields.records(message, "tool_calls")
    if isinstance(message.get("function_call"), dict):
        calls.append({"function": message["function_call"]})
    thoughts = [thinking, said.reasoning, tagged, *map(markup.tool_part, calls)]
    is_tool = name in _TOOLS
    reason = fields.line(message, "finish_reason")
    return Draft(
        key,
        "",
        role,
        text if role else "",
        markup.result(text) if is_tool else markup.joined(thoughts) if role else "",
        fields.moment(message, "created_at", "created", "create_time", "timestamp"),
        fields.line(message, "model") or model,
        State.CUT_OFF if reason == "length" else State.COMPLETE,
        "length" if reason == "length" else None,
        aside=is_tool,
    )
