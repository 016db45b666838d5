"""Builds the objects of an open profile once, and gives each the few that it uses."""

from collections.abc import Callable

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.services.catalogue import Catalogue
from promptrun_desktop.services.connecting import Connecting
from promptrun_desktop.services.connection import Client, Connection, KeyStore
from promptrun_desktop.services.drafts import Drafts
from promptrun_desktop.services.library import Library
from promptrun_desktop.services.places import Places
from promptrun_desktop.services.tasks import Tasks
from promptrun_desktop.services.transfer import Transfer
from promptrun_desktop.services.workspace import Workspace
from promptrun_desktop.settings.paths import Profile
from promptrun_desktop.store.catalogue import ModelLists
from promptrun_desktop.store.conversations import Conversations
from promptrun_desktop.store.database import Database
from promptrun_desktop.store.drafts import Drafts as StoredDrafts
from promptrun_desktop.store.messages import Messages
from promptrun_desktop.store.places import Places as StoredPlaces


async def open_workspace(
    profile: Profile,
    endpoint: Endpoint,
    keys: KeyStore,
    proxy: Callable[[], str],
    on_error: Callable[[str, BaseException], object],
    *,
    kept: bool = False,
    sample_key: ApiKey | None = None,
) -> Workspace:
    """`kept` tells that the keyring has the key of this endpoint; `sample_key` needs none.

    Raises StoreError where the profile cannot be opened.
    """

    def make_client(endpoint: Endpoint, key: ApiKey) -> Client:
        # Imported with the first question: httpx and the certificates take 100 ms.
        from promptrun_desktop.api.client import ChatClient

        return ChatClient(endpoint, key, proxy=proxy())

    profile.create()
    database = await Database.open(profile.database)
    tasks = Tasks(on_error)
    connection = Connection(endpoint, keys, make_client, kept=kept, sample_key=sample_key)
    places = Places(StoredPlaces(database), tasks)
    library = Library(Conversations(database), Messages(database), places, connection.client, tasks)
    catalogue = Catalogue(
        lambda: connection.endpoint.origin, connection.client, ModelLists(database), tasks
    )
    drafts = Drafts(StoredDrafts(database), tasks)
    return Workspace(
        connection=connection,
        connecting=Connecting(connection, tasks),
        library=library,
        catalogue=catalogue,
        drafts=drafts,
        places=places,
        transfer=Transfer(library, tasks),
        tasks=tasks,
        close_store=database.close,
        read_only=database.read_only,
    )
