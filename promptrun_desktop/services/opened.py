"""An open conversation as it is: its messages, its description, and the changes of both."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Protocol, cast

from promptrun_desktop.domain import branches
from promptrun_desktop.domain.conversation import Conversation, Parameters
from promptrun_desktop.domain.errors import AppError, StoreError
from promptrun_desktop.domain.message import Message, Role, State
from promptrun_desktop.domain.outline import AnyMessage, Outline
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
        # The shown branch is another; `exchanged` is the message that took the place of another
        # of its versions, if that is why.
        self.exchanged = ""
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
        # Where a branch that is not shown now was left, by the message it branches off with.
        self._left: dict[str, str] = {}

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

    def in_memory(self) -> list[Message]:
        """What is read or was said since, in all branches; without what was damaged as it was
        read: its file may have better."""
        return [
            each for each in self._tree.all() if isinstance(each, Message) and not each.doubtful
        ]

    async def whole(self) -> list[Message]:
        """The shown branch, as soon as every text is read. Raises StoreError."""
        await self._loader.all()
        return self.messages

    async def every_message(self) -> list[Message]:
        """Of all branches, deleted ones too, as soon as every text is read. Raises StoreError."""
        await self._loader.all()
        return [each for each in self._tree.all() if isinstance(each, Message)]

    async def load(self) -> None:
        """Read what is not read yet, without haste; what the store refuses is told, and the next
        call goes on from there."""
        try:
            await self._loader.rest()
        except StoreError as error:
            self.failed.emit(error)

    def holds(self, message_id: str) -> bool:
        """Whether one of its branches has this message, and it is not deleted."""
        message = self._tree.get(message_id)
        return message is not None and not message.deleted

    def lacks(self, outline: Iterable[Outline]) -> list[str]:
        """Messages that it has never heard of."""
        return [each.id for each in outline if self._tree.get(each.id) is None]

    def take(self, messages: Iterable[Message]) -> None:
        """Such messages, as other branches: what is shown stays."""
        for each in map(settled, messages):
            if self._tree.get(each.id) is None:
                self._tree.put(each)

    def prefer(self, message_ids: Sequence[str]) -> None:
        """Read these next, in this order: they are in sight."""
        self._loader.prefer(message_ids)

    def is_question(self, message_id: str) -> bool:
        message = self._tree.get(message_id)
        return message is not None and message.role is Role.USER

    def text_of(self, message_id: str) -> str:
        """Empty while it is not read."""
        message = self._tree.get(message_id)
        return message.text if isinstance(message, Message) else ""

    def versions(self, message: AnyMessage) -> list[AnyMessage]:
        """The messages that stand in the same place of the tree, oldest first."""
        return self._tree.versions(message)

    def versions_of(self, message_id: str) -> list[AnyMessage]:
        """As `versions`; none of a message that is not known."""
        message = self._tree.get(message_id)
        return self.versions(message) if message is not None else []

    def version_of(self, message_id: str) -> tuple[int, int]:
        """Which of how many versions a message is, counted from 1."""
        ids = [each.id for each in self.versions_of(message_id)]
        return (ids.index(message_id) + 1, len(ids)) if message_id in ids else (1, 1)

    def neighbour(self, message_id: str, step: int) -> str | None:
        """The version before (-1) or after (1) a message; None beyond the first and the last."""
        ids = [each.id for each in self.versions_of(message_id)]
        at = ids.index(message_id) + step if message_id in ids else -1
        return ids[at] if 0 <= at < len(ids) else None

    def show_version(self, message_id: str) -> None:
        """Show the branch through this message: where it was left, or to its newest end. A reply
        that is being written goes on."""
        message = self._tree[message_id]
        for each in self.versions(message):
            self._remember_leaf(each)
        self._show_branch(message)

    def delete(self, message_id: str) -> bool:
        """Hide a message; what follows it stays, but of a message with other versions the next is
        shown in its place. False for the reply being written."""
        message = self._tree[message_id]
        if message.state is State.WRITING:
            return False
        other = self.neighbour(message_id, 1) or self.neighbour(message_id, -1)
        self._remember_leaf(message)
        shown = message_id in [each.id for each in self.shown]
        self._mark(message_id, deleted=True)
        if other is not None and shown:
            self._show_branch(self._tree[other])
        else:
            self.removed.emit(message_id)
        return True

    def restore(self, message_id: str) -> None:
        """Undo `delete`: the branch through it is shown again."""
        self._mark(message_id, deleted=False)
        message = self._tree[message_id]
        if message_id in [each.id for each in self.shown]:
            self._arrange()
        else:
            for each in self.versions(message):
                self._remember_leaf(each)
            self._show_branch(message)

    async def texts_of(self, *message_ids: str) -> list[str]:
        """Their texts, read if need be. Raises StoreError."""
        for id in message_ids:
            await self._loader.one(id)
        found = map(self._tree.get, message_ids)
        return [each.text if isinstance(each, Message) else "" for each in found]

    def set_model(self, model: str) -> None:
        self._describe(model=model)

    def set_instructions(self, instructions: str) -> None:
        self._describe(instructions=instructions)

    def set_parameters(self, parameters: Parameters) -> None:
        self._describe(parameters=parameters)

    def rename(self, title: str) -> None:
        """By a person: nothing else names it from then on."""
        self._describe(title=title, named=True)

    def file(self, **changes: str | bool | None) -> None:
        """Change `title`, `named`, `pinned`, `archived` or `folder_id`, in any number."""
        self._describe(**changes)

    def save_again(self, *, ask: bool = True) -> None:
        """After a full disk: do once more what the store refused, but for a refused question.

        Without `ask` no request goes out: a refused retry is left alone.
        """
        if not ask:
            self._saving.forget("retry")
        self._saving.again()

    def _remember_leaf(self, message: AnyMessage) -> None:
        """If the shown branch runs through it: where that ends, to come back to it."""
        leaf = self.conversation.leaf_id
        if leaf is not None and message.id in [each.id for each in self._tree.path(leaf)]:
            self._left[message.id] = leaf

    def _show_branch(self, message: AnyMessage) -> None:
        left = self._left.get(message.id)
        leaf = self._tree.get(left) or self._tree.newest_leaf(message)
        self._describe(leaf_id=leaf.id)
        if not self.is_loaded:
            self.prefer([each.id for each in reversed(self._tree.path(leaf.id))])
        self._arrange(message.id)

    def _fill(self, messages: list[Message]) -> None:
        filled = self._tree.fill(map(settled, messages))
        if filled:
            self.loaded.emit(filled)

    def _arrange(self, exchanged: str = "") -> None:
        self.exchanged = exchanged
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
