"""The addresses a Word file leads to: each once, and only those that are safe."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from promptrun_desktop.text.links import is_safe

# Word takes a longer one for damage.
_LONGEST = 2000
# Beside letters, digits and "_.-~", which `quote` leaves alone (RFC 3986, 2.2).
_KEPT = "%!$&'()*+,;=:@/?"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Links:
    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, address: str) -> str:
        """What a hyperlink refers to it by; empty where nothing should lead there."""
        if not address or not is_safe(address):
            return ""
        written = _written(address)
        if len(written) > _LONGEST or not _port_exists(written):
            return ""
        return self._names.setdefault(written, f"link{len(self._names) + 1}")

    def named(self) -> Iterator[tuple[str, str]]:
        """Each name with its address."""
        for address, name in self._names.items():
            yield name, address


def _written(address: str) -> str:
    """In ASCII, for Word calls a file damaged whose addresses are not plain ones."""
    scheme, mark, rest = _BARE_PERCENT.sub("%25", address).partition("://")
    if not mark:
        return address
    end = next((place for place, char in enumerate(rest) if char in "/?#"), len(rest))
    path, hash_sign, fragment = rest[end:].partition("#")
    place = quote(path, _KEPT) + (f"#{quote(fragment, _KEPT)}" if hash_sign else "")
    return f"{scheme}://{rest[:end]}{place}"


def _port_exists(address: str) -> bool:
    """Whether that of the address, if it has one, can be one."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False
