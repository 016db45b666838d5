"""Files that somebody made to do harm: what is in them, by name. (F2 and F3 of the promises.)"""

import io
import json
import stat
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

Attack = tuple[str, bytes]


def node(text: Any, parent: str | None = None, **more: Any) -> dict[str, Any]:
    message = {
        "author": {"role": "user"},
        "content": {"content_type": "text", "parts": [text]},
        "create_time": 1700000000,
        "metadata": {},
        **more,
    }
    return {"parent": parent, "message": message}


def chat(title: Any = "Good", **nodes: Any) -> dict[str, Any]:
    return {
        "id": str(title),
        "title": title,
        "current_node": "a",
        "mapping": nodes or {"a": node("hello")},
    }


GOOD = json.dumps(chat())


def among(bad: str) -> bytes:
    """Something bad between two chats that are good."""
    second = json.dumps(chat("Good too"))
    return f"[{GOOD}, {bad}, {second}]".encode("utf-8", errors="surrogatepass")


def small(scale: int = 1) -> Iterator[Attack]:
    """What stands between two good chats, which must both come."""
    deep = 2_000 * scale
    yield "deep lists", among("[" * deep + "]" * deep)
    yield "deep objects", among('{"a":' * deep + "1" + "}" * deep)
    yield "deeper than anything", among("[" * 50_000 + "]" * 50_000)
    yield "a long number", among('{"title": "Long", "create_time": ' + "9" * 10_000 + "}")
    yield "odd numbers", among(json.dumps(chat("Odd", a=node("x", create_time=1e300))))
    yield "no numbers", among(json.dumps(chat("NaN", a=node("x", create_time=float("nan")))))
    yield "infinite", among(json.dumps(chat("Inf", a=node("x", create_time=float("-inf")))))
    yield "lone surrogates", among(json.dumps(chat("\ud800", a=node("\udfff \ud83d\ude00 \ud83d"))))
    yield "surrogate bytes", among('{"title": "\ud800"}')
    yield "NUL", among(json.dumps(chat("\0", a=node("a\0b"))))
    yield "control characters", among('{"title": "a\x01\x1f\tb"}')
    yield "brackets", among("[" + "[]," * 10_000 * scale + "[]]")
    yield "objects", among("[" + "{}," * 10_000 * scale + "{}]")
    yield "one name many times", among('{"a": 1' + ', "a": 1' * 10_000 * scale + "}")
    yield "empty names", among('{"": {"": [""]}}')
    yield (
        "kinds changed",
        among(
            json.dumps(
                {
                    "id": [],
                    "title": {},
                    "mapping": {"a": [], "b": 1, "c": {"message": "x", "parent": {}}},
                }
            )
        ),
    )
    yield (
        "loops",
        among(json.dumps(chat("L", a=node("1", "b"), b=node("2", "a"), c=node("3", "c")))),
    )
    yield "nobody's children", among(json.dumps(chat("N", a=node("1", "zz"), b=node("2", "yy"))))
    many = {str(place): node("x", str(place - 1)) for place in range(3_000 * scale)}
    yield "a long chain", among(json.dumps(chat("Chain", **many)))
    wide = {str(place): node("x", "0") for place in range(3_000 * scale)}
    yield "all answer one", among(json.dumps(chat("Wide", **wide)))
    steps = {
        str(place): node("x", str(place - 1), author={"role": "tool"}, recipient="all")
        for place in range(3_000 * scale)
    }
    yield "thinking without end", among(json.dumps(chat("Steps", **steps)))
    details = '<details type="reasoning">' * 5_000 * scale
    folded = {"messages": {"a": {"role": "assistant", "content": details}}}
    yield "openings", among(json.dumps({"id": "d", "chat": {"history": folded}}))
    marks = chat("Marks", a=node("\ue200" * 5_000 * scale + "【" * 5_000 * scale))
    yield "citations", among(json.dumps(marks))


def packed(*members: tuple[str, bytes], **more: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return target.getvalue()


_GOOD_MEMBER = ("conversations.json", f"[{GOOD}]".encode())
_NAMES = (
    "../../evil.json",
    "/etc/evil.json",
    "C:\\evil.json",
    "..\\..\\evil.json",
    "a/../../evil.json",
    "\\\\host\\share\\evil.json",
    "nul.json",
    "e" * 5_000 + ".json",
    "\u202eevil.json",
)


def zips(size: int) -> Iterator[Attack]:
    """Packed files that hold one good chat beside what is bad; bombs of `size` bytes."""
    good = _GOOD_MEMBER
    for name in _NAMES:
        yield name[:20], packed(good, (name, b"[1]"))
    case = ("Conversations.json", b"{"), ("CONVERSATIONS.JSON", good[1])
    yield "case clashes", packed(good, *case)
    yield "the same name twice", _twice(good)
    yield "a link", _linked(good)
    yield "packed in packed", packed(good, ("inner.zip", packed(good)))
    yield "locked", _flagged(packed(good, ("locked.json", b"[1]")))
    yield (
        "a bomb of lists",
        packed(good, ("bomb.json", b'{"a": [' + b"[]," * (size // 3) + b"[]]}")),
    )
    yield "a bomb of spaces", packed(good, ("spaces.json", b" " * size))
    yield "a bomb of one text", packed(good, ("text.json", b'["' + b"a" * size + b'"]'))
    many = ((f"{place}.json", b"[]") for place in range(size // 5_000))
    yield "many members", packed(good, *many)


def _twice(good: Attack) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return packed(good, good)


def _linked(good: Attack) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(*good)
        link = zipfile.ZipInfo("link.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    return target.getvalue()


def _flagged(data: bytes) -> bytes:
    """As if the last member had a password."""
    central = data.rindex(b"PK\1\2")
    local = data.rindex(b"PK\3\4")
    changed = bytearray(data)
    changed[central + 8] |= 1
    changed[local + 6] |= 1
    return bytes(changed)
