"""Foreign addresses are shown as the host a browser visits, or refused."""

import pytest

from promptrun_desktop.ui.links import read_link


@pytest.mark.parametrize(
    ("text", "host", "address"),
    [
        ("https://example.com", "example.com", "https://example.com/"),
        ("HTTPS://EXAMPLE.com/A?b=c#d", "example.com", "https://example.com/A?b=c#d"),
        ("http://example.com:8080/", "example.com", "http://example.com:8080/"),
        ("https://example.com?q=1", "example.com", "https://example.com/?q=1"),
        ("https://example.com./x", "example.com.", "https://example.com./x"),
        ("https://bücher.example/", "xn--bcher-kva.example", "https://xn--bcher-kva.example/"),
        ("https://аpple.com/", "xn--pple-43d.com", "https://xn--pple-43d.com/"),
        ("https://ｇoogle.com/", "google.com", "https://google.com/"),
        ("https://good。com/", "good.com", "https://good.com/"),
        ("https://日本語.jp/パス", "xn--wgv71a119e.jp", None),
        ("https://[::1]:80/", "[::1]", "https://[::1]:80/"),
        ("https://127.0.0.1/", "127.0.0.1", "https://127.0.0.1/"),
        ("https://example.com/100%", "example.com", "https://example.com/100%25"),
        ("https://example.com/a%20b", "example.com", "https://example.com/a%20b"),
        ("https://example.com/@user", "example.com", "https://example.com/@user"),
        ("https://example.com/<b>\"'`", "example.com", "https://example.com/%3Cb%3E%22'%60"),
        ("mailto:Someone@example.com", "Someone@example.com", "mailto:Someone@example.com"),
        ("mailto:a@b.c?subject=Hi%20you", "a@b.c", "mailto:a@b.c?subject=Hi%20you"),
    ],
)
def test_a_plain_address_is_rebuilt_with_its_real_host(
    text: str, host: str, address: str | None
) -> None:
    link = read_link(text)
    assert link is not None
    assert link.host == host
    assert address is None or link.address == address
    assert link.address.isascii()
    assert link.url.isValid()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com",
        "//example.com",
        "/etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "smb://host/share",
        "\\\\host\\share",
        "ftp://example.com/",
        "vscode://file/etc",
        "https:example.com",
        "https:/example.com",
        "https:///example.com",
        "https://",
        "https:///",
        "https://?q",
        "https://:80/",
        "https://user@example.com/",
        "https://user:pw@example.com/",
        "https://good.com@evil.com/",
        "https://good.com\\@evil.com",
        "https://good.com\\.evil.com",
        "https://good.com%40evil.com/",
        "https://good.com%2f.evil.com/",
        "https://good.com／.evil.com/",
        "https://good.com＠evil.com/",
        "https://good.com?@evil.com\n",
        "https://good.com\t.evil.com",
        "https://exa\u00admple.com",
        "https://exa\u200bmple.com",
        "https://\u202emoc.live",
        "https://exam ple.com",
        " https://example.com",
        "https://example.com ",
        "https://example.com/\x00",
        "https://example.com/\ud800",
        "https://example.com/\x7f",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://１２７.1/",
        "https://1.2.3.4.5/",
        "https://[::1/",
        "https://[v1.x]/",
        "https://[fe80::1%25eth0]/",
        "https://example.com:99999/",
        "https://example.com:8a/",
        "https://example.com:٣/",
        "https://-example.com/",
        "https://exa<mple.com/",
        "https://a..b/",
        "https://.com/",
        "https://" + "a" * 64 + ".com/",
        "https://" + "a." * 130 + "com/",
        "https://example.com/" + "a" * 9000,
        "https://℀.com/",
        "mailto:",
        "mailto:nobody",
        "mailto:a@b.c,d@e.f",
        "mailto:a@b.c?attach=/etc/passwd",
        "mailto:a@b.c?Attachment=x&subject=y",
        "mailto:a%0Abcc:x@b.c",
        "mailto:a@b@c.d",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    assert read_link(text) is None
