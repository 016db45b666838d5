"""An open conversation: owns its messages and the reply being written; widgets call and listen."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, Role, State, now
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.reply import Client, ReplyWriter
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.titles import title_from


class Store(Protocol):
    """What a session needs of the store; every call is one transaction."""

    async def begin(self, conversation: Conversation, *messages: Message) -> None: ...
    async def journal(self, message_id: str, text: str, reasoning: str) -> None: ...
    async def finish(self, conversation: Conversation, message: Message) -> None: ...
    async def replace(self, message: Message) -> None: ...


class ConversationSession:
    """The reply belongs to it, not to a view: leaving the chat does not stop the answer."""

    def __init__(
        self,
        conversation: Conversation,
        messages: Sequence[Message],
        store: Store,
        client: Callable[[], Awaitable[Client]],
        tasks: Tasks,
    ) -> None:
        self.reset = Signal[[list[Message]]]()
        self.added = Signal[[Message]]()
        self.changed = Signal[[Message]]()
        self.grew = Signal[[str, Delta]]()
        self.removed = Signal[[str]]()
        self.replying = Signal[[bool]]()
        self.described = Signal[[Conversation]]()
        self.stored = Signal[[str]]()
        self.failed = Signal[[AppError]]()
        self.conversation = conversation
        self._messages = {message.id: message for message in messages}
        self._store = store
        self._client = client
        self._tasks = tasks
        self._begun: asyncio.Task[bool] | None = None
        self._reply: asyncio.Task[object] | None = None
        self._writer: ReplyWriter | None = None
        self._again: dict[str, Callable[[], object]] = {}
        # A question that could not be stored, so was not sent; empty once another is asked.
        self.refused_question = ""

    @property
    def messages(self) -> list[Message]:
        """The shown branch, first to last, without deleted messages; a growing reply as far as
        it is."""
        return [self._so_far(message) for message in branches.visible(self._path())]

    @property
    def is_replying(self) -> bool:
        return self._reply is not None

    @property
    def is_begun(self) -> bool:
        return bool(self._messages)

    @property
    def is_saved(self) -> bool:
        """False while something is in memory alone, because the store refused it."""
        return not self._again

    def send(self, text: str) -> bool:
        """Append the question and start the reply; False, and nothing else, while one is written
        or, stopped at once, not yet stored.

        `stored` fires with the text once the question is safely on disk.
        """
        if self._is_busy or not text.strip():
            return False
        prompt = Message(Role.USER, text, self.conversation.leaf_id)
        title = self.conversation.title or title_from(text)
        self._answer(prompt, replace(self.conversation, title=title), new=True)
        return True

    def retry(self, message_id: str) -> bool:
        """Ask the same question again; the old reply stays in the tree as another version."""
        message = self._messages.get(message_id)
        if message is not None and message.role is Role.ASSISTANT:
            message = self._messages.get(message.parent_id or "")
        if self._is_busy or message is None:
            return False
        self._answer(message, self.conversation, new=False)
        return True

    def show_version(self, message_id: str) -> None:
        """Show the branch through this message, to its newest end."""
        if not self.is_replying:
            leaf = branches.newest_leaf(self._messages[message_id], self._messages.values())
            self._describe(leaf_id=leaf.id)
            self.reset.emit(self.messages)

    def versions(self, message: Message) -> list[Message]:
        return branches.versions(message, self._messages.values())

    def stop(self) -> None:
        if self._reply is not None:
            self._reply.cancel()

    def delete(self, message_id: str) -> bool:
        """Hide a message; what follows it stays. False for the reply being written."""
        message = self._messages[message_id]
        if message.state is State.WRITING:
            return False
        self._mark(replace(message, deleted=True))
        self.removed.emit(message_id)
        return True

    def restore(self, message_id: str) -> None:
        self._mark(replace(self._messages[message_id], deleted=False))
        self.reset.emit(self.messages)

    def set_model(self, model: str) -> None:
        self._describe(model=model)

    def set_instructions(self, instructions: str) -> None:
        self._describe(instructions=instructions)

    def set_parameters(self, parameters: Parameters) -> None:
        self._describe(parameters=parameters)

    def rename(self, title: str) -> None:
        self._describe(title=title)

    def save_again(self, *, ask: bool = True) -> None:
        """After a full disk: do once more what the store refused, but for a refused question.

        Without `ask` no request goes out: a refused retry is left alone.
        """
        again, self._again = self._again, {}
        if not ask:
            again.pop("retry", None)
        for do in again.values():
            do()

    @property
    def _is_busy(self) -> bool:
        # What may yet be withdrawn is no parent for the next question.
        return self.is_replying or (self._begun is not None and not self._begun.done())

    def _so_far(self, message: Message) -> Message:
        if self._writer is None or message.state is not State.WRITING:
            return message
        growing = self._writer.so_far
        return growing if growing.id == message.id else message

    def _path(self) -> list[Message]:
        return branches.path_to(self.conversation.leaf_id, self._messages)

    def _answer(self, prompt: Message, conversation: Conversation, *, new: bool) -> None:
        self.refused_question = ""
        self._again.pop("retry", None)
        reply = Message(
            Role.ASSISTANT, "", prompt.id, state=State.WRITING, model=conversation.model
        )
        self._messages |= {prompt.id: prompt, reply.id: reply}
        before, self.conversation = (
            self.conversation,
            replace(conversation, leaf_id=reply.id, updated_at=now()),
        )
        if new:
            self.added.emit(prompt)
            self.added.emit(reply)
        else:
            self.reset.emit(self.messages)
        begun = self._begun = self._tasks.start(
            self._begin(prompt, reply, before, new=new), name="begin", vital=True
        )
        self._reply = self._tasks.start(self._reply_to(begun, prompt, reply), name="reply")
        self._reply.add_done_callback(lambda _: self._replied(begun, reply))
        self.replying.emit(True)

    async def _begin(
        self, prompt: Message, reply: Message, before: Conversation, *, new: bool
    ) -> bool:
        """Store the question and the place of its reply; False if the store refused them."""
        begun = [prompt, reply] if new else [reply]
        try:
            await self._store.begin(self.conversation, *begun)
        except StoreError as error:
            self._withdraw(begun, before)
            if new:
                self.refused_question = prompt.text
            else:
                self._again["retry"] = lambda: self.retry(prompt.id)
            self.failed.emit(error)
            return False
        if new:
            self.stored.emit(prompt.text)
        self.described.emit(self.conversation)
        return True

    async def _reply_to(self, begun: asyncio.Task[bool], prompt: Message, reply: Message) -> None:
        if not await asyncio.shield(begun):
            return
        writer = self._writer = ReplyWriter(
            reply, self._store, lambda delta: self.grew.emit(reply.id, delta), self.failed.emit
        )
        history = branches.history(branches.path_to(prompt.id, self._messages))
        await writer.write(self._client, self.conversation, history, self._keep)

    async def _keep(self, message: Message, error: AppError | None) -> None:
        # The reply's task may be cancelled once more while this waits; the save goes on.
        await asyncio.shield(self._tasks.start(self._save(message, error), name="save", vital=True))

    async def _save(self, message: Message, error: AppError | None) -> None:
        self._messages[message.id] = message
        self.conversation = replace(self.conversation, updated_at=now())
        await self._told(
            message.id,
            self._store.finish(self.conversation, message),
            lambda: self._start(self._save(message, None)),
        )
        self.changed.emit(message)
        self.described.emit(self.conversation)
        if error is not None:
            self.failed.emit(error)

    def _withdraw(self, begun: list[Message], before: Conversation) -> None:
        """Take back what the store refused: the text is still in the composer."""
        # A title that the question gave goes with it; what was changed meanwhile stays.
        title = self.conversation.title if before.title else ""
        self.conversation = replace(self.conversation, leaf_id=before.leaf_id, title=title)
        for message in begun:
            del self._messages[message.id]
        self.reset.emit(self.messages)

    def _replied(self, begun: asyncio.Task[bool], reply: Message) -> None:
        self._reply = self._writer = None
        if self._messages.get(reply.id) is reply:
            # Stopped before the request: a task cancelled that early never ran a line.
            self._start(self._abandon(begun, reply))
        self.replying.emit(False)

    async def _abandon(self, begun: asyncio.Task[bool], reply: Message) -> None:
        if await begun:
            await self._save(replace(reply, state=State.STOPPED), None)

    def _mark(self, message: Message) -> None:
        self._messages[message.id] = message
        again = partial(self._mark, message)
        self._start(self._told(message.id, self._store.replace(message), again))

    def _describe(self, **changes: object) -> None:
        self.conversation = replace(self.conversation, **changes)  # type: ignore[arg-type]
        if self.is_begun:
            saved = self._store.begin(self.conversation)
            self._start(self._told("description", saved, self._describe))
        self.described.emit(self.conversation)

    async def _told(self, what: str, work: Awaitable[None], again: Callable[[], object]) -> None:
        """Say what the store refuses, and remember it for `save_again`."""
        try:
            await work
            self._again.pop(what, None)
        except StoreError as error:
            self._again[what] = again
            self.failed.emit(error)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, name="save", vital=True)
