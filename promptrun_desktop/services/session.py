"""An open conversation that is asked: questions, and the reply being written to the last."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, Role, State, now
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.domain.reply_draft import Delta
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.opened import OpenConversation, Store
from promptrun_desktop.services.reply import Client, ReplyWriter
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.titles import title_from
from promptrun_desktop.services.tree import Tree


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
        # No other branch can be shown while a reply is written: it is the last.
        if shown and self._writer is not None and shown[-1].state is State.WRITING:
            shown[-1] = self._writer.so_far
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
        self._answer(replace(self.conversation, title=title), prompt.id, prompt)
        return True

    def retry(self, message_id: str) -> bool:
        """Ask the same question again; the old reply stays in the tree as another version."""
        message = self._tree.get(message_id)
        if message is not None and message.role is Role.ASSISTANT:
            message = self._tree.get(message.parent_id)
        if self._is_busy or message is None:
            return False
        self._answer(self.conversation, message.id)
        return True

    def show_version(self, message_id: str) -> None:
        """Show the branch through this message, to its newest end."""
        if not self.is_replying:
            leaf = self._tree.newest_leaf(self._tree[message_id])
            self._describe(leaf_id=leaf.id)
            if not self.is_loaded:
                self.prefer([each.id for each in reversed(self._tree.path(leaf.id))])
            self._arrange()

    def stop(self) -> None:
        if self._reply is not None:
            self._reply.cancel()

    @property
    def _is_busy(self) -> bool:
        # What may yet be withdrawn is no parent for the next question.
        return self.is_replying or (self._begun is not None and not self._begun.done())

    def _answer(
        self, conversation: Conversation, prompt_id: str, question: Message | None = None
    ) -> None:
        """Begin the reply to this message, which is a new one if it comes as a question."""
        self.refused_question = ""
        self._saving.forget("retry")
        reply = Message(
            Role.ASSISTANT, "", prompt_id, state=State.WRITING, model=conversation.model
        )
        new = [reply] if question is None else [question, reply]
        for message in new:
            self._tree.put(message)
        before, self.conversation = (
            self.conversation,
            replace(conversation, leaf_id=reply.id, updated_at=now()),
        )
        if question is None:
            self._arrange()
        else:
            self.added.emit(question)
            self.added.emit(reply)
        begun = self._begun = self._tasks.start(
            self._begin(new, before, question), name="begin", vital=True
        )
        self._reply = self._tasks.start(self._reply_to(begun, prompt_id, reply), name="reply")
        self._reply.add_done_callback(lambda _: self._replied(begun, reply))
        self.replying.emit(True)

    async def _begin(
        self, new: list[Message], before: Conversation, question: Message | None
    ) -> bool:
        """Store the question and the place of its reply; False if the store refused them."""
        try:
            await self._store.begin(self.conversation, *new)
        except StoreError as error:
            self._withdraw(new, before)
            if question is not None:
                self.refused_question = question.text
            else:
                self._saving.refused("retry", partial(self.retry, new[-1].parent_id or ""))
            self.failed.emit(error)
            return False
        if question is not None:
            self.stored.emit(question.text)
        self.described.emit(self.conversation)
        return True

    async def _reply_to(self, begun: asyncio.Task[bool], prompt_id: str, reply: Message) -> None:
        if not await asyncio.shield(begun):
            return
        writer = self._writer = ReplyWriter(
            reply, self._store, lambda delta: self.grew.emit(reply.id, delta), self.failed.emit
        )
        history = partial(self._history, prompt_id)
        await writer.write(self._client, self.conversation, history, self._keep)

    async def _history(self, prompt_id: str) -> list[Message]:
        await self._loader.all()
        return branches.history(self._tree.whole_path(prompt_id))

    async def _keep(self, message: Message, error: AppError | None) -> None:
        # The reply's task may be cancelled once more while this waits; the save goes on.
        await asyncio.shield(self._tasks.start(self._save(message, error), name="save", vital=True))

    async def _save(self, message: Message, error: AppError | None) -> None:
        self._tree.put(message)
        self.conversation = replace(self.conversation, updated_at=now())
        await self._saving.told(
            message.id,
            self._store.finish(self.conversation, message),
            lambda: self._saving.start(self._save(message, None)),
        )
        self.changed.emit(message)
        self.described.emit(self.conversation)
        if error is not None:
            self.failed.emit(error)

    def _withdraw(self, new: list[Message], before: Conversation) -> None:
        """Take back what the store refused: the text is still in the composer."""
        # A title that the question gave goes with it; what was changed meanwhile stays.
        title = self.conversation.title if before.title else ""
        self.conversation = replace(self.conversation, leaf_id=before.leaf_id, title=title)
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
