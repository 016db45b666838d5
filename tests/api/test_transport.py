import logging
import ssl

import httpx
import pytest

from promptrun_desktop.api.transport import KeyAuth, make_client, ssl_context
from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind
from promptrun_desktop.domain.secret import ApiKey

KEY = "sk-canary-0123456789"


def header_for(url: str, key: ApiKey) -> str:
    request = next(KeyAuth(key).auth_flow(httpx.Request("GET", url)))
    return request.headers["Authorization"]


def test_the_key_goes_where_it_belongs():
    assert header_for("https://api.promptrun.ai/v1/models", ApiKey(KEY, PROMPTRUN.origin)) == (
        f"Bearer {KEY}"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://api.promptrun.ai:444/v1",
        "https://api.promptrun.ai.evil.example/v1",
        "http://api.promptrun.ai/v1",
        "https://promptrun.ai/v1",
    ],
)
def test_the_key_goes_nowhere_else(url):
    with pytest.raises(EndpointError) as found:
        header_for(url, ApiKey(KEY, PROMPTRUN.origin))
    assert found.value.kind is ErrorKind.KEY_MISSING


def test_the_key_is_never_sent_in_clear_to_another_machine():
    with pytest.raises(EndpointError) as found:
        header_for("http://evil.example/v1", ApiKey(KEY, Endpoint("http://evil.example").origin))
    assert found.value.kind is ErrorKind.WRONG_ADDRESS
    local = Endpoint("http://127.0.0.1:80")
    assert header_for("http://127.0.0.1/v1", ApiKey(KEY, local.origin))


@pytest.mark.parametrize("value", [f"{KEY}\n", f" {KEY}", f"{KEY}\u00e9", "a\x00b"])
def test_a_key_that_would_be_printed_in_an_exception_is_not_tried(value):
    with pytest.raises(EndpointError) as found:
        header_for("https://api.promptrun.ai/v1", ApiKey(value, PROMPTRUN.origin))
    assert found.value.kind is ErrorKind.NOT_A_KEY


def test_certificates_are_checked_and_no_secrets_logged(monkeypatch, tmp_path):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    context = ssl_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert getattr(context, "keylog_filename", None) is None
    assert not (tmp_path / "keys").exists()


def test_a_bad_certificate_setting_does_not_crash(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    assert ssl_context().verify_mode is ssl.CERT_REQUIRED


def test_a_hostile_environment_changes_nothing(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "[::1]")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    client = make_client(PROMPTRUN, None)
    assert not client.trust_env
    assert not client.follow_redirects


@pytest.mark.parametrize("proxy", ["http://h:1", "https://h:1", "socks5://h:1", "socks5h://h:1"])
def test_every_proxy_that_can_be_chosen_can_be_built(proxy):
    assert make_client(PROMPTRUN, proxy)


@pytest.mark.parametrize("name", ["httpx", "httpcore", "httpcore.http11", "httpcore.connection"])
def test_the_library_does_not_log(name):
    assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)
