import urllib.request

import pytest

from promptrun_desktop.api.proxy import choose
from promptrun_desktop.domain.endpoint import PROMPTRUN, Endpoint
from promptrun_desktop.domain.errors import EndpointError, ErrorKind


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """The machine's own settings are not what is tried here."""
    for name in ("http", "https", "all", "no", "ftp"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)
    monkeypatch.setattr(urllib.request, "getproxies", urllib.request.getproxies_environment)
    monkeypatch.setattr(urllib.request, "proxy_bypass", urllib.request.proxy_bypass_environment)


def test_without_a_setting_nothing_stands_between():
    assert choose("system", PROMPTRUN) is None
    assert choose("none", PROMPTRUN) is None
    assert choose("", PROMPTRUN) is None


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_systems_proxy_is_taken(monkeypatch, name):
    monkeypatch.setenv(name, "http://proxy:3128/")
    assert choose("system", PROMPTRUN) == "http://proxy:3128"
    assert choose("none", PROMPTRUN) is None


def test_a_proxy_for_plain_http_is_not_for_us(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    assert choose("system", PROMPTRUN) is None


@pytest.mark.parametrize("value", ["api.promptrun.ai", ".promptrun.ai", "*", "[::1],promptrun.ai"])
def test_exceptions_of_the_system_hold(monkeypatch, value):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", value)
    assert choose("system", PROMPTRUN) is None


@pytest.mark.parametrize("value", ["[::1]", "other.example", ",,"])
def test_odd_exceptions_are_survived(monkeypatch, value):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", value)
    assert choose("system", PROMPTRUN) == "http://proxy:3128"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/v1", "https://localhost", "[::1]:80"])
def test_this_machine_never_takes_a_proxy(monkeypatch, address):
    monkeypatch.setenv("ALL_PROXY", "http://proxy:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:3128")
    assert choose("system", Endpoint.parse(address)) is None
    assert choose("http://proxy:3128", Endpoint.parse(address)) is None


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("proxy:3128", "http://proxy:3128"),
        (" HTTP://proxy ", "http://proxy"),
        ("socks://127.0.0.1:9050/", "socks5h://127.0.0.1:9050"),
        ("socks5://h:1", "socks5://h:1"),
        ("https://user:p%40ss@proxy:443", "https://user:p%40ss@proxy:443"),
        ("http://[::1]:3128", "http://[::1]:3128"),
    ],
)
def test_the_spellings_people_use_are_understood(setting, url):
    assert choose(setting, PROMPTRUN) == url


@pytest.mark.parametrize(
    "setting",
    [
        "socks4://h:1",
        "ftp://h",
        "http://",
        "http://h:99999",
        "http://h:0",
        "http://h:x",
        "http://[::1",
        "http://a b",
        "http://h/path",
        "http://h\u00e4",
        "file:///etc/passwd",
    ],
)
def test_nonsense_is_said_and_never_silently_bypassed(monkeypatch, setting):
    monkeypatch.setenv("HTTPS_PROXY", setting)
    for way in (setting, "system"):
        with pytest.raises(EndpointError) as found:
            choose(way, PROMPTRUN)
        assert found.value.kind is ErrorKind.PROXY
        assert found.value.__context__ is None


def test_the_proxys_password_is_not_told():
    with pytest.raises(EndpointError) as found:
        choose("ftp://user:secret@h", PROMPTRUN)
    assert found.value.detail == "ftp://h"
