"""Files of other programs, changed by chance: bytes, and values of another kind."""

import json
import random
from typing import Any

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e300, 10**30, "", "x", "\ud800", "\0", [], {}, [[]], {"": {}},
    ["x", None, 3], {"value": 1}, {"type": "text"}, "data:image/png;base64,AA", float("nan"),
)  # fmt: skip
_BYTES = (b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\0", b"\xff", b"\n", b"0", b"null")


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0 if at < len(changed):
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at:at] = chance.choice(_BYTES)
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + chance.randint(1, 200)]
    return bytes(changed)


def values_changed(data: bytes, chance: random.Random) -> bytes:
    """Still JSON, but some of its values are of a kind that nobody expects there."""
    lines = data.splitlines() if not data.lstrip().startswith((b"[", b"{\n")) else [data]
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    places = [place for each in found for place in _places(each)]
    for container, key in chance.sample(places, min(len(places), chance.randint(1, 5))):
        if chance.random() < 0.2 and isinstance(container, dict):
            container.pop(key, None)
        elif key in container if isinstance(container, dict) else key < len(container):
            container[key] = chance.choice(_VALUES)
    return "\n".join(map(json.dumps, found)).encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    places = [(value, key) for key in keys]
    for _container, key in list(places):
        if isinstance(value[key], dict | list):
            places += _places(value[key])
    return places
