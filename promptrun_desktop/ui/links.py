"""Foreign addresses: taken apart so that the host shown is the host a browser visits, or refused.

Browsers follow the WHATWG URL standard, Qt RFC 3986; where the two may read a text differently
(back slashes, missing slashes, user info, odd numbers) it is refused, and what is left is put
together anew from its parts.
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote

from PySide6.QtCore import QByteArray, QUrl

_LONGEST = 8000
_WEB = re.compile(r"(https?)://([^/?#]+)([/?#].*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5})?)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:([^?#]+)(?:\?([^#]*))?", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)*[A-Za-z0-9-]+")
_LABELS = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_MAIL_FIELDS = {"subject", "body", "cc"}
# Not letters, digits or signs: control and invisible characters, spaces, surrogates, unassigned.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
# What RFC 3986 lets stand in a path, query or fragment.
_PLAIN = "/?#:@!$&'()*+,;=-._~[]%"


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is ASCII and what will be opened; `host` in ACE form, or an e-mail address."""

    address: str
    host: str

    @property
    def url(self) -> QUrl:
        return QUrl.fromEncoded(QByteArray(self.address.encode()), QUrl.ParsingMode.StrictMode)


def read_link(text: str) -> Link | None:
    """None for everything that is not plainly https, http or mailto."""
    if len(text) > _LONGEST or "\\" in text:
        return None
    if any(unicodedata.category(char) in _UNSEEN for char in text):
        return None
    link = _web(text) or _mail(text)
    if link is None or not link.url.isValid():
        return None
    return link


def _web(text: str) -> Link | None:
    match = _WEB.fullmatch(text)
    if match is None or "@" in match[2] or "%" in match[2]:
        return None
    scheme, rest = match[1].lower(), match[3] or "/"
    parts = _AUTHORITY.fullmatch(match[2])
    host = _host(parts[1]) if parts else None
    if parts is None or host is None or int(parts[2] or 0) > 65535:
        return None
    port = f":{int(parts[2])}" if parts[2] else ""
    path = rest if rest.startswith("/") else "/" + rest
    link = Link(f"{scheme}://{host}{port}{_encoded(path)}", host)
    # A second reader must agree.
    url = link.url
    seen = url.host(QUrl.ComponentFormattingOption.FullyEncoded).lower()
    return link if seen == host.strip("[]") and not url.userInfo() else None


def _host(text: str) -> str | None:
    """In ACE form; None for what is no name and no plainly written number."""
    try:
        if text.startswith("["):
            return f"[{ipaddress.IPv6Address(text[1:-1]).compressed}]"
        ace = text.lower() if text.isascii() else bytes(QUrl.toAce(text).data()).decode("ascii")
        if not _LABELS.fullmatch(ace) or len(ace) > 253:
            return None
        if any(len(label) > 63 for label in ace.split(".")):
            return None
        # 0x7f.1 and 2130706433 are 127.0.0.1 to a browser.
        if _NUMBER.fullmatch(ace.rstrip(".").rsplit(".", 1)[-1]):
            return str(ipaddress.IPv4Address(ace))
    except ValueError:
        return None
    return ace


def _mail(text: str) -> Link | None:
    match = _MAIL.fullmatch(text)
    if match is None:
        return None
    address = unquote(match[1])
    if not _ADDRESS.fullmatch(address):
        return None
    fields = [field for field in (match[2] or "").split("&") if field]
    # Some mail programs attach local files when told to.
    if any(field.partition("=")[0].lower() not in _MAIL_FIELDS for field in fields):
        return None
    query = "?" + _encoded("&".join(fields)) if fields else ""
    return Link(f"mailto:{quote(address, safe='@')}{query}", address)


def _encoded(text: str) -> str:
    """ASCII; a `%` that begins no escape is a plain per cent sign."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    head, hash_, fragment = text.partition("#")
    return quote(head, safe=_PLAIN) + hash_ + quote(fragment, safe=_PLAIN.replace("#", ""))
