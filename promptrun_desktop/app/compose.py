"""Builds the objects of an open profile once, and gives each the few that it uses."""

import asyncio
from collections.abc import Callable, Sequence

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.services.arrivals import Arrivals, Preferring
from promptrun_desktop.services.catalogue import Catalogue
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Client, Connection, KeyStore
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.services.keeping import Keeping
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.searching import Searching
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.transfer import Transfer
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.arrivals import Arrivals as StoredArrivals
from promptrun_desktop.store.catalogue import ModelLists
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts as StoredDrafts
from promptrun_desktop.store.folders import Folders
from promptrun_desktop.store.keeper import Keeper
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places as StoredPlaces
from promptrun_desktop.store.search import Search


async def open_workspace(
    profile: Profile,
    endpoint: Endpoint,
    keys: KeyStore,
    proxy: Callable[[], str],
    on_error: Callable[[str, BaseException], object],
    *,
    kept: bool = False,
    sample_key: ApiKey | None = None,
    again: Workspace | None = None,
    settings: Preferring | None = None,
) -> Workspace:
    """`kept` tells that the keyring has the key of this endpoint; `sample_key` needs none.
    `again`: this profile was open before, and is closed; the account stays connected. `settings`
    take what a back-up has of preferences.

    Raises StoreError where the profile cannot be opened.
    """

    def make_client(endpoint: Endpoint, key: ApiKey) -> Client:
        # Imported with the first question: httpx and the certificates take 100 ms.
        from promptrun_desktop.api.client import ChatClient

        return ChatClient(endpoint, key, proxy=proxy())

    profile.create()
    database = await Database.open(profile.database)
    if again is not None:
        tasks, connection, connecting = again.tasks, again.connection, again.connecting
    else:
        tasks = Tasks(on_error)
        connection = Connection(endpoint, keys, make_client, kept=kept, sample_key=sample_key)
        connecting = Connecting(connection, tasks)
    conversations = Conversations(database)
    places = Places(StoredPlaces(database), tasks)
    library = Library(
        conversations,
        Folders(database),
        Messages(database),
        places,
        connection.client,
        tasks,
    )
    catalogue = Catalogue(
        lambda: connection.endpoint.origin, connection.client, ModelLists(database), tasks
    )
    drafts = Drafts(StoredDrafts(database), tasks)
    index = Search(database, profile.database)
    search = Searching(index, tasks)
    database.written.connect(search.touch)
    search.start()

    async def purge(ids: Sequence[str]) -> list[str]:
        # The index first: what is gone from there can be indexed again, not the other way round.
        await search.forget(ids)
        try:
            return await conversations.purge(ids)
        finally:
            await search.remember(ids)

    library.filing.purge = purge
    arrivals = Arrivals(StoredArrivals(database), drafts, settings)
    transfer = Transfer(library, arrivals, tasks, profile.database)
    tasks.start(asyncio.to_thread(transfer.clean), name="clean", vital=True)
    keeping = None
    if sample_key is None and not database.read_only:
        keeping = Keeping(Keeper(database, profile.database), conversations.expired, purge, tasks)
        keeping.purged.connect(library.filing.gone)
    return Workspace(
        connection=connection,
        connecting=connecting,
        library=library,
        catalogue=catalogue,
        drafts=drafts,
        places=places,
        transfer=transfer,
        search=search,
        tasks=tasks,
        close_store=database.close,
        keeping=keeping,
        read_only=database.read_only,
    )
