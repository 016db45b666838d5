"""The signed file with the newest version: makes a key pair, signs a file, verifies one.

`python -m installers.sign_update key|sign|verify …`, with `packaging/` on the path; what the file
says and what it is good for stands in `docs/updates.md`.
"""

import argparse
import base64
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from promptrun_desktop.api.update_file import NotAnUpdateError, read, seal, signed_part
from promptrun_desktop.domain.update import Update, UpdateSource

# Days for which a file counts; it has to be signed again before.
LASTS = 90


class UnusableError(Exception):
    """What was asked for makes no sense; the text says why."""


def make_key(path: Path) -> str:
    """Write a new private key, for its owner's eyes alone; return the public one, in base64.

    Raises FileExistsError: a key that was lost cannot be made again.
    """
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    return _public(key)


def load_key(path: Path) -> Ed25519PrivateKey:
    """Raises UnusableError."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise UnusableError(f"{path} is no private key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UnusableError(f"{path} is a key of another kind")
    return key


def sign(key: Ed25519PrivateKey, address: str, update: Update) -> bytes:
    """The whole file. Raises UnusableError for what the app would not take."""
    said = json.dumps(
        {
            "version": update.version,
            "released": update.released.isoformat(),
            "page": update.page,
            "new": update.new,
            "serial": update.serial,
            "until": update.until.isoformat(),
        },
        indent=1,
        ensure_ascii=False,
    ).encode()
    said += b"\n"
    raw = seal(key.sign(signed_part(said)), said)
    if verify(raw, address, _public(key)) != update:
        raise UnusableError("what was signed reads as something else")
    return raw


def verify(raw: bytes, address: str, public_key: str) -> Update:
    """As the app does. Raises UnusableError."""
    source = UpdateSource.parse(address, public_key)
    if source is None:
        raise UnusableError("no such address, or no such key")
    try:
        return read(raw, source)
    except NotAnUpdateError as error:
        raise UnusableError(f"the app would refuse it: {error}") from error


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        if asked.do == "key":
            print(f"update_key = {make_key(asked.private)}")
        elif asked.do == "sign":
            today = asked.released or datetime.now(UTC).date()
            update = Update(
                version=asked.version,
                released=today,
                page=asked.page,
                new=asked.new,
                serial=asked.serial,
                until=datetime.now(UTC).date() + timedelta(days=asked.days),
            )
            asked.file.write_bytes(sign(load_key(asked.private), asked.address, update))
            print(f"{asked.file}: version {update.version}, good until {update.until}")
        else:
            found = verify(asked.file.read_bytes(), asked.address, asked.key)
            print(f"{asked.file}: version {found.version}, serial {found.serial}, {found.until}")
    except (UnusableError, OSError) as error:
        print(f"sign_update: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sign_update", description=__doc__)
    do = parser.add_subparsers(dest="do", required=True)
    key = do.add_parser("key", help="make a key pair")
    key.add_argument("private", type=Path, help="where the private key is written")
    sign_ = do.add_parser("sign", help="write a signed file")
    sign_.add_argument("private", type=Path)
    sign_.add_argument("file", type=Path)
    sign_.add_argument("--address", required=True, help="where the file will lie")
    sign_.add_argument("--version", required=True)
    sign_.add_argument("--page", required=True, help="on the same host, https")
    sign_.add_argument("--new", required=True, help="one sentence")
    sign_.add_argument("--serial", required=True, type=int, help="higher than ever before")
    sign_.add_argument("--released", type=date.fromisoformat, help="today, unless told otherwise")
    sign_.add_argument("--days", type=int, default=LASTS)
    verify_ = do.add_parser("verify", help="read a file as the app does")
    verify_.add_argument("file", type=Path)
    verify_.add_argument("--address", required=True)
    verify_.add_argument("--key", required=True, help="the public key")
    return parser


if __name__ == "__main__":
    sys.exit(main())
