"""Whether a password store is about to ask its owner for a password, as far as it tells."""

from contextlib import closing
from typing import Any

_FORESEEN = "keyring.backends.SecretService"


def will_ask(backend: Any) -> bool:
    """False also where nobody can know: Windows never asks, macOS asks when it likes.

    Asks nobody itself, but blocks, and raises whatever the store's library raises.
    """
    return type(backend).__module__ == _FORESEEN and _is_locked(backend)


def _is_locked(backend: Any) -> bool:
    from secretstorage import Collection, dbus_init
    from secretstorage.exceptions import ItemNotFoundException

    # As the back end chooses; its own way of looking opens what is locked.
    chosen = [backend.preferred_collection] if hasattr(backend, "preferred_collection") else []
    with closing(dbus_init()) as connection:
        try:
            return Collection(connection, *chosen).is_locked()
        except ItemNotFoundException:
            # It is made first, with a password to think of.
            return True
