"""An API key that hides itself from logs, tracebacks and reprs."""

import re
from typing import NoReturn

from promptrun_desktop.domain.errors import AppError, ErrorKind

_SHAPE = re.compile(r"[\x21-\x7e]{8,512}")
LONGEST_PASTE = 4096
_QUOTES = "\"'`“”‘’„«»"


class ApiKey:
    """Belongs to one origin; whoever sends it checks that first."""

    __slots__ = ("_value", "origin")

    def __init__(self, value: str, origin: str) -> None:
        self._value = value
        self.origin = origin

    @classmethod
    def parse(cls, text: str, origin: str) -> "ApiKey":
        """Trim what people paste around a key: spaces, quotes, `Bearer `.

        No prefix is required: the shape of Promptrun keys is not documented. Raises AppError
        (NOT_A_KEY) for what httpx would refuse, and print, in a header.
        """
        # A page pasted by mistake is not looked through for something to trim.
        value = text.strip() if len(text) <= LONGEST_PASTE else ""
        while True:
            trimmed = value.strip(_QUOTES).strip()
            trimmed = re.sub(r"^(authorization\s*:\s*)?bearer\s+", "", trimmed, flags=re.I)
            if trimmed == value:
                break
            value = trimmed
        if not _SHAPE.fullmatch(value):
            raise AppError(ErrorKind.NOT_A_KEY)
        return cls(value, origin)

    def reveal(self) -> str:
        return self._value

    @property
    def last4(self) -> str:
        """Shown so that people can tell which key is in use."""
        return self._value[-4:]

    def __repr__(self) -> str:
        return "ApiKey(…)"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ApiKey)
            and other._value == self._value
            and other.origin == self.origin
        )

    def __hash__(self) -> int:
        return hash((self._value, self.origin))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never pickled or copied to a file")
