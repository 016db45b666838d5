"""An endpoint that checks keys, and a password store, both in memory."""

import asyncio
from dataclasses import dataclass, field

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.model_info import ModelInfo
from promptrun_desktop.domain.secret import ApiKey


@dataclass
class Verdict:
    value: str


@dataclass
class Check:
    """What checking a key finds."""

    says: str
    models: list[ModelInfo] | None = None

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.says)


@dataclass
class CheckingClient:
    outcome: Check | Exception
    closed: bool = False

    async def check_key(self) -> Check:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    async def aclose(self) -> None:
        self.closed = True


@dataclass
class FakeAccount:
    outcome: Check | Exception
    clients: list[CheckingClient] = field(default_factory=list)
    keys: list[ApiKey] = field(default_factory=list)

    def make_client(self, _endpoint: Endpoint, key: ApiKey) -> CheckingClient:
        self.keys.append(key)
        self.clients.append(CheckingClient(self.outcome))
        return self.clients[-1]


@dataclass
class FakeKeys:
    """`answering` makes the store wait; `locked`: it says so when it is asked that."""

    problem: BaseException | None = None
    kept: dict[str, ApiKey] = field(default_factory=dict)
    reads: int = 0
    patience: list[float | None] = field(default_factory=list)
    answering: asyncio.Event | None = None
    locked: bool = False

    async def will_ask(self) -> bool:
        return self.locked

    async def save(self, key: ApiKey, *, patience: float | None = None) -> str:
        if self.answering and patience:
            await self.answering.wait()
        if self.problem:
            raise self.problem
        self.kept[key.origin] = key
        return "secret-service"

    async def load(self, origin: str, *, patience: float | None = None) -> ApiKey | None:
        self.reads += 1
        self.patience.append(patience)
        found = self.kept.get(origin)
        if self.answering:
            await self.answering.wait()
        if self.problem:
            raise self.problem
        return found

    async def forget(self, origin: str) -> None:
        if self.problem:
            raise self.problem
        self.kept.pop(origin, None)
