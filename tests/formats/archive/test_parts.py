import json

import pytest

from promptrun_desktop.formats.archive import parts
from promptrun_desktop.formats.archive.parts import Texts

CHATS = [
    Texts(
        3, "a b.html", "<b>\u2028</script>", "2026-01-31", ["", "é😀\u2029 \x00 \"quoted' \\ text"]
    ),
    Texts(7, "東京.html", "", "2024-02-29", []),
]


def test_texts_come_back_as_they_were():
    assert parts.unpack_texts(parts.pack_texts("texts-1.js", CHATS)) == CHATS


def test_words_come_back_with_the_numbers_of_their_chats():
    found = [("a", [0]), ("b", [0, 1, 99]), ("東京", [100000])]
    assert parts.unpack_words(parts.pack_words("words-1.js", found)) == found


def test_a_part_is_one_line_that_calls_with_json():
    data = parts.pack("x.js", [1, "\u2028"]).decode()
    call, value = data.split("(", 1)
    assert (call, data.count("\n")) == (parts.CALL, 1)
    assert json.loads("[" + value.removesuffix(");\n") + "]") == ["x.js", [1, "\u2028"]]
    assert "\u2028" not in data


@pytest.mark.parametrize("data", [
    b"", b"alert(1)", b"\xff", b'promptrunArchive("x",[1);\n', b'promptrunArchive("x",[[1]]);\n',
    b'promptrunArchive("x",7);\n',
])  # fmt: skip
def test_what_is_no_part_is_refused(data):
    for unpack in (parts.unpack_texts, parts.unpack_words):
        with pytest.raises(ValueError):
            unpack(data)
