"""How foreign texts say what is not text: thinking, calls of tools, pictures, files."""

import re
from typing import Any, NamedTuple

from promptrun_desktop.formats.foreign import fields
from promptrun_desktop.formats.foreign.fields import Record

# Of the result of a tool: whole pages of the web occur.
MOST_RESULT = 10_000
PICTURE = "🖼"
SOUND = "🎙"
FILE = "📎"

_THINK = re.compile(
    r"\s*(?:<think(?:ing)?>(.*?)</think(?:ing)?>|:::thinking\n(.*?)\n:::)\s*", re.DOTALL
)
_FENCE = re.compile(r"`{3,}")
_NAMELESS = re.compile(r"[^\w+#.-]")


class Said(NamedTuple):
    text: str
    reasoning: str
    seconds: float | None = None


def part(mark: str, name: str = "") -> str:
    """What stands in a text for a picture or a file, which is not brought along."""
    return f"{mark} {name}".strip()


def joined(parts: list[str]) -> str:
    return "\n\n".join(each for each in parts if each.strip())


def fenced(text: str, language: str = "") -> str:
    """As code, whatever is in it; empty for an empty text."""
    if not text.strip():
        return ""
    longest = max((len(each) for each in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{_NAMELESS.sub('', language)[:30]}\n{text.strip(chr(10))}\n{fence}"


def result(text: str) -> str:
    """What a tool answered: as code, and no more of it than a person would look at."""
    return fenced(text if len(text) <= MOST_RESULT else f"{text[:MOST_RESULT]}\n[…]")


def call(name: str, arguments: object) -> str:
    """What a model asked a tool."""
    given = arguments if isinstance(arguments, str) else _plain(arguments)
    return joined([f"{name}:" if name else "", result(given)])


def thinking_apart(text: str) -> Said:
    """The thinking that some models write in tags at the beginning of their text."""
    found = _THINK.match(text)
    if not found:
        return Said(text, "")
    return Said(text[found.end() :], (found[1] or found[2] or "").strip())


def content(value: object) -> Said:
    """The `content` of a message: a text, or the parts most programs know.

    Parts are texts, or records with a `type`; the value is a field of that name, of the name
    `text` or `content`, and sometimes one level deeper, in `value`.
    """
    if isinstance(value, str):
        return Said(fields.text({"": value}, ""), "")
    parts = value if isinstance(value, list) else [value]
    texts: list[str] = []
    thoughts: list[str] = []
    for each in parts:
        if isinstance(each, str):
            texts.append(fields.text({"": each}, ""))
        elif isinstance(each, dict):
            kind = fields.text(each, "type")
            is_thought = kind in _THOUGHTS or "tool" in kind or "function" in kind
            (thoughts if is_thought else texts).append(_part(kind, each))
    return Said(joined(texts), joined(thoughts))


_THOUGHTS = ("think", "thinking", "reasoning", "reasoning_content", "summary_text")


def _part(kind: str, each: Record) -> str:
    if "tool" in kind or "function" in kind:
        return tool_part(each)
    if "image" in kind or "picture" in kind or each.get("fileType") == "image":
        return part(PICTURE, name_of(each))
    if "audio" in kind:
        return value_of(each, "transcript") or part(SOUND)
    found = value_of(each, kind, "text", "thinking", "content", "value")
    if not found and ("file" in kind or "document" in kind):
        return part(FILE, name_of(each))
    return found


def value_of(each: Record, *names: str) -> str:
    for name in names:
        found = each.get(name)
        if isinstance(found, dict):
            found = found.get("value")
        if isinstance(found, str) and found:
            return fields.text({"": found}, "")
    return ""


def name_of(each: Record) -> str:
    """Of a picture or a file; addresses are no names."""
    names = ("name", "filename", "file_name", "fileName", "title")
    for place in (each, *(found for found in each.values() if isinstance(found, dict))):
        if found := fields.line(place, *names):
            return found
    return ""


def tool_part(each: Record) -> str:
    """A call of a tool with its result, in the spellings that are known."""
    inner = fields.record(each, "tool_call") or each
    function = fields.record(inner, "function")
    name = fields.line(inner, "name", "toolName", "tool_name") or fields.line(function, "name")
    given = _first(inner, "args", "arguments", "input", "parameters") or _first(
        function, "arguments"
    )
    output = _first(inner, "output", "result", "response") or _first(function, "output")
    if "content" in each and output is None:
        output = content(each.get("content")).text
    texts = [call(name, given)] if given or name else []
    if output:
        texts.append(result(output if isinstance(output, str) else _plain(output)))
    return joined(texts)


def _first(source: Record, *names: str) -> Any:
    return next((source[name] for name in names if source.get(name)), None)


def _plain(value: object) -> str:
    """A record as lines of names and values; flat, for it may be nested without end."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_scalar(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "\n".join(content([each]).text or _scalar(each) for each in value)
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return fields.text({"": value}, "")
    if isinstance(value, dict | list):
        return "…" if value else ""
    return "" if value is None else str(value)
