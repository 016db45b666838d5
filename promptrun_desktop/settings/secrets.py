"""API keys in the system's password store, one for each origin."""

import sys
from collections.abc import Callable
from typing import TypeVar

from promptrun_desktop.domain.errors import AppError, ErrorKind, KeyringError
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.settings.keyring_backend import (
    Backend,
    NoBackendError,
    allowed,
    detect,
    store_name,
)
from promptrun_desktop.settings.keyring_prompts import will_ask
from promptrun_desktop.settings.keyring_worker import TooManyStuckError, Workers

T = TypeVar("T")

# Names of exceptions of keyring and of SecretStorage, which is there on Linux only, that mean: the
# store is there, but its owner did not open it. All others mean that it cannot be used.
_LOCKED = {
    "KeyringLocked",
    "LockedException",
    "PromptDismissedException",
    "PasswordSetError",
    "PasswordDeleteError",
    "InitError",
}
# Seconds. The keychain of macOS asks when it likes, which cannot be foreseen, and it never hangs.
_DEADLINE = 120.0 if sys.platform == "darwin" else 3.0
# Seconds in which a store says whether it is locked; one that is stuck says nothing at all.
_KNOWING = 1.0
_GONE = "SecretServiceNotAvailableException"


class KeyStore:
    """Waits `deadline` seconds, or the `patience` of a call that a person may have to answer.

    The store's own prompt stays open when the time is over; what it says then is ignored.
    Every method raises KeyringError: KEYRING_MISSING without a store that may be used,
    KEYRING_LOCKED when it is not opened in time. The store answers in a thread, so that no call
    blocks the event loop.
    """

    def __init__(
        self,
        service: str = "Promptrun Desktop",
        *,
        deadline: float = _DEADLINE,
        find: Callable[[], object] = detect,
    ) -> None:
        self._service = service
        self._deadline = deadline
        self._find = find
        self._workers = Workers("keyring")
        self._backend: Backend | None = None

    async def will_ask(self) -> bool:
        """Whether the next call makes the store ask for a password, as far as that is known.
        Raises nothing: what is wrong with the store, the call itself will say."""
        try:
            return await self._ask(will_ask, min(_KNOWING, self._deadline))
        except KeyringError:
            return False

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        """Return the store's name: secret-service, kwallet, macos or windows.

        Raises KEYRING_MISSING also when the store gives back something else.
        """

        def store(backend: Backend) -> str:
            backend.set_password(self._service, key.origin, key.reveal())
            if backend.get_password(self._service, key.origin) != key.reveal():
                raise NoBackendError
            return store_name(backend) or ""

        return await self._ask(store, patience)

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        """None where nothing is stored, or nothing that could be a key."""

        def fetch(backend: Backend) -> ApiKey | None:
            return _as_key(backend.get_password(self._service, origin), origin)

        return await self._ask(fetch, patience)

    async def forget(self, origin: str, *, patience: float | None = None) -> None:
        """Nothing to forget is no error; what is still there afterwards is one."""

        def remove(backend: Backend) -> None:
            # One call deletes one entry, and another program may have made a second.
            for _ in range(4):
                if backend.get_password(self._service, origin) is None:
                    return
                backend.delete_password(self._service, origin)
            raise NoBackendError

        await self._ask(remove, patience)

    async def _ask(self, question: Callable[[Backend], T], patience: float | None) -> T:
        wait = self._deadline if patience is None else patience
        try:
            return await self._workers.run(lambda: self._answer(question), wait)
        except (TimeoutError, TooManyStuckError):
            pass
        # Raised out here: an exception with no other behind it has no frames that hold the key.
        raise KeyringError(ErrorKind.KEYRING_LOCKED)

    def _answer(self, question: Callable[[Backend], T]) -> T:
        """In the worker: ask the store, and say in our words what went wrong."""
        try:
            if self._backend is None:
                self._backend = allowed(self._find())
            return question(self._backend)
        # Back ends raise what their D-Bus, Win32 and macOS libraries raise, KWallet's even
        # something that is no KeyringError. Of all these only the kind leaves this function:
        # their texts and their frames may hold the key.
        except Exception as error:  # noqa: BLE001
            kind, name = _kind_of(error), type(error).__name__
        self._backend = None
        raise KeyringError(kind, name)


def _as_key(text: str | None, origin: str) -> ApiKey | None:
    if text is None:
        return None
    try:
        return ApiKey.parse(text, origin)
    except AppError:
        return None


def _kind_of(error: BaseException) -> ErrorKind:
    names = {type(each).__name__ for each in (error, error.__cause__)}
    if names & _LOCKED and _GONE not in names:
        return ErrorKind.KEYRING_LOCKED
    return ErrorKind.KEYRING_MISSING
