"""The HTTP client under everything: trusts nothing of its surroundings but the certificates."""

import contextlib
import logging
import ssl
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import cast

import httpx

from promptrun_desktop import __version__
from promptrun_desktop.domain.endpoint import Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey

_TIMEOUT = httpx.Timeout(None, connect=15.0, write=30.0, pool=10.0)
_HEADERS = {
    "Accept-Encoding": "identity",
    "User-Agent": f"Promptrun-Desktop/{__version__}",
}
# Where distributions keep their certificates, should the OpenSSL at hand look elsewhere: one that
# was packed on another machine does.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)

# Their INFO log prints addresses, their DEBUG log headers.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class KeyAuth(httpx.Auth):
    """Puts the key into a request, if it goes where the key belongs."""

    def __init__(self, key: ApiKey) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Raises EndpointError: KEY_MISSING for another origin, NOT_A_KEY for what httpx would
        print in its own error."""
        target = Endpoint(str(request.url))
        if target.origin != self._key.origin:
            raise EndpointError(ErrorKind.KEY_MISSING)
        if not target.is_loopback and request.url.scheme != "https":
            raise EndpointError(ErrorKind.WRONG_ADDRESS)
        value = self._key.reveal()
        if not (value.isascii() and value.isprintable()) or value != value.strip():
            raise EndpointError(ErrorKind.NOT_A_KEY)
        request.headers["Authorization"] = f"Bearer {value}"
        yield request


def make_client(endpoint: Endpoint, proxy: str | None) -> httpx.AsyncClient:
    """For one endpoint; takes some 100 ms for https, so call it off the window's thread.

    The environment is not read (`trust_env`), redirects are not followed, no cookie is kept.
    """
    tls = endpoint.base_url.startswith("https:") or (proxy or "").startswith("https:")
    context = ssl_context() if tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    via = None
    if proxy is not None:
        via = httpx.Proxy(proxy, ssl_context=context if proxy.startswith("https:") else None)
    return httpx.AsyncClient(
        transport=httpx.AsyncHTTPTransport(verify=context, trust_env=False, proxy=via),
        headers=_HEADERS,
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        timeout=_TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    )


def ssl_context() -> ssl.SSLContext:
    """Trusts whom the system trusts; SSLKEYLOGFILE has no say, unlike in the library's default.

    On Windows and macOS the system itself judges. On Linux its certificates are read once, here:
    truststore reads them again for every connection, on the thread that connects, for 60 ms.
    """
    if sys.platform in ("win32", "darwin"):
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # Python's own default, which some distributions take out of theirs.
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_default_verify_paths()
    if not context.cert_store_stats()["x509_ca"]:
        for bundle in filter(Path.is_file, map(Path, _BUNDLES)):
            context.load_verify_locations(bundle)
            break
    return context


@contextlib.asynccontextmanager
async def reading(response: httpx.Response) -> AsyncIterator[AsyncGenerator[bytes, None]]:
    """The body as it comes, one HTTP chunk or read at a time; the connection is done with after.

    The response is closed before its generator is: those of the library, nested in it, would
    otherwise wait for the connection to close while they are being collected.
    """
    chunks = cast(AsyncGenerator[bytes, None], response.aiter_raw())
    try:
        yield chunks
    finally:
        with contextlib.suppress(httpx.HTTPError, OSError):
            await response.aclose()
        await chunks.aclose()
