"""Which addresses a document may link to."""

import re
from urllib.parse import urlsplit

# Without fields such as ?attach=, which some mail programs obey.
_MAIL = re.compile(r"mailto:[A-Za-z0-9.+_~-]{1,100}@[A-Za-z0-9.-]{1,200}", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]")


def is_safe(address: str) -> bool:
    """Web and mail addresses that every browser takes for the same place.

    Refused, so shown as text: other schemes, user info (`https://bank@evil`), back slashes, control
    and invisible characters, and host names in letters that look like others.
    """
    if _MAIL.fullmatch(address):
        return True
    if not address.lower().startswith(("http://", "https://")):
        return False
    if not address.isprintable() or any(char in address for char in ' \\<>"'):
        return False
    try:
        place = urlsplit(address).netloc
    except ValueError:
        return False
    host, _, port = place.partition("]:") if place.startswith("[") else place.partition(":")
    host = f"{host}]" if place.startswith("[") and not host.endswith("]") else host
    return bool(_HOST.fullmatch(host)) and (
        not port or (port.isascii() and port.isdigit() and len(port) < 6)
    )
