"""An open conversation that is asked: questions, and the reply being written to the last."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, Role, State, now
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.branching import branch_of
from promptrun_desktop.services.comparing import compared
from promptrun_desktop.services.continuing import (
    asked_on,
    can_continue,
    next_version,
    superseded,
)
from promptrun_desktop.services.opened import OpenConversation, Store
from promptrun_desktop.services.reply import Client, ReplyWriter
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.titles import title_after, title_from
from promptrun_desktop.services.tree import Tree
from promptrun_desktop.text.differences import Part


@dataclass(frozen=True, slots=True)
class _Asking:
    """`question` is new if there is one, and `follows` what is shown or stands in place of
    another. The text of `continued` is gone on with, and `replaced` is the id of a message that
    is hidden for it. Without a question, `again` does it once more if the store refuses."""

    reply: Message
    question: Message | None = None
    follows: bool = True
    continued: Message | None = None
    replaced: str = ""
    again: Callable[[], object] | None = None

    @property
    def new(self) -> list[Message]:
        return [self.reply] if self.question is None else [self.question, self.reply]


class ConversationSession(OpenConversation):
    """The reply belongs to it, not to a view: leaving the chat does not stop the answer.

    Widgets call and listen. What is asked is sent with all that was said before: a request
    waits until every text is read.
    """

    def __init__(
        self,
        conversation: Conversation,
        tree: Tree,
        store: Store,
        client: Callable[[], Awaitable[Client]],
        tasks: Tasks,
    ) -> None:
        super().__init__(conversation, tree, store, tasks)
        self.added = Signal[[Message]]()
        self.changed = Signal[[Message]]()
        self.grew = Signal[[str, Delta]]()
        self.replying = Signal[[bool]]()
        self.stored = Signal[[str]]()
        self._client = client
        self._tasks = tasks
        self._begun: asyncio.Task[bool] | None = None
        self._reply: asyncio.Task[object] | None = None
        self._writer: ReplyWriter | None = None
        # A question that could not be stored, so was not sent; empty once another is asked.
        self.refused_question = ""

    @property
    def shown(self) -> list[AnyMessage]:
        """The shown branch; a growing reply as far as it is."""
        shown = super().shown
        # Nothing can follow it yet; another branch may be shown meanwhile.
        last, writer = shown[-1] if shown else None, self._writer
        if last is not None and writer is not None and last.state is State.WRITING:
            shown[-1] = writer.so_far
        return shown

    @property
    def thinking_seconds(self) -> float | None:
        """How long the reply being written was thought about; None until its text begins."""
        return self._writer.thinking_seconds if self._writer is not None else None

    @property
    def is_replying(self) -> bool:
        return self._reply is not None

    def send(self, text: str) -> bool:
        """Append the question and start the reply; False, and nothing else, while one is written
        or, stopped at once, not yet stored.

        `stored` fires with the text once the question is safely on disk.
        """
        if self._is_busy or not text.strip():
            return False
        prompt = Message(Role.USER, text, self.conversation.leaf_id)
        title = self.conversation.title or title_from(text)
        asking = _Asking(self._reply_to(prompt.id), prompt)
        self._answer(replace(self.conversation, title=title), asking)
        return True

    def edit(self, message_id: str, text: str) -> bool:
        """Ask this in place of a question; the old one stays in the tree, with its answers.

        `stored` fires as for `send`. False, and nothing else, where that says False, too.
        """
        old = self._tree.get(message_id)
        if self._is_busy or not text.strip() or old is None or old.role is not Role.USER:
            return False
        prompt = Message(Role.USER, text, old.parent_id)
        self._remember_leaf(old)
        asking = _Asking(self._reply_to(prompt.id), prompt, follows=False)
        self._answer(self.conversation, asking)
        return True

    def retry(self, message_id: str) -> bool:
        """Ask the same question again; the old reply stays in the tree as another version."""
        message = self._tree.get(message_id)
        if message is not None and message.role is Role.ASSISTANT:
            self._remember_leaf(message)
            message = self._tree.get(message.parent_id)
        if self._is_busy or message is None:
            return False
        reply = self._reply_to(message.id)
        self._answer(self.conversation, _Asking(reply, again=partial(self.retry, message.id)))
        return True

    def can_continue(self, message_id: str) -> bool:
        """Whether it is a reply that ended early."""
        message = self._tree.get(message_id)
        return message is not None and can_continue(message)

    def continue_reply(self, message_id: str) -> bool:
        """Ask the model to go on: the next version of the reply begins with the text there is."""
        message = self._tree.get(message_id)
        if self._is_busy or not isinstance(message, Message) or not can_continue(message):
            return False
        self._remember_leaf(message)
        asking = _Asking(
            next_version(message, self.conversation.model),
            continued=message,
            replaced=message_id if superseded(message, self.versions(message)) else "",
            again=partial(self.continue_reply, message_id),
        )
        self._answer(self.conversation, asking)
        return True

    async def every_message(self) -> list[Message]:
        """As above; a growing reply as far as it is."""
        found = await super().every_message()
        writer = self._writer
        growing = writer.so_far if writer is not None else None
        return [growing if growing and each.id == growing.id else each for each in found]

    async def branch(self, message_id: str, title: str) -> tuple[Conversation, list[Message]]:
        """A copy of the chat up to a message, not stored yet. Raises StoreError."""
        await self._loader.all()
        path = self._tree.whole_path(message_id)
        return await asyncio.to_thread(branch_of, self.conversation, path, title)

    def compare(
        self, old_id: str, new_id: str, tell: Callable[[list[Part]], object]
    ) -> Callable[..., object]:
        """Tell the words in which two messages differ; returns how to give it up."""
        return self._tasks.start(self._compare(old_id, new_id, tell), name="compare").cancel

    def delete(self, message_id: str) -> bool:
        # What is written below a version that goes would be written for nobody.
        if self.is_replying and self._is_replaced(message_id):
            self.stop()
        return super().delete(message_id)

    def stop(self) -> None:
        if self._reply is not None:
            self._reply.cancel()

    @property
    def _is_busy(self) -> bool:
        # What may yet be withdrawn is no parent for the next question.
        return self.is_replying or (self._begun is not None and not self._begun.done())

    async def _compare(
        self, old_id: str, new_id: str, tell: Callable[[list[Part]], object]
    ) -> None:
        try:
            old, new = await self.texts_of(old_id, new_id)
        except StoreError as error:
            self.failed.emit(error)
        else:
            formatted = self._tree[old_id].role is Role.ASSISTANT
            tell(await compared(old, new, formatted=formatted))

    def _is_replaced(self, message_id: str) -> bool:
        """Whether the reply being written goes out of sight with this message."""
        path = [each.id for each in self._tree.path(self.conversation.leaf_id)]
        message = self._tree[message_id]
        return message_id in path and len(self.versions(message)) > 1

    def _reply_to(self, prompt_id: str) -> Message:
        model = self.conversation.model
        return Message(Role.ASSISTANT, "", prompt_id, state=State.WRITING, model=model)

    def _answer(self, conversation: Conversation, asking: _Asking) -> None:
        """Begin the reply."""
        self.refused_question = ""
        self._saving.forget("retry")
        for message in asking.new:
            self._tree.put(message)
        before, self.conversation = (
            self.conversation,
            # What is asked something is in use again.
            replace(conversation, leaf_id=asking.reply.id, archived=False, updated_at=now()),
        )
        if asking.question is not None and asking.follows:
            self.added.emit(asking.question)
            self.added.emit(asking.reply)
        else:
            self._arrange()
        begun = self._begun = self._tasks.start(
            self._begin(asking, before), name="begin", vital=True
        )
        self._reply = self._tasks.start(self._write(begun, asking), name="reply")
        self._reply.add_done_callback(lambda _: self._replied(begun, asking.reply))
        self.replying.emit(True)

    async def _begin(self, asking: _Asking, before: Conversation) -> bool:
        """Store the question and the place of its reply; False if the store refused them."""
        try:
            await self._store.begin(self.conversation, *asking.new)
        except StoreError as error:
            self._withdraw(asking.new, before)
            if asking.question is not None:
                self.refused_question = asking.question.text
            elif asking.again is not None:
                self._saving.refused("retry", asking.again)
            self.failed.emit(error)
            return False
        if asking.question is not None:
            self.stored.emit(asking.question.text)
        if asking.replaced:
            self._mark(asking.replaced, deleted=True)
            self._arrange()
        self.described.emit(self.conversation)
        return True

    async def _write(self, begun: asyncio.Task[bool], asking: _Asking) -> None:
        if not await asyncio.shield(begun):
            return
        reply = asking.reply
        writer = self._writer = ReplyWriter(
            reply, self._store, lambda delta: self.grew.emit(reply.id, delta), self.failed.emit
        )
        history = partial(self._history, reply.parent_id, asking.continued)
        await writer.write(self._client, self.conversation, history, self._keep)

    async def _history(self, prompt_id: str | None, continued: Message | None) -> list[Message]:
        await self._loader.all()
        history = branches.history(self._tree.whole_path(prompt_id))
        return history if continued is None else asked_on(history, continued)

    async def _keep(self, message: Message, error: AppError | None) -> None:
        # The reply's task may be cancelled once more while this waits; the save goes on.
        await asyncio.shield(self._tasks.start(self._save(message, error), name="save", vital=True))

    async def _save(self, message: Message, error: AppError | None) -> None:
        self._tree.put(message)
        title = self._title_by(message)
        self.conversation = replace(self.conversation, title=title, updated_at=now())
        await self._saving.told(
            message.id,
            self._store.finish(self.conversation, message),
            lambda: self._saving.start(self._save(message, None)),
        )
        self.changed.emit(message)
        self.described.emit(self.conversation)
        if error is not None:
            self.failed.emit(error)

    def _title_by(self, reply: Message) -> str:
        """The first exchange may name the chat better than its question did; nothing later."""
        title, question = self.conversation.title, self._tree.get(reply.parent_id)
        if (
            self.conversation.named
            or reply.state is not State.COMPLETE
            or len(self._tree) != 2
            or not isinstance(question, Message)
            or title != title_from(question.text)
        ):
            return title
        return title_after(question.text, reply.text)

    def _withdraw(self, new: list[Message], before: Conversation) -> None:
        """Take back what the store refused: the text is still in the composer."""
        # A title that the question gave goes with it; what was changed meanwhile stays.
        title = self.conversation.title if before.title else ""
        leaf = self.conversation.leaf_id
        shown = before.leaf_id if leaf == new[-1].id else leaf
        self.conversation = replace(self.conversation, leaf_id=shown, title=title)
        for message in new:
            self._tree.drop(message.id)
        self._arrange()

    def _replied(self, begun: asyncio.Task[bool], reply: Message) -> None:
        self._reply = self._writer = None
        if self._tree.get(reply.id) is reply:
            # Stopped before the request: a task cancelled that early never ran a line.
            self._saving.start(self._abandon(begun, reply))
        self.replying.emit(False)

    async def _abandon(self, begun: asyncio.Task[bool], reply: Message) -> None:
        if await begun:
            await self._save(replace(reply, state=State.STOPPED), None)
