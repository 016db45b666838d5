"""What an endpoint says went wrong: one extractor for every shape of error body."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from promptrun_desktop.api.foreign_json import parsed

_WORDS = (
    "message",
    "msg",
    "error",
    "detail",
    "details",
    "errors",
    "error_description",
    "description",
    "title",
    "reason",
)
_CODES = ("code", "type", "status", "status_code", "reason", "error_type")
# Bounded, and looked for in the head alone: a page of open titles would be searched for minutes.
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.I | re.S)
_HEAD = 16_384
# Characters that are kept of a message, and that are searched for a reason.
_LONGEST = 65_536
_SEARCHED = 8_192
_DEEP = 6
_MANY = 8


@dataclass(frozen=True, slots=True)
class Said:
    """`message` is for a person, unscrubbed; `codes` are lower case identifiers found around it.

    `parameters` are the request's fields the error names by itself, `status` an HTTP status
    written into the body.
    """

    message: str = ""
    codes: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    status: int | None = None
    is_html: bool = False
    is_json: bool = False

    @property
    def words(self) -> str:
        """What to search for a reason in, lower case."""
        return " ".join([self.message[:_SEARCHED].lower(), *sorted(self.codes)])


def in_body(body: bytes) -> Said:
    """Read the body of an error response: JSON of any shape, text, HTML or nothing."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff").strip()
    if looks_like_html(body):
        title = _TITLE.search(text[:_HEAD])
        return Said(html.unescape(title[1]) if title else "", is_html=True)
    if text[:1] in ("{", "[", '"'):
        try:
            return in_value(parsed(text))
        except ValueError:
            pass
    return Said(text[:_LONGEST])


def in_value(value: object) -> Said:
    """Read a parsed error: a string, an object, or a list of them."""
    codes = [str(code).lower()[:100] for code in _codes(value)]
    return Said(
        message=_message(value)[:_LONGEST],
        codes=frozenset(codes),
        parameters=frozenset(_parameters(value)),
        status=next((int(code) for code in codes if re.fullmatch("[45][0-9][0-9]", code)), None),
        is_json=True,
    )


def looks_like_html(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _message(value: object, depth: int = 0) -> str:
    if depth > _DEEP:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        found = [_message(each, depth + 1) for each in value[:_MANY]]
        return "; ".join(each for each in found if each)
    if not isinstance(value, dict):
        return ""
    found = [_message(value[name], depth + 1) for name in _WORDS if value.get(name)]
    # An identifier and a sentence often stand side by side.
    message = max(found[:2], key=lambda words: (" " in words, len(words)), default="")
    if place := _place(value):
        message = f"{place}: {message}"
    if upstream := _upstream(value):
        message = f"{message}: {_message(upstream, depth + 1)}"
    return message


def _upstream(value: dict[str, object]) -> object:
    """OpenRouter's format puts the words of the model's own maker into `metadata.raw`."""
    metadata = value.get("metadata")
    raw = metadata.get("raw") if isinstance(metadata, dict) else None
    if isinstance(raw, str) and raw.lstrip()[:1] in ("{", "["):
        try:
            return parsed(raw)
        except ValueError:
            pass
    return raw


def _place(value: dict[str, object]) -> str:
    """FastAPI says where: `"loc": ["body", "temperature"]`."""
    place = value.get("loc")
    names = place if isinstance(place, list) else []
    return ".".join(str(each) for each in names[:_MANY] if each != "body")


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > _DEEP:
        return
    if isinstance(value, list):
        for each in value[:_MANY]:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("error", "errors", "detail", "details", "message"):
            yield from _objects(value.get(name), depth + 1)
        yield from _objects(_upstream(value), depth + 1)


def _codes(value: object) -> Iterator[str | int]:
    for each in _objects(value):
        for name in _CODES:
            code = each.get(name)
            if isinstance(code, str | int) and not isinstance(code, bool):
                yield code


def _parameters(value: object) -> Iterator[str]:
    for each in _objects(value):
        for name in (each.get("param"), _place(each)):
            if isinstance(name, str) and name:
                yield name
