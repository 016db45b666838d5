import pytest

from promptrun_desktop.domain.endpoint import PROMPTRUN, BadAddressError, Endpoint


@pytest.mark.parametrize(
    "text",
    [
        "https://api.promptrun.ai/v1",
        "https://api.promptrun.ai/v1/",
        "api.promptrun.ai/v1",
        " 'https://API.promptrun.ai:443/v1/chat/completions' ",
        "https://api.promptrun.ai/v1/models",
        "https://api.promptrun.ai./v1//",
    ],
)
def test_every_spelling_of_an_address_becomes_the_same(text):
    assert Endpoint.parse(text) == PROMPTRUN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://",
        "ftp://example.com",
        "http://example.com/v1",
        "https://user:secret@example.com/v1",
        "https://good.com\\@evil.com",
        "https://example.com/v1?key=1",
        "https://example.com:99999/v1",
        "https://exämple.com/v1",
        "javascript:alert(1)",
        "https://exam ple.com",
        "https://[::1",
    ],
)
def test_an_address_that_no_key_may_be_sent_to_is_refused(text):
    with pytest.raises(BadAddressError):
        Endpoint.parse(text)


@pytest.mark.parametrize("text", ["localhost:8080/v1", "127.0.0.1:8080/v1", "[::1]:8080/v1"])
def test_plain_http_is_for_this_computer_only(text):
    endpoint = Endpoint.parse(text)
    assert endpoint.base_url == f"http://{text}"
    assert endpoint.is_loopback


def test_an_origin_names_scheme_host_and_port():
    assert PROMPTRUN.origin == "https://api.promptrun.ai:443"
    assert Endpoint.parse("http://[::1]:8080/v1").origin == "http://[::1]:8080"
    assert PROMPTRUN.host == "api.promptrun.ai"
