import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptrun_desktop.app.request import BadRequestError, Request, decode

PATHS = st.text(st.characters(blacklist_characters="\0"), min_size=1).map(lambda name: f"/{name}")


@given(PATHS, st.from_regex(r"[\x21-\x7e]{0,512}", fullmatch=True))
def test_what_is_asked_arrives_on_one_line(path, token):
    line = Request(path, token).encode()
    assert line.index(b"\n") == len(line) - 1
    assert decode(line) == Request(path, token)


def test_a_file_name_that_is_no_text_keeps_its_bytes():
    assert decode(Request("/tmp/\udcff").encode()).path == "/tmp/\udcff"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"raise\n",
        b"[]\n",
        b"{}\n",
        b"[" * 60_000,
        b'{"raise": 1}\n',
        b'{"preview": "chat.json"}\n',
        b'{"preview": ["/etc/passwd"]}\n',
        b'{"preview": "/tmp/a\\u0000b"}\n',
        b"\xff\xfe\n",
    ],
)
def test_anything_else_is_refused(line):
    with pytest.raises(BadRequestError):
        decode(line)


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(line):
    try:
        request = decode(line)
    except BadRequestError:
        return
    assert decode(request.encode()) == request


@pytest.mark.parametrize("token", ["a b", "x" * 513, "a\nb", "é", 7, None])
def test_a_token_that_no_desktop_hands_out_is_dropped(token):
    assert decode(json.dumps({"raise": True, "token": token}).encode()) == Request()
