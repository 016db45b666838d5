"""Messages as their source has them into a chat of ours: a tree, whatever their links say.

Sources have messages that nobody saw (system notes, empty roots) and, between a question and its
answer, steps of thinking and calls of tools. The first go; the second become the thinking of the
answer they led to. Loops, missing parents and ids that occur twice do no harm.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from promptrun_desktop.domain.chat import Chat
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.formats.foreign.drafts import Draft, ordered
from promptrun_desktop.formats.foreign.report import Source
from promptrun_desktop.text.unicode import clean

NO_PARAMETERS = Parameters()
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Head:
    """What a source says of a chat as a whole.

    `key` is its id there; if empty, the content is its id. `leaf` is the message that was shown
    last. `has_keys`: the keys of its messages are ids of the source; else they are only places.
    `modified_at` stands in where no time is known. `is_ours`: the ids are of this app, and every
    message stays, empty ones too.
    """

    source: Source
    key: str
    modified_at: datetime
    title: str = ""
    model: str = ""
    instructions: str = ""
    parameters: Parameters = NO_PARAMETERS
    created_at: datetime | None = None
    updated_at: datetime | None = None
    pinned: bool = False
    archived: bool = False
    folder_id: str | None = None
    leaf: str = ""
    has_keys: bool = True
    is_ours: bool = False


def id_of(source: Source, *keys: str) -> str:
    """The same for the same thing whenever and from whichever file it comes."""
    # Lengths, so that no two lists of keys run together.
    name = "".join([f"{len(each)}:{each}" for each in (source, *keys)])
    return blake2b(clean(name).encode(), digest_size=16, person=b"promptrun").hexdigest()


def grow(head: Head, drafts: Sequence[Draft]) -> Chat | None:
    """None where there is nothing to show."""
    in_order = ordered(drafts)
    times = _times(head, drafts)
    is_known = head.is_ours and bool(head.key)
    chat_id = head.key if is_known else id_of(head.source, head.key or _content(head, in_order))
    grower = _Grower(head, chat_id, times, in_order)
    messages = grower.grow()
    if not messages:
        return None
    leaf_id = grower.shown(head.leaf) or _last_leaf(messages)
    created_at = head.created_at or min(each.created_at for each in messages)
    updated_at = head.updated_at or max(each.created_at for each in messages)
    return Chat(
        Conversation(
            id=chat_id,
            title=clean(head.title),
            model=clean(head.model) or _last_model(messages, leaf_id),
            instructions=clean(head.instructions),
            parameters=head.parameters,
            leaf_id=leaf_id,
            created_at=created_at,
            updated_at=max(created_at, updated_at),
            named=bool(head.title),
            pinned=head.pinned,
            archived=head.archived,
            folder_id=head.folder_id,
        ),
        tuple(messages),
    )


def _times(head: Head, drafts: Sequence[Draft]) -> dict[str, datetime]:
    """Where a source has no time, that of the one before and a tick: the order stays."""
    last = (head.created_at or head.modified_at) - _TICK
    times: dict[str, datetime] = {}
    for draft in drafts:
        last = draft.created_at or last + _TICK
        times.setdefault(draft.key, last)
    return times


def _content(head: Head, drafts: Sequence[Draft]) -> str:
    said = [(each.role or "", each.text, each.reasoning) for each in drafts]
    return repr((head.title, head.instructions, said))


def _last_leaf(messages: Sequence[Message]) -> str:
    parents = {each.parent_id for each in messages}
    leaves = [
        (each.created_at, place, each.id)
        for place, each in enumerate(messages)
        if each.id not in parents
    ]
    return max(leaves)[2]


def _last_model(messages: Sequence[Message], leaf_id: str) -> str:
    """Of the shown branch: what the person talked to last."""
    by_id = {each.id: each for each in messages}
    message = by_id.get(leaf_id)
    while message is not None and not message.model:
        message = by_id.get(message.parent_id) if message.parent_id else None
    return message.model if message else ""


class _Grower:
    """Goes through the drafts, parents first, and makes messages of them."""

    def __init__(
        self, head: Head, chat_id: str, times: dict[str, datetime], drafts: Sequence[Draft]
    ) -> None:
        self._head = head
        self._chat_id = chat_id
        self._times = times
        self._drafts = drafts
        self._messages: dict[str, Message] = {}
        # For each draft: the message it became, or that of the nearest before it.
        self._shown: dict[str, str | None] = {"": None}
        # What was thought on the way there and has not yet found its answer.
        self._pending: dict[str, _Thinking] = {}
        self._said: Counter[tuple[str, ...]] = Counter()

    def grow(self) -> list[Message]:
        following = Counter(each.parent for each in self._drafts)
        asked = {each.parent for each in self._drafts if not _takes_thinking(each)}
        for draft in self._drafts:
            # One owner at a time: what was thought appears once, however the branches run.
            thinking = self._pending.pop(draft.parent, None) or _Thinking()
            if _takes_thinking(draft):
                thinking.add(draft)
            is_step = not self._head.is_ours and _is_step(draft)
            self._shown[draft.key] = self._shown[draft.parent]
            if is_step and following[draft.key] == 1 and draft.key not in asked:
                self._pending[draft.key] = thinking
            elif thinking.parts or not is_step:
                self._add(draft, thinking)
        return list(self._messages.values())

    def shown(self, key: str) -> str | None:
        return self._shown.get(key)

    def _add(self, draft: Draft, thinking: "_Thinking") -> None:
        parent_id = self._shown[draft.parent]
        role = Role.ASSISTANT if draft.aside or draft.role is None else draft.role
        is_answer = role is Role.ASSISTANT
        reasoning = "\n\n".join(thinking.parts)
        message_id = self._id(draft, parent_id, reasoning)
        self._shown[draft.key] = message_id
        self._messages[message_id] = Message(
            role=role,
            text=clean(draft.text),
            parent_id=parent_id,
            id=message_id,
            created_at=self._times.get(draft.key, self._head.modified_at),
            state=draft.state if is_answer else State.COMPLETE,
            model=clean(draft.model) if is_answer else "",
            reasoning=clean(reasoning),
            finish_reason=draft.finish_reason if is_answer else None,
            thinking_seconds=thinking.seconds,
        )

    def _id(self, draft: Draft, parent_id: str | None, reasoning: str) -> str:
        source = self._head.source
        if self._head.is_ours and self._head.key and not draft.key.startswith("#"):
            return draft.key
        if self._head.has_keys:
            return id_of(source, self._chat_id, draft.key)
        # By what was said after what: the same when the chat has grown.
        said = (parent_id or "", str(draft.role), draft.text, reasoning)
        self._said[said] += 1
        return id_of(source, self._chat_id, *said, str(self._said[said]))


class _Thinking:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.seconds: float | None = None

    def add(self, draft: Draft) -> None:
        if draft.reasoning:
            self.parts.append(draft.reasoning)
        self.seconds = draft.thinking_seconds or self.seconds


def _is_step(draft: Draft) -> bool:
    """Whether it says nothing itself. An answer does not that only calls a tool."""
    return draft.aside or draft.role is None or not draft.text.strip()


def _takes_thinking(draft: Draft) -> bool:
    return draft.aside or draft.role in (Role.ASSISTANT, None)
