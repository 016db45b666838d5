"""An open conversation as it is: its messages, its description, and the changes of both."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Protocol, cast

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, State
from promptrun_desktop.domain.outline import AnyMessage
from promptrun_desktop.domain.place import Place
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.loading import Loader
from promptrun_desktop.services.opening import settled
from promptrun_desktop.services.saving import Saving
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.tree import Tree


class Store(Protocol):
    """What an open conversation needs of the store; every call is one transaction."""

    async def some(self, ids: Sequence[str]) -> list[Message]: ...
    async def begin(self, conversation: Conversation, *messages: Message) -> None: ...
    async def journal(self, message_id: str, text: str, reasoning: str) -> None: ...
    async def finish(self, conversation: Conversation, message: Message) -> None: ...
    async def replace(self, message: Message) -> None: ...


class OpenConversation:
    """Of a long conversation most messages are outlines at first. `loaded` fires with the
    messages of each slice that was read; what needs every text waits for the last.
    """

    def __init__(self, conversation: Conversation, tree: Tree, store: Store, tasks: Tasks) -> None:
        # The shown branch is another.
        self.arranged = Signal[[list[AnyMessage]]]()
        self.loaded = Signal[[list[Message]]]()
        self.removed = Signal[[str]]()
        self.described = Signal[[Conversation]]()
        self.failed = Signal[[AppError]]()
        self.conversation = conversation
        # Where it was read when it was opened; None: at its end.
        self.place: Place | None = None
        self._tree = tree
        self._store = store
        self._loader = Loader(tree.unread(), store.some, self._fill)
        self._saving = Saving(tasks, self.failed.emit)

    @property
    def shown(self) -> list[AnyMessage]:
        """The shown branch, first to last, without deleted messages: outlines of those not read
        yet."""
        return branches.visible(self._tree.path(self.conversation.leaf_id))

    @property
    def messages(self) -> list[Message]:
        """`shown` from its end up as far as it is read: all of it if `is_loaded`.

        Who must have all of it, or nothing, awaits `whole`.
        """
        read = takewhile(lambda each: isinstance(each, Message), reversed(self.shown))
        return cast("list[Message]", list(read)[::-1])

    @property
    def is_loaded(self) -> bool:
        """Whether every text is read, those of other branches and of deleted messages too."""
        return self._loader.is_done

    @property
    def is_begun(self) -> bool:
        return bool(self._tree)

    @property
    def is_saved(self) -> bool:
        """False while something is in memory alone, because the store refused it."""
        return self._saving.is_done

    async def whole(self) -> list[Message]:
        """The shown branch, as soon as every text is read. Raises StoreError."""
        await self._loader.all()
        return self.messages

    async def load(self) -> None:
        """Read what is not read yet, without haste; what the store refuses is told, and the next
        call goes on from there."""
        try:
            await self._loader.rest()
        except StoreError as error:
            self.failed.emit(error)

    def prefer(self, message_ids: Sequence[str]) -> None:
        """Read these next, in this order: they are in sight."""
        self._loader.prefer(message_ids)

    def versions(self, message: AnyMessage) -> list[AnyMessage]:
        """The messages that stand in the same place of the tree, oldest first."""
        return self._tree.versions(message)

    def delete(self, message_id: str) -> bool:
        """Hide a message; what follows it stays. False for the reply being written."""
        if self._tree[message_id].state is State.WRITING:
            return False
        self._mark(message_id, deleted=True)
        self.removed.emit(message_id)
        return True

    def restore(self, message_id: str) -> None:
        self._mark(message_id, deleted=False)
        self._arrange()

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
        if not ask:
            self._saving.forget("retry")
        self._saving.again()

    def _fill(self, messages: list[Message]) -> None:
        filled = self._tree.fill(map(settled, messages))
        if filled:
            self.loaded.emit(filled)

    def _arrange(self) -> None:
        self.arranged.emit(self.shown)

    def _mark(self, message_id: str, *, deleted: bool) -> None:
        self._tree.hide(message_id, deleted=deleted)
        again = partial(self._mark, message_id, deleted=deleted)
        self._saving.start(self._saving.told(message_id, self._store_mark(message_id), again))

    async def _store_mark(self, message_id: str) -> None:
        # A message is stored whole: of an outline the texts are needed first.
        await self._loader.one(message_id)
        message = self._tree[message_id]
        if isinstance(message, Message):
            await self._store.replace(message)

    def _describe(self, **changes: object) -> None:
        self.conversation = replace(self.conversation, **changes)  # type: ignore[arg-type]
        if self.is_begun:
            saved = self._store.begin(self.conversation)
            self._saving.start(self._saving.told("description", saved, self._describe))
        self.described.emit(self.conversation)
