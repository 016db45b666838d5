"""What a second start of the app may ask of the first: one line of JSON, checked at the door."""

import json
import re
from dataclasses import dataclass
from pathlib import PurePath

# Bytes of one line; paths of any system are shorter.
LONGEST = 64 * 1024
ANSWER = b"ok\n"
# What desktops hand out; it goes into the environment for a moment.
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")


class BadRequestError(ValueError):
    """Not a line that a second start of the app writes."""


@dataclass(frozen=True, slots=True)
class Request:
    """Raise the window; and, unless `path` is empty, preview this file, whose path is absolute.

    `token` is the desktop's leave to come to the front, empty where it gave none.
    """

    path: str = ""
    token: str = ""

    def encode(self) -> bytes:
        deed = {"preview": self.path} if self.path else {"raise": True}
        # In ASCII: a file name that is no text keeps its bytes.
        return json.dumps({**deed, "token": self.token}).encode("ascii") + b"\n"


def decode(line: bytes) -> Request:
    """Raises BadRequestError."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise BadRequestError from None
    if not isinstance(value, dict):
        raise BadRequestError
    token = value.get("token")
    if not isinstance(token, str) or _TOKEN.fullmatch(token) is None:
        token = ""
    if value.get("raise") is True:
        return Request(token=token)
    path = value.get("preview")
    if not isinstance(path, str) or "\0" in path or not PurePath(path).is_absolute():
        raise BadRequestError
    return Request(path, token)
