"""Asking for the newest version: what is sent, and whatever may come back, over a real socket."""

import asyncio
import gzip
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from promptrun_desktop.api.updates import UpdateClient
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from tests.api.server import Answer, Server, Step, answer, chunked, head, serving
from tests.signed import OTHER_KEY, signed, source

WHOLE = signed()
PLAIN = "application/octet-stream"


def client(server: Server, *, patience: float = 10.0) -> UpdateClient:
    at = f"http://127.0.0.1:{server.port}/update"
    return UpdateClient(source(at), proxy="none", patience=patience)


async def refused(*answers: Answer, patience: float = 10.0) -> tuple[ErrorKind, Server]:
    async with serving(*answers) as server:
        with pytest.raises(EndpointError) as error:
            await client(server, patience=patience).newest()
    return error.value.kind, server


async def test_one_request_brings_the_newest_version():
    async with serving(answer(200, WHOLE, PLAIN)) as server:
        update = await client(server).newest()
    assert (update.version, update.serial) == ("99.1", 12)
    assert len(server.requests) == server.connections == 1


async def test_the_request_tells_nothing_of_who_asks():
    async with serving(answer(200, WHOLE, PLAIN)) as server:
        await client(server).newest()
    heard = server.requests[0]
    assert (heard.method, heard.path, heard.body) == ("GET", "/update", b"")
    assert heard.headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": "Promptrun-Desktop",
        "accept": "*/*",
        "accept-encoding": "identity",
        "connection": "keep-alive",
    }


async def test_a_cookie_is_not_given_back():
    cookie = {"Set_Cookie": "who=me; Path=/"}
    async with serving(
        answer(200, WHOLE, PLAIN, **cookie), answer(200, WHOLE, PLAIN, **cookie)
    ) as server:
        await client(server).newest()
        await client(server).newest()
    assert len(server.requests) == 2
    assert all("cookie" not in each.headers for each in server.requests)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status):
    async with serving(answer(200, WHOLE, PLAIN)) as other:
        elsewhere = f"http://127.0.0.1:{other.port}/update"
        kind, server = await refused(answer(status, WHOLE, PLAIN, Location=elsewhere))
    assert kind is ErrorKind.SERVER_FAULT
    assert len(server.requests) == 1 and other.connections == 0


@pytest.mark.parametrize("status", [204, 206, 304, 401, 403, 404, 407, 429, 500, 503])
async def test_a_file_that_comes_with_another_status_counts_for_nothing(status):
    kind, _ = await refused(answer(status, b"" if status in (204, 304) else WHOLE, PLAIN))
    assert kind is ErrorKind.SERVER_FAULT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Please log in</html>",
        WHOLE[:-1],
        WHOLE + b"\n",
        signed(key=OTHER_KEY),
        signed(version=12),
        signed(page="https://evil.example/"),
        signed(new="turned \u202e dednuora"),
    ],
    ids=["empty", "page", "cut", "longer", "other key", "other type", "other host", "turned"],
)
async def test_what_is_not_our_file_is_a_bad_reply(body):
    assert (await refused(answer(200, body, PLAIN)))[0] is ErrorKind.BAD_REPLY


async def test_an_endless_answer_is_given_up_at_its_limit():
    async with serving([head(200, PLAIN), b"x" * 20_000, Step.HOLD]) as server:
        with pytest.raises(EndpointError) as error:
            await client(server).newest()
        assert error.value.kind is ErrorKind.BAD_REPLY
        async with asyncio.timeout(5):
            await server.gone.wait()


async def test_a_length_that_promises_less_than_comes_or_more_is_refused():
    short = [head(200, PLAIN, Content_Length=str(len(WHOLE) - 5)), WHOLE]
    assert (await refused(short))[0] is ErrorKind.BAD_REPLY
    long = [head(200, PLAIN, Content_Length=str(len(WHOLE) + 5)), WHOLE]
    assert (await refused(long))[0] in (ErrorKind.BAD_REPLY, ErrorKind.NO_NETWORK)


async def test_a_packed_answer_is_not_unpacked():
    packed = gzip.compress(b"x" * 10_000_000)
    kind, _ = await refused(answer(200, packed, PLAIN, Content_Encoding="gzip"))
    assert kind is ErrorKind.BAD_REPLY


