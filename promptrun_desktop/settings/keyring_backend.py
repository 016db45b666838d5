"""Which password store keys are put into: the system's own, or none.

Everything here may block, so it runs in the worker alone.
"""

from typing import Any, Protocol

# Module of a back end of the keyring library → the name it has here. All others are refused:
# `null` saves and forgets, `keyrings.alt` writes to plain files and wins by itself.
_ALLOWED = {
    "keyring.backends.SecretService": "secret-service",
    "keyring.backends.libsecret": "secret-service",
    "keyring.backends.kwallet": "kwallet",
    "keyring.backends.macOS": "macos",
    "keyring.backends.Windows": "windows",
}


class Backend(Protocol):
    """The part of a keyring back end that is used. Its calls block and raise anything."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class NoBackendError(Exception):
    """This system has no password store that may hold a key."""


def store_name(backend: object) -> str | None:
    """The plain name of an allowed store, None for every other."""
    return _ALLOWED.get(type(backend).__module__)


def allowed(backend: Any) -> Backend:
    """The back end itself, or the first allowed one of a chain. Raises NoBackendError."""
    chain = backend.backends if _is(backend, "chainer") else [backend]
    for each in chain:
        if store_name(each):
            found: Backend = each
            return found
    raise NoBackendError


def detect() -> Backend:
    """What the person or the system chose. Raises NoBackendError, or anything a back end raises."""
    import keyring
    from keyring.backend import KeyringBackend

    chosen = keyring.get_keyring()
    if _is(chosen, "fail"):
        # keyring looks around once; a store that was started since is found here.
        viable = [each for each in KeyringBackend.get_viable_backends() if each.priority > 0]
        return _first([each for each in viable if each.__module__ in _ALLOWED])
    return allowed(chosen)


def _first(classes: list[Any]) -> Backend:
    if not classes:
        raise NoBackendError
    found: Backend = max(classes, key=lambda each: each.priority)()
    return found


def _is(backend: object, module: str) -> bool:
    return type(backend).__module__ == f"keyring.backends.{module}"
