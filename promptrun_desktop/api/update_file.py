"""The signed file with the newest version: bytes in, an Update out, no I/O.

Nothing in it is looked at before its signature was found right.
"""

import base64
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from promptrun_desktop.domain.update import Update, UpdateSource
from promptrun_desktop.text.links import is_safe
from promptrun_desktop.text.unicode import invisible_count

# Bytes. One that is real has about 400.
LARGEST = 16 * 1024
FORM = b"promptrun update 1\n"

_SIGNATURE = 64
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){1,3}")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LONGEST_SENTENCE = 160
_LONGEST_PAGE = 200
_HIGHEST_SERIAL = 10**9


class NotAnUpdateError(ValueError):
    """The text says what is wrong, for a log; it repeats nothing of the file."""


def signed_part(said: bytes) -> bytes:
    """What the signature covers: the form as well, so that it is good for nothing else."""
    return FORM + said


def seal(signature: bytes, said: bytes) -> bytes:
    """The whole file."""
    return FORM + base64.b64encode(signature) + b"\n" + said


def read(raw: bytes, source: UpdateSource) -> Update:
    """Raises NotAnUpdateError. Imports cryptography: call it off the window's thread."""
    said = _verified(raw, source.key)
    try:
        value = json.loads(
            said.decode(), object_pairs_hook=_object, parse_constant=_refuse, parse_float=_refuse
        )
    except NotAnUpdateError:
        raise
    except (ValueError, RecursionError):
        raise NotAnUpdateError("not JSON") from None
    if not isinstance(value, dict):
        raise NotAnUpdateError("no object")
    return Update(
        version=_text(value, "version", _VERSION),
        released=_day(value, "released"),
        page=_page(value, source.host),
        new=_sentence(value),
        serial=_serial(value),
        until=_day(value, "until"),
    )


def _verified(raw: bytes, key: bytes) -> bytes:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(raw) > LARGEST or not raw.startswith(FORM):
        raise NotAnUpdateError("not such a file")
    line, _, said = raw.removeprefix(FORM).partition(b"\n")
    try:
        signature = base64.b64decode(line, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed_part(said))
    except (ValueError, InvalidSignature):
        raise NotAnUpdateError("not signed by whom it must be") from None
    # base64 has several spellings of the same bytes; one file has one.
    if len(signature) != _SIGNATURE or base64.b64encode(signature) != line:
        raise NotAnUpdateError("an odd signature")
    return said


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotAnUpdateError("a name twice")
    return found


def _refuse(_text: str) -> Any:
    raise NotAnUpdateError("a number that is not whole")


def _text(value: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise NotAnUpdateError(name)
    return found


def _day(value: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(_text(value, name, _DAY))
    except ValueError:
        raise NotAnUpdateError(name) from None


def _serial(value: dict[str, Any]) -> int:
    found = value.get("serial")
    # True is an int to Python.
    if type(found) is not int or not 0 < found <= _HIGHEST_SERIAL:
        raise NotAnUpdateError("serial")
    return found


def _page(value: dict[str, Any], host: str) -> str:
    """On the host that was asked, and nowhere else: not even with the key can another be named."""
    found = value.get("page")
    if not isinstance(found, str) or len(found) > _LONGEST_PAGE or not found.isascii():
        raise NotAnUpdateError("page")
    if not found.startswith("https://") or not is_safe(found):
        raise NotAnUpdateError("page")
    if urlsplit(found).netloc != (f"[{host}]" if ":" in host else host):
        raise NotAnUpdateError("page")
    return found


def _sentence(value: dict[str, Any]) -> str:
    """One line of characters that can be seen; nothing that turns the direction of others."""
    found = value.get("new")
    if not isinstance(found, str) or not 0 < len(found) <= _LONGEST_SENTENCE:
        raise NotAnUpdateError("new")
    if not found.isprintable() or found != found.strip() or invisible_count(found):
        raise NotAnUpdateError("new")
    return found
