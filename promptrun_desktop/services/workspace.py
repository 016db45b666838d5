"""One profile that is open: its store and everything that works on it, closed in order."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from promptrun_desktop.services.catalogue import Catalogue
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Connection
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.services.keeping import Keeping
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.searching import Searching
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.transfer import Transfer


@dataclass(frozen=True, slots=True)
class Workspace:
    """What one window page works with; whoever needs one part is given that part.

    `read_only`: a newer version of the app saved these chats. `keeping` is None for those, and
    where chats are for looking around.
    """

    connection: Connection
    connecting: Connecting
    library: Library
    catalogue: Catalogue
    drafts: Drafts
    places: Places
    transfer: Transfer
    search: Searching
    tasks: Tasks
    close_store: Callable[[], Awaitable[None]]
    keeping: Keeping | None = None
    read_only: bool = False

    async def close(self) -> None:
        """Stop replies (what arrived is stored), write drafts and places, then close the store."""
        self.drafts.flush()
        self.places.flush()
        await self.tasks.close()
        # What a full disk refused may find room now.
        self.library.save_again(ask=False)
        # A question that was stored last of all is no draft any more.
        self.drafts.flush()
        await self.tasks.close()
        await self.transfer.close()
        await self.search.close()
        await self.connection.close()
        await self.close_store()
