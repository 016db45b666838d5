"""A message as a row of the table `messages`, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from promptrun_desktop.domain.message import Message, Role, State, Usage
from promptrun_desktop.domain.outline import Outline
from promptrun_desktop.store import fields

SELECT = """
    SELECT id, parent_id, role, created_at, state, model, finish_reason, prompt_tokens,
        completion_tokens, cost, error, detail, seconds, thinking_seconds, deleted, reasoning, text
    FROM messages"""
# Answered by the index messages_outline alone.
OUTLINE = "id, parent_id, role, state, deleted, chars, lines, created_at"
OUTLINE_ROWS = "FROM messages WHERE conversation_id = ? ORDER BY created_at, position"
INSERT = """
    INSERT INTO messages (
        id, conversation_id, parent_id, role, created_at, state, model, finish_reason,
        prompt_tokens, completion_tokens, cost, error, detail, seconds, thinking_seconds, deleted,
        chars, lines, reasoning, text
    ) VALUES (
        :id, :conversation_id, :parent_id, :role, :created_at, :state, :model, :finish_reason,
        :prompt_tokens, :completion_tokens, :cost, :error, :detail, :seconds, :thinking_seconds,
        :deleted, :chars, :lines, :reasoning, :text
    )"""
UPDATE_FACTS = """
    UPDATE messages SET
        parent_id = :parent_id, role = :role, created_at = :created_at, state = :state,
        model = :model, finish_reason = :finish_reason, prompt_tokens = :prompt_tokens,
        completion_tokens = :completion_tokens, cost = :cost, error = :error, detail = :detail,
        seconds = :seconds, thinking_seconds = :thinking_seconds, deleted = :deleted
    WHERE id = :id"""
UPDATE_TEXT = """
    UPDATE messages SET chars = :chars, lines = :lines, reasoning = :reasoning, text = :text
    WHERE id = :id"""

# Of an unknown role: never the person's, for nothing is put into their mouth. Of an unknown
# state: never complete, for what may have been cut is not shown as whole. (Tables: calling
# the enumerations for 10,000 messages takes longer than reading them.)
_ROLES: dict[object, Role] = {role.value: role for role in Role}
_TEXT, _WHOLE, _NUMBER = {str, type(None)}, {int, type(None)}, {float, int, type(None)}
_LATEST = 253_402_300_799_999_999
_STATES: dict[object, State] = {state.value: state for state in State}


def columns(message: Message, conversation_id: str | None) -> dict[str, object]:
    """`chars` counts code points of the text, `lines` its lines (a text without any has one)."""
    usage = message.usage or Usage()
    return {
        "id": message.id,
        "conversation_id": conversation_id,
        "parent_id": message.parent_id,
        "role": message.role.value,
        "created_at": fields.from_time(message.created_at),
        "state": message.state.value,
        "model": message.model,
        "finish_reason": message.finish_reason,
        "prompt_tokens": fields.from_whole(usage.prompt_tokens),
        "completion_tokens": fields.from_whole(usage.completion_tokens),
        "cost": fields.from_decimal(usage.cost),
        "error": message.error,
        "detail": message.detail,
        "seconds": message.seconds,
        "thinking_seconds": message.thinking_seconds,
        "deleted": message.deleted,
        "chars": len(message.text),
        "lines": message.text.count("\n") + 1,
        "reasoning": message.reasoning,
        "text": message.text,
    }


def message_of(row: tuple[Any, ...]) -> Message:
    """From a row of SELECT; a value that does not parse becomes its default, and is told of."""
    (
        id,
        parent_id,
        role,
        created_at,
        state,
        model,
        finish_reason,
        prompt_tokens,
        completion_tokens,
        cost,
        error,
        detail,
        seconds,
        thinking_seconds,
        deleted,
        reasoning,
        text,
    ) = row
    message = Message(
        id=fields.to_text(id),
        parent_id=fields.to_optional_text(parent_id),
        role=_ROLES.get(role, Role.ASSISTANT),
        created_at=fields.to_time(created_at),
        state=_STATES.get(state, State.CUT_OFF),
        model=fields.to_text(model),
        finish_reason=fields.to_optional_text(finish_reason),
        usage=_usage(prompt_tokens, completion_tokens, cost),
        error=fields.to_optional_text(error),
        detail=fields.to_text(detail),
        seconds=fields.to_number(seconds),
        thinking_seconds=fields.to_number(thinking_seconds),
        deleted=deleted == 1,
        reasoning=fields.to_text(reasoning),
        text=fields.to_text(text),
    )
    return replace(message, doubtful=True) if _is_odd(row, message) else message


def _is_odd(row: tuple[Any, ...], message: Message) -> bool:
    """Whether a value is not what `columns` could have written. (By type: damaged text has one of
    its own, and thousands of rows are looked at.)"""
    id, parent_id, role, created_at, state, model, finish_reason, *numbers = row
    prompt_tokens, completion_tokens, cost, error, detail, seconds, thinking, *rest = numbers
    deleted, reasoning, text = rest
    return not (
        type(text) is type(reasoning) is type(id) is type(model) is type(detail) is str
        and type(parent_id) in _TEXT
        and type(finish_reason) in _TEXT
        and type(error) in _TEXT
        and role in _ROLES
        and state in _STATES
        and type(created_at) is int
        and 0 <= created_at <= _LATEST
        and type(prompt_tokens) in _WHOLE
        and type(completion_tokens) in _WHOLE
        and (cost is None or (message.usage is not None and message.usage.cost is not None))
        and type(seconds) in _NUMBER
        and type(thinking) in _NUMBER
        and deleted in (0, 1)
    )


def outlines_of(rows: Iterable[Sequence[Any]]) -> list[Outline]:
    """From rows of OUTLINE; in one loop, for there may be tens of thousands."""
    make, role_of, state_of = tuple.__new__, _ROLES.get, _STATES.get
    other, cut_off = Role.ASSISTANT, State.CUT_OFF
    return [
        make(
            Outline,
            (
                id if type(id) is str else fields.to_text(id),
                parent_id if type(parent_id) is str else fields.to_optional_text(parent_id),
                role_of(role, other),
                state_of(state, cut_off),
                deleted == 1,
                chars if type(chars) is int else 0,
                lines if type(lines) is int else 1,
                micros if type(micros) is int else 0,
            ),
        )
        for id, parent_id, role, state, deleted, chars, lines, micros in rows
    ]


def _usage(prompt_tokens: object, completion_tokens: object, cost: object) -> Usage | None:
    if prompt_tokens is completion_tokens is cost is None:
        return None
    usage = Usage(
        fields.to_whole(prompt_tokens), fields.to_whole(completion_tokens), fields.to_decimal(cost)
    )
    return None if usage == Usage() else usage
