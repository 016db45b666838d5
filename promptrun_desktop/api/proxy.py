"""Which proxy a request takes: the system's, none, or the one that was named."""

import urllib.request
from urllib.parse import urlsplit

from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind

SYSTEM = "system"
NONE = "none"

_SCHEMES = ("http", "https", "socks5", "socks5h")
# What desktops and people write for SOCKS 5; names are then looked up by the proxy.
_ALIASES = {"socks": "socks5h"}


def choose(setting: str, endpoint: Endpoint) -> str | None:
    """The proxy's URL; None goes straight. This machine's own endpoints never take one.

    `setting` is "system", "none" or a URL. Raises EndpointError (PROXY, the setting without its
    password) for one that makes no sense: to go straight instead could go where it must not.
    May wait for the system: call it off the window's thread.
    """
    if setting == NONE or endpoint.is_loopback:
        return None
    url = _of_system(endpoint) if setting == SYSTEM else setting
    return _checked(url) if url.strip() else None


def _of_system(endpoint: Endpoint) -> str:
    """The environment, or where Windows and macOS keep it."""
    proxies = urllib.request.getproxies()
    if urllib.request.proxy_bypass(endpoint.host):
        return ""
    scheme = urlsplit(endpoint.base_url).scheme
    return proxies.get(scheme) or proxies.get("all") or proxies.get("socks") or ""


def _checked(text: str) -> str:
    text = text.strip()
    if "://" not in text:
        text = f"http://{text}"
    scheme, _, rest = text.partition("://")
    scheme = _ALIASES.get(scheme.lower(), scheme.lower())
    rest = rest.rstrip("/")
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    unwritable = not rest.isascii() or not rest.isprintable() or any(char in rest for char in " \\")
    if not sound or unwritable or scheme not in _SCHEMES or "/" in rest or "?" in rest:
        raise EndpointError(ErrorKind.PROXY, f"{scheme}://{rest.rpartition('@')[2]}")
    return f"{scheme}://{rest}"
