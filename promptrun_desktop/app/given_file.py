"""A file as it is named on the command line: by a path, or by the address some desktops give."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

_SCHEME = "file:"


def given_file(text: str) -> Path:
    """Absolute, whatever stands there; nothing is asked of the disk."""
    if text[: len(_SCHEME)].lower() == _SCHEME:
        text = _path_of(text) or text
    # Not resolved: what a link leads to may have another name.
    return Path(os.path.abspath(text))  # noqa: PTH100  also takes out "..", as a person reads it


def _path_of(address: str) -> str:
    """Empty for a file of another computer, and for what is no address (RFC 8089)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc.lower() not in ("", "localhost") or parts.query or parts.fragment:
        return ""
    if sys.platform == "win32":
        # It brings HTTP and mail along: 20 ms of each start, where it is not needed.
        from urllib.request import url2pathname

        return url2pathname(parts.path)
    return os.fsdecode(unquote_to_bytes(parts.path))
