import json

import pytest

from promptrun_desktop.formats.archive.manifest import (
    Entry,
    Manifest,
    TextsPart,
    WordsPart,
    from_bytes,
    is_page,
    to_bytes,
)

ENTRY = Entry("id\u2028", "2026 a.html", 12, "ab", 0, "Title\n", "2026-01-31", 1_700_000_000, 2)
WHOLE = Manifest(
    2,
    [TextsPart(0, "texts-0123abcd-1.js", 5)],
    [WordsPart("wörd", "words-0123abcd-2.js", 9)],
    {ENTRY.id: ENTRY, "2": ENTRY._replace(id="2", page="b.html", number=1)},
)


def changed(line, **fields):
    lines = [json.loads(each) for each in to_bytes(WHOLE).decode().rstrip("\n").split("\n")]
    lines[line] |= fields
    return "".join(f"{json.dumps(each)}\n" for each in lines).encode()


def test_a_manifest_comes_back_as_it_was():
    assert from_bytes(to_bytes(WHOLE)) == WHOLE
    assert from_bytes(to_bytes(Manifest())) == Manifest()


def test_a_cut_manifest_is_refused_or_has_fewer_chats():
    data = to_bytes(WHOLE)
    for end in range(len(data) - 1):
        try:
            chats = from_bytes(data[:end]).chats
        except ValueError:
            continue
        assert set(chats) < set(WHOLE.chats)


@pytest.mark.parametrize("page", ["../x.html", "a/b.html", "a\\b.html", "c:x.html", ".html",
                                  "x.js", "a\x00.html", "", "NUL?.html", 7])  # fmt: skip
def test_a_page_is_in_the_folder_of_chats(page):
    with pytest.raises(ValueError):
        from_bytes(changed(1, page=page))


@pytest.mark.parametrize("fields", [
    {"number": -1}, {"number": 2}, {"number": 0.5}, {"number": True}, {"size": "1"}, {"date": "x"},
    {"date": "2026-13-01"}, {"sum": None}, {"page": "B.HTML"}, {"page": "B.html"}, {"more": 1},
])  # fmt: skip
def test_a_chat_that_is_none_is_refused(fields):
    with pytest.raises(ValueError):
        from_bytes(changed(1, **fields))


@pytest.mark.parametrize("fields", [
    {"version": 2}, {"format": "other"}, {"after": -1}, {"texts": [[0, "../x.js", 1]]},
    {"texts": [["a", "texts-0123abcd-1.js", 1]]}, {"words": [[0, "words-0123abcd-1.js", 1]]},
    {"words": [[]]}, {"words": 5}, {"texts": [[0, "texts-0123abcd-1.js", -1]]},
])  # fmt: skip
def test_an_archive_of_another_kind_is_refused(fields):
    with pytest.raises(ValueError):
        from_bytes(changed(0, **fields))


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\n", b"{}\n", b"\xff\n", b"[" * 100_000, b"null"])
def test_what_is_no_manifest_is_refused(data):
    with pytest.raises(ValueError):
        from_bytes(data)


def test_names_of_pages():
    assert is_page("2026-01-31 Größe 東京.html")
    assert not is_page("sub/x.html")
