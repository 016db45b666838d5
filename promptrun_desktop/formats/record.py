"""Chats as plain values that JSON can hold, and back: every field, nothing rounded.

Times are ISO 8601 in UTC with microseconds, costs decimal strings. A field that has its default is
left out; one that is not known is passed over. `docs/back-up.md` describes the form.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from promptrun_desktop.domain.chat import DraftOf, PlaceIn
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.draft import Draft
from promptrun_desktop.domain.folder import Folder
from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.text.unicode import clean

Record = dict[str, Any]
# Digits, of a number and of its exponent.
_LONGEST_COST, _LARGEST_COST = 60, 30


def from_folder(folder: Folder) -> Record:
    return {"id": folder.id, "name": folder.name, "position": folder.position}


def to_folder(record: Mapping[str, Any]) -> Folder:
    """Raises ValueError."""
    return Folder(text(record, "name"), _id(record, "id"), _whole(record, "position") or 0)


def from_conversation(conversation: Conversation) -> Record:
    parameters = conversation.parameters
    return _short(
        {
            "id": conversation.id,
            "title": conversation.title,
            "named": conversation.named,
            "model": conversation.model,
            "instructions": conversation.instructions,
            "temperature": parameters.temperature,
            "top_p": parameters.top_p,
            "leaf": conversation.leaf_id,
            "created_at": moment(conversation.created_at),
            "updated_at": moment(conversation.updated_at),
            "pinned": conversation.pinned,
            "archived": conversation.archived,
            "folder": conversation.folder_id,
            "deleted_at": conversation.deleted_at and moment(conversation.deleted_at),
        }
    )


def to_conversation(record: Mapping[str, Any]) -> Conversation:
    """Raises ValueError."""
    created_at = time(record, "created_at")
    return Conversation(
        id=_id(record, "id"),
        title=text(record, "title"),
        named=_flag(record, "named"),
        model=text(record, "model"),
        instructions=text(record, "instructions"),
        parameters=Parameters(_within(record, "temperature", 2), _within(record, "top_p", 1)),
        leaf_id=_optional(record, "leaf"),
        created_at=created_at,
        updated_at=time(record, "updated_at", created_at),
        pinned=_flag(record, "pinned"),
        archived=_flag(record, "archived"),
        folder_id=_optional(record, "folder"),
        deleted_at=None if record.get("deleted_at") is None else time(record, "deleted_at"),
    )


def from_message(message: Message) -> Record:
    usage = message.usage
    return _short(
        {
            "id": message.id,
            "parent": message.parent_id,
            "role": message.role.value,
            "created_at": moment(message.created_at),
            "state": "" if message.state is State.COMPLETE else message.state.value,
            "model": message.model,
            "thinking": message.reasoning,
            "thinking_seconds": message.thinking_seconds,
            "finish_reason": message.finish_reason,
            "usage": usage
            and {
                "prompt_tokens": usage.prompt_tokens,
                "completion_tokens": usage.completion_tokens,
                "cost": None if usage.cost is None else str(usage.cost),
            },
            "error": message.error,
            "detail": message.detail,
            "seconds": message.seconds,
            "deleted": message.deleted,
            "doubtful": message.doubtful,
        }
    ) | {"text": message.text}


def to_message(record: Mapping[str, Any]) -> Message:
    """Raises ValueError."""
    return Message(
        role=Role(text(record, "role")),
        text=text(record, "text"),
        parent_id=_optional(record, "parent"),
        id=_id(record, "id"),
        created_at=time(record, "created_at"),
        state=State(text(record, "state") or State.COMPLETE),
        model=text(record, "model"),
        reasoning=text(record, "thinking"),
        finish_reason=_optional(record, "finish_reason"),
        usage=_usage(record.get("usage")),
        error=_optional(record, "error"),
        detail=text(record, "detail"),
        seconds=_number(record, "seconds"),
        deleted=_flag(record, "deleted"),
        thinking_seconds=_number(record, "thinking_seconds"),
        doubtful=_flag(record, "doubtful"),
    )


def from_draft(of: DraftOf) -> Record:
    """`key` is the id of a chat; with "/edit" behind it, of a question that is changed there; or
    empty for a chat that has not begun."""
    return {"key": of.key, "caret": of.draft.caret, "text": of.draft.text}


def to_draft(record: Mapping[str, Any]) -> DraftOf:
    """Raises ValueError."""
    written = text(record, "text")
    caret = _whole(record, "caret")
    return DraftOf(
        text(record, "key"),
        Draft(written, len(written) if caret is None else min(max(caret, 0), len(written))),
    )


def from_place(where: PlaceIn) -> Record:
    place = where.place
    return _short(
        {
            "chat": where.conversation_id,
            "message": place.message_id,
            "leaf": place.leaf,
            "offset": place.offset,
            "at_end": place.at_end,
        }
    )


def to_place(record: Mapping[str, Any]) -> PlaceIn:
    """Raises ValueError."""
    leaf, offset = _whole(record, "leaf") or 0, _whole(record, "offset") or 0
    return PlaceIn(
        _id(record, "chat"), Place(_id(record, "message"), leaf, offset, _flag(record, "at_end"))
    )


def _short(record: Record) -> Record:
    return {
        key: value
        for key, value in record.items()
        if value is not None and value is not False and value != ""
    }


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def time(record: Mapping[str, Any], key: str, default: datetime | None = None) -> datetime:
    value = record.get(key)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise ValueError(f"{key} is no time")
    when = datetime.fromisoformat(value)
    try:
        # Never the zone of this computer: the same file means the same everywhere.
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(f"{key} is no time") from error


def text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return clean(value)


def _optional(record: Mapping[str, Any], key: str) -> str | None:
    return None if record.get(key) is None else text(record, key)


def _id(record: Mapping[str, Any], key: str) -> str:
    value = text(record, key)
    if not 0 < len(value) <= 200:
        raise ValueError(f"{key} is no id")
    return value


def _flag(record: Mapping[str, Any], key: str) -> bool:
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{key} is neither true nor false")
    return value


def _whole(record: Mapping[str, Any], key: str) -> int | None:
    value = record.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise ValueError(f"{key} is no whole number")
    return value if value is None or abs(value) < 2**63 else None


def _number(record: Mapping[str, Any], key: str) -> float | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{key} is no number")
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _within(record: Mapping[str, Any], key: str, most: float) -> float | None:
    number = _number(record, key)
    return number if number is not None and 0 <= number <= most else None


def _usage(value: object) -> Usage | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ValueError("usage is no record")
    try:
        cost = None if value.get("cost") is None else Decimal(text(value, "cost")[:_LONGEST_COST])
    except InvalidOperation as error:
        raise ValueError("cost is no number") from error
    # Nobody pays that much, and written out it would fill the memory.
    is_sane = cost is not None and cost.is_finite() and abs(cost.adjusted()) <= _LARGEST_COST
    return Usage(
        _whole(value, "prompt_tokens"),
        _whole(value, "completion_tokens"),
        cost if is_sane else None,
    )
