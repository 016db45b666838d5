"""Where requests go: a base URL, brought into one form, and its origin."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

_ENDINGS = ("/chat/completions", "/completions", "/models", "/chat")
_PORTS = {"https": 443, "http": 80}


class BadAddressError(ValueError):
    """The text is not an address that a key may be sent to."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`base_url` has no trailing slash and no user info; paths are appended to it."""

    base_url: str

    @classmethod
    def parse(cls, text: str) -> "Endpoint":
        """Accept the spellings people paste: no scheme, a trailing slash, the full request path.

        Raises BadAddressError for user info, for anything but http(s), and for plain http to
        another machine: the key would travel in clear.
        """
        text = text.strip().strip("\"'").strip()
        if not text.isascii() or not text.isprintable() or any(char in text for char in " \\<>"):
            raise BadAddressError(text)
        if "://" not in text:
            text = f"{'http' if _is_loopback(_host_of('//' + text)) else 'https'}://{text}"
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise BadAddressError(text) from error
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in _PORTS or not host or "@" in parts.netloc or parts.query:
            raise BadAddressError(text)
        if parts.scheme == "http" and not _is_loopback(host):
            raise BadAddressError(text)
        path = parts.path.rstrip("/")
        for ending in _ENDINGS:
            path = path.removesuffix(ending).rstrip("/")
        netloc = f"[{host}]" if ":" in host else host
        if port is not None and port != _PORTS[parts.scheme]:
            netloc += f":{port}"
        return cls(f"{parts.scheme}://{netloc}{path}")

    @property
    def origin(self) -> str:
        """Scheme, host and port: a key belongs to exactly one."""
        parts = urlsplit(self.base_url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}:{parts.port or _PORTS[parts.scheme]}"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)


def _host_of(text: str) -> str:
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


PROMPTRUN = Endpoint("https://api.promptrun.ai/v1")
