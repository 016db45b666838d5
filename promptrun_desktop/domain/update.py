"""What is told of the newest version, and whom this build asks for it."""

import base64
from dataclasses import dataclass
from datetime import date

from promptrun_desktop.domain.endpoint import BadAddressError, Endpoint

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Update:
    """What a signed file says (`docs/updates.md`). `new` is one sentence; `until` is the last day
    on which it counts; of two files the one with the higher `serial` was signed later."""

    version: str
    released: date
    page: str
    new: str
    serial: int
    until: date


@dataclass(frozen=True, slots=True)
class UpdateSource:
    """Where the signed file lies, and the Ed25519 key that must have signed it."""

    endpoint: Endpoint
    key: bytes

    @classmethod
    def parse(cls, address: str, key: str) -> "UpdateSource | None":
        """None where a build names none, or names one that makes no sense."""
        try:
            endpoint = Endpoint.parse(address)
            raw = base64.b64decode(key, validate=True)
        except (BadAddressError, ValueError):
            return None
        # Endpoint forgives what people paste; what is built in is asked for exactly as it stands.
        if endpoint.base_url != address or len(raw) != _KEY_BYTES:
            return None
        return cls(endpoint, raw)

    @property
    def host(self) -> str:
        return self.endpoint.host


def is_newer(version: str, than: str) -> bool:
    """By their numbers: 1.2 is 1.2.0, and what is no number ends it, so 1.3.dev4 counts as 1.3."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> list[int]:
    numbers: list[int] = []
    for part in version.split("."):
        if not (part.isascii() and part.isdigit()):
            break
        numbers.append(int(part))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers
