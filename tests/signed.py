"""Files with the newest version, signed by a key that only the tests have."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from promptrun_desktop.api.update_file import seal, signed_part
from promptrun_desktop.domain.update import UpdateSource

KEY = Ed25519PrivateKey.from_private_bytes(b"only the tests sign with this 01")
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"nobody shall sign with this one!")
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()


def said(host: str = "127.0.0.1", **changes: Any) -> dict[str, Any]:
    """What such a file says; a change to None leaves a name out."""
    value = {
        "version": "99.1",
        "released": "2026-05-13",
        "page": f"https://{host}/new",
        "new": "Answers can be printed.",
        "serial": 12,
        "until": "2099-12-31",
    } | changes
    return {name: each for name, each in value.items() if each is not None}


def signed(value: object = None, key: Ed25519PrivateKey = KEY, **changes: Any) -> bytes:
    """`value`: bytes as they are, or what becomes JSON."""
    value = said(**changes) if value is None else value
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return seal(key.sign(signed_part(text)), text)


def source(address: str = "http://127.0.0.1:1/update") -> UpdateSource:
    found = UpdateSource.parse(address, PUBLIC)
    assert found is not None
    return found
