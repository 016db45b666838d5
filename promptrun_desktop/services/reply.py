"""Writing one reply: from the request to a message that is stored, however it ends."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Protocol

from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import EndpointError, ErrorKind, KeyringError, StoreError
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.reply_draft import Delta, ReplyDraft
from promptrun_desktop.services.journal import Journal, JournalStore
from promptrun_desktop.services.thinking import Thinking
from promptrun_desktop.text.seam import Seam

Trouble = EndpointError | KeyringError | StoreError

FINISH_ERRORS = {
    "length": ErrorKind.REPLY_LIMIT,
    "max_tokens": ErrorKind.REPLY_LIMIT,
    "content_filter": ErrorKind.FILTERED,
}


class Client(Protocol):
    def stream(
        self, model: str, history: Sequence[Message], instructions: str, parameters: Parameters
    ) -> AsyncGenerator[Delta, None]: ...


class ReplyWriter:
    """Streams one reply into `message`, after what that holds already; `grew` hears of every
    delta."""

    def __init__(
        self,
        message: Message,
        store: JournalStore,
        grew: Callable[[Delta], object],
        failed: Callable[[StoreError], object],
    ) -> None:
        self._draft = ReplyDraft(message)
        self._seam = Seam(message.text) if message.text else None
        self._thought_before = message.thinking_seconds
        self._thinking = Thinking()
        self._journal = Journal(message.id, store, failed)
        self._grew = grew

    @property
    def so_far(self) -> Message:
        return self._draft.freeze(State.WRITING, thinking_seconds=self.thinking_seconds)

    @property
    def thinking_seconds(self) -> float | None:
        """None until the text begins; with the time that was thought for its beginning."""
        before, now = self._thought_before, self._thinking.seconds
        return before if now is None else now + (before or 0.0)

    async def write(
        self,
        client: Callable[[], Awaitable[Client]],
        conversation: Conversation,
        history: Callable[[], Awaitable[Sequence[Message]]],
        save: Callable[[Message, Trouble | None], Awaitable[None]],
    ) -> None:
        """Ask, collect, and hand the frozen message to `save`: also when cancelled.

        `history` may have to be read first, which is no time of the endpoint's.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        # What stays true if something happens that no one foresaw.
        state: State = State.CUT_OFF
        kind: ErrorKind | None = ErrorKind.INTERNAL
        error: Trouble | None = None
        try:
            asked = await history()
            started = clock()
            async with aclosing(
                (await client()).stream(
                    conversation.model, asked, conversation.instructions, conversation.parameters
                )
            ) as deltas:
                async for came in deltas:
                    self._thinking.note(came, clock())
                    delta = self._joined(came)
                    self._take(delta)
                    self._journal.add(delta)
            self._end_seam()
            state, kind = self._verdict()
        except asyncio.CancelledError:
            state, kind = State.STOPPED, None
            raise
        except (EndpointError, KeyringError, StoreError) as raised:
            error, kind = raised, raised.kind
        finally:
            # Nothing is awaited before `save`: a second cancellation would skip it.
            self._journal.close()
            self._end_seam()
            if state is State.CUT_OFF and not self._draft.text.strip():
                state = State.FAILED
            ended = clock()
            self._thinking.end(ended)
            message = self._draft.freeze(
                state,
                error=kind,
                detail=error.detail if error else "",
                seconds=ended - started,
                thinking_seconds=self.thinking_seconds,
            )
            await save(message, error)

    def _take(self, delta: Delta) -> None:
        self._draft.append(delta)
        self._grew(delta)

    def _joined(self, delta: Delta) -> Delta:
        """Without what it repeats of the text that is continued."""
        if self._seam is None or not delta.text:
            return delta
        return replace(delta, text=self._seam.feed(delta.text))

    def _end_seam(self) -> None:
        """Nothing more comes: what was held back as a possible repetition was none."""
        rest = self._seam.rest() if self._seam is not None else ""
        if rest:
            self._take(Delta(text=rest))

    def _verdict(self) -> tuple[State, ErrorKind | None]:
        """How a stream that ended without an error ended."""
        reason = FINISH_ERRORS.get(self._draft.finish_reason or "")
        if not self._draft.ended:
            return State.CUT_OFF, ErrorKind.CUT_OFF
        if self._draft.finish_reason == "error":
            return State.CUT_OFF, ErrorKind.SERVER_FAULT
        if not self._draft.added:
            # A text that ended early is not whole because nothing more came.
            state = State.CUT_OFF if self._draft.text.strip() else State.FAILED
            return state, reason or ErrorKind.EMPTY_REPLY
        return State.COMPLETE, reason
