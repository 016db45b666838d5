"""Asks for the newest version: one small signed file, and nothing that tells who asks."""

import asyncio

import httpx

from promptrun_desktop.api.errors import translated
from promptrun_desktop.api.proxy import choose
from promptrun_desktop.api.transport import make_client, reading
from promptrun_desktop.api.update_file import LARGEST, NotAnUpdateError, read
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.update import Update, UpdateSource

# Seconds for everything, from the first packet to the last byte.
_PATIENCE = 10.0
# No version, no system, no language: every copy of the app asks in the same words.
_HEADERS = {"User-Agent": "Promptrun-Desktop", "Accept": "*/*"}


class UpdateClient:
    """For one question; import this module and construct it in a worker thread.

    `proxy` is as in the settings. Raises EndpointError alone, the constructor too. The kind
    BAD_REPLY says that somebody answered with what is not our file.
    """

    def __init__(
        self, source: UpdateSource, *, proxy: str = "system", patience: float = _PATIENCE
    ) -> None:
        self._source = source
        self._patience = patience
        via = choose(proxy, source.endpoint)
        self._proxied = via is not None
        with translated():
            self._http = make_client(source.endpoint, via)

    async def newest(self) -> Update:
        """Closes the client."""
        try:
            with translated(proxied=self._proxied):
                async with asyncio.timeout(self._patience):
                    raw = await self._fetch()
        finally:
            with translated():
                await self._http.aclose()
        try:
            return await asyncio.to_thread(read, raw, self._source)
        except NotAnUpdateError as error:
            raise EndpointError(ErrorKind.BAD_REPLY, str(error)) from error

    async def _fetch(self) -> bytes:
        request = self._http.build_request("GET", self._source.endpoint.base_url, headers=_HEADERS)
        response = await self._http.send(request, stream=True)
        async with reading(response) as chunks:
            _check(response)
            raw = bytearray()
            async for chunk in chunks:
                raw += chunk
                if len(raw) > LARGEST:
                    raise EndpointError(ErrorKind.BAD_REPLY)
        return bytes(raw)


def _check(response: httpx.Response) -> None:
    """A page that is not there, or a network that wants a password first, is nobody's attack."""
    if response.status_code != httpx.codes.OK:
        raise EndpointError(ErrorKind.SERVER_FAULT)
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise EndpointError(ErrorKind.BAD_REPLY)
