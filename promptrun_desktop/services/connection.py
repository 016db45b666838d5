"""The way to the endpoint: which key, where it is kept, and the client that uses it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind, KeyringError
from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.domain.secret import ApiKey
from promptrun_desktop.domain.signal import Signal
from promptrun_desktop.services.asking import PATIENCE, Asking
from promptrun_desktop.services.reply import Client as StreamingClient


class Verdict(Protocol):
    @property
    def value(self) -> str: ...


class KeyCheck(Protocol):
    """`verdict.value` is "works", "kept" or "unchecked"; `models` None where there is no list."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def models(self) -> Sequence[ModelInfo] | None: ...


class Client(StreamingClient, Protocol):
    async def list_models(self) -> list[ModelInfo]: ...
    async def check_key(self) -> KeyCheck: ...
    async def aclose(self) -> None: ...


class KeyStore(Protocol):
    """`will_ask`: whether it is locked, so that it asks for a password before it answers."""

    async def will_ask(self) -> bool: ...
    async def save(self, key: ApiKey, *, patience: float | None = None) -> str: ...
    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None: ...
    async def forget(self, origin: str) -> None: ...


class Status(Enum):
    NO_KEY = "no_key"
    KEPT = "kept"
    SESSION_ONLY = "session_only"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Connected:
    """What connecting found. `works` only where the same call without the key was refused;
    `checked` False where the endpoint has no list to check with, so not for a key that is kept
    in spite of a refusal. `store` names the password store ("secret-service", "macos", …), or is
    empty: `keyring_error` then says why."""

    works: bool
    checked: bool
    store: str
    keyring_error: ErrorKind | None
    models: Sequence[ModelInfo] | None


class Connection:
    """`make_client` is called in a worker thread: what it imports and builds takes 100 ms.
    `asking` tells of a password store that may ask a person."""

    def __init__(
        self,
        endpoint: Endpoint,
        keys: KeyStore,
        make_client: Callable[[Endpoint, ApiKey], Client],
        *,
        kept: bool = False,
        sample_key: ApiKey | None = None,
    ) -> None:
        self.changed = Signal[[]]()
        self.endpoint = endpoint
        self.asking = Asking(keys.will_ask)
        self._keys = keys
        self._make_client = make_client
        self._key = sample_key
        self._client: Client | None = None
        self._opening = asyncio.Lock()
        self._patience: float | None = None
        self.store = ""
        self.status = Status.SAMPLE if sample_key else Status.KEPT if kept else Status.NO_KEY

    @property
    def has_key(self) -> bool:
        return self.status is not Status.NO_KEY

    @property
    def last4(self) -> str:
        """Of the key in use; empty before it was needed in this run."""
        return self._key.last4 if self._key else ""

    async def client(self) -> Client:
        """Raises AppError KEY_MISSING, or what the keyring says, where there is no key to use."""
        async with self._opening:
            if self._client is None:
                await self._open()
            if self._client is None:
                raise EndpointError(ErrorKind.KEY_MISSING)
            return self._client

    async def connect(
        self,
        text: str,
        endpoint: Endpoint,
        *,
        unchecked: bool = False,
    ) -> Connected:
        """Check the key with a call that costs nothing, then keep it.

        `unchecked` keeps it as it is: a list that is refused says little where lists are not
        promised. Raises AppError NOT_A_KEY, KEY_REFUSED or whatever stands in the way; then
        nothing has changed.
        """
        key = ApiKey.parse(text, endpoint.origin)
        client = await asyncio.to_thread(self._make_client, endpoint, key)
        try:
            check = None if unchecked else await client.check_key()
            store, error = await self._keep(key)
        except BaseException:
            await client.aclose()
            raise
        old, self._client = self._client, client
        self._key, self.endpoint, self.store = key, endpoint, store
        self.status = Status.KEPT if store else Status.SESSION_ONLY
        self.changed.emit()
        await _close(old)
        return Connected(
            works=check is not None and check.verdict.value == "works",
            checked=check is None or check.verdict.value != "unchecked",
            store=store,
            keyring_error=error,
            models=check.models if check is not None else None,
        )

    async def keep_again(self) -> Connected | None:
        """Ask the password store once more, with time to answer its prompt; None without a key."""
        if (key := self._key) is None:
            return None
        store, error = await self._keep(key, patience=PATIENCE)
        if self._key is not key:
            # Forgotten meanwhile: by the store too. A newer key has taken its place there.
            if self._key is None and store:
                await self._keys.forget(key.origin)
            return None
        self.store = store
        self.status = Status.KEPT if store else Status.SESSION_ONLY
        self.changed.emit()
        return Connected(works=False, checked=True, store=store, keyring_error=error, models=None)

    async def reveal_last4(self) -> str:
        """Read the kept key because the person asked which one it is."""
        if self._key is None and self.status is Status.KEPT:
            key = await self._load()
            # Forgotten or replaced while the store was asked: then it is not this one.
            if self.status is Status.KEPT:
                self._key = self._key or key
        return self.last4

    async def forget(self) -> None:
        """Raises KeyringError if the store keeps it; this run forgets it all the same."""
        status, origin = self.status, self.endpoint.origin
        client, self._client, self._key = self._client, None, None
        self.status = Status.NO_KEY
        self.changed.emit()
        await _close(client)
        if status is Status.KEPT:
            await self.asking.answer(lambda _: self._keys.forget(origin))
        elif status is Status.SESSION_ONLY:
            # It may have been stored after all, later than anybody waited for.
            with suppress(KeyringError):
                await self._keys.forget(origin)

    async def close(self) -> None:
        client, self._client = self._client, None
        await _close(client)

    async def _open(self) -> None:
        """What was connected or forgotten meanwhile stays so: the store may answer minutes late."""
        endpoint = self.endpoint
        key = self._key or await self._load()
        client = await asyncio.to_thread(self._make_client, endpoint, key)
        if self._client is not None or self.status is Status.NO_KEY:
            await _close(client)
            return
        self._client, self._key = client, key
        self.changed.emit()

    async def _load(self) -> ApiKey:
        if self.status is Status.NO_KEY:
            raise EndpointError(ErrorKind.KEY_MISSING)
        origin = self.endpoint.origin
        try:
            key = await self.asking.answer(
                lambda patience: self._keys.load(origin, patience=patience), self._patience
            )
        except KeyringError:
            # Who asks again knows of the store's prompt and wants to answer it.
            self._patience = PATIENCE
            raise
        if key is None:
            if self._client is None:
                self.status = Status.NO_KEY
                self.changed.emit()
            raise EndpointError(ErrorKind.KEY_MISSING)
        return key

    async def _keep(
        self, key: ApiKey, patience: float | None = None
    ) -> tuple[str, ErrorKind | None]:
        try:
            store = await self.asking.answer(
                lambda patience: self._keys.save(key, patience=patience), patience
            )
        except KeyringError as error:
            return "", error.kind
        return store, None


async def _close(client: Client | None) -> None:
    if client is not None:
        # A connection that closes badly is closed.
        with suppress(EndpointError):
            await client.aclose()
