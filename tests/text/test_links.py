import pytest

from promptrun_desktop.text.links import is_safe


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "HTTP://a.example:8080/b?c=d#e",
        "http://[::1]:80/x",
        "http://127.0.0.1",
        "https://a.example/ü",
        "mailto:a.b+c@d.example",
    ],
)
def test_web_and_mail_addresses_are_links(address):
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.html",
        "//host/x",
        "\\\\host\\x",
        "http:",
        "https://",
        "https:///x",
        "https:/a.example",
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java\nscript:x",
        " javascript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "blob:x",
        "ms-word:x",
        "https://user@a.example",
        "https://user:pass@a.example",
        "https://good.example\\@evil.example",
        "https://a b.example",
        "https://a.example/\u202e",
        "https://a\u200b.example",
        "https://аpple.example",
        "https://a.example\t",
        "https://a.example/\n",
        "https://[::1",
        "https://a.example:x",
        "https://a.example:123456",
        "https://a.example/<",
        'https://a.example/"',
        "https://%61.example",
        "mailto:",
        "mailto:a",
        "mailto:a@b?attach=/etc/passwd",
        "mailto:a@b,c@d",
        "http://\0",
    ],
)
def test_everything_else_is_text(address):
    assert not is_safe(address)