@pytest.mark.parametrize(
    "steps",
    [[Step.HOLD], [b"HTTP/1.1 200 OK\r\n", Step.HOLD], [head(200, PLAIN), WHOLE, Step.HOLD]],
    ids=["silent", "half a head", "never ends"],
)
async def test_who_waits_for_ever_is_not_waited_for(steps):
    kind, _ = await refused(steps, patience=0.1)
    assert kind is ErrorKind.TIMED_OUT


async def test_a_drip_of_bytes_does_not_lengthen_the_wait():
    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(head(200, PLAIN))
            while True:
                writer.write(b"p")
                await writer.drain()
                await asyncio.sleep(0.01)
        except ConnectionError:
            writer.close()

    listener = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    asking = UpdateClient(source(f"http://127.0.0.1:{port}/update"), proxy="none", patience=0.2)
    async with asyncio.timeout(5):
        with pytest.raises(EndpointError) as error:
            await asking.newest()
    assert error.value.kind is ErrorKind.TIMED_OUT
    listener.close()


@pytest.mark.parametrize("steps", [[Step.RESET], [head(200, PLAIN), WHOLE[:50], Step.RESET]])
async def test_a_connection_that_is_cut_is_no_answer(steps):
    kind, _ = await refused(steps)
    assert kind in (ErrorKind.NO_NETWORK, ErrorKind.BAD_REPLY)


async def test_the_last_chunk_may_be_missing_but_not_the_file():
    cut = [head(200, PLAIN, Transfer_Encoding="chunked"), chunked(WHOLE, end=False)]
    assert (await refused(cut))[0] in (ErrorKind.BAD_REPLY, ErrorKind.NO_NETWORK)
    async with serving(
        [head(200, PLAIN, Transfer_Encoding="chunked"), chunked(WHOLE[:9], WHOLE[9:])]
    ) as server:
        assert (await client(server).newest()).version == "99.1"


async def test_nobody_there_is_quiet():
    asking = UpdateClient(source("http://127.0.0.1:1/update"), proxy="none")
    with pytest.raises(EndpointError) as error:
        await asking.newest()
    assert error.value.kind is ErrorKind.NO_NETWORK


def test_a_proxy_that_makes_no_sense_is_not_gone_around():
    with pytest.raises(EndpointError) as error:
        UpdateClient(source("https://updates.example/desktop"), proxy="gopher://x")
    assert error.value.kind is ErrorKind.PROXY


async def test_a_proxy_is_told_the_host_and_nothing_else():
    async with serving(answer(502, b"")) as proxy:
        asking = UpdateClient(
            source("https://updates.example/desktop"), proxy=f"http://127.0.0.1:{proxy.port}"
        )
        with pytest.raises(EndpointError) as error:
            await asking.newest()
    assert error.value.kind is ErrorKind.PROXY
    heard = proxy.requests[0]
    assert (heard.method, heard.path) == ("CONNECT", "updates.example:443")
    assert heard.headers == {"host": "updates.example:443", "accept": "*/*"}


async def test_a_question_that_is_taken_back_ends_its_connection():
    async with serving([Step.HOLD]) as server:
        asking = asyncio.ensure_future(client(server).newest())
        while not server.requests:
            await asyncio.sleep(0.005)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        async with asyncio.timeout(5):
            await server.gone.wait()


def self_signed(folder: Path) -> ssl.SSLContext:
    """The right name, and nobody who vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - day)
        .not_valid_after(datetime.now(UTC) + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), True)
        .sign(key, hashes.SHA256())
    )
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(
        certificate.public_bytes(Encoding.PEM) + key.private_bytes(*plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


async def test_who_only_pretends_to_be_the_host_hears_nothing(tmp_path):
    server = Server([answer(200, WHOLE, PLAIN)])
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=self_signed(tmp_path))
    port = listener.sockets[0].getsockname()[1]
    asking = UpdateClient(source(f"https://127.0.0.1:{port}/update"), proxy="none")
    with pytest.raises(EndpointError) as error:
        await asking.newest()
    listener.close()
    assert error.value.kind is ErrorKind.CERTIFICATE and server.requests == []
