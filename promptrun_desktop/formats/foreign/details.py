"""Thinking and calls of tools that stand in a text as folded HTML, as Open WebUI writes them.

Found by plain searches: a text of a hundred thousand openings costs no more than its length.
"""

import re
from html import unescape

from promptrun_desktop.formats.foreign import fields
from promptrun_desktop.formats.foreign.markup import Said, call, joined, result

_OPENING = '<details type="'
_CLOSING = "</details>"
_KINDS = ("reasoning", "tool_calls", "code_interpreter")
_ATTRIBUTE = re.compile(r'([a-z_]+)="([^"]*)"')
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


def details_apart(text: str) -> Said:
    rest: list[str] = []
    thoughts: list[str] = []
    seconds = None
    position = 0
    while True:
        opening = text.find(_OPENING, position)
        start = text.find(">", opening) + 1 if opening >= 0 else 0
        end = text.find(_CLOSING, start) if start else -1
        if end < 0:
            break
        kind, _, attributes = text[opening + len(_OPENING) : start - 1].partition('"')
        after = end + len(_CLOSING)
        if kind in _KINDS:
            rest.append(text[position:opening].strip())
            known = {name: unescape(each) for name, each in _ATTRIBUTE.findall(attributes)}
            thoughts.append(_inner(kind, known, text[start:end]))
            seconds = _seconds(known) or seconds
        else:
            rest.append(text[position:after].strip())
        position = after
    if not position:
        return Said(text, "")
    rest.append(text[position:].strip())
    return Said(joined(rest), joined(thoughts), seconds)


def _inner(kind: str, attributes: dict[str, str], text: str) -> str:
    text = text.lstrip()
    if text.startswith("<summary>"):
        text = text[text.find("</summary>") + len("</summary>") :]
    text = unescape(text).strip()
    if kind == "tool_calls":
        asked = call(attributes.get("name", ""), attributes.get("arguments", ""))
        return joined([asked, result(attributes.get("result", "") or text)])
    return _QUOTED.sub("", text) if kind == "reasoning" else text


def _seconds(attributes: dict[str, str]) -> float | None:
    try:
        duration = float(attributes.get("duration", ""))
    except ValueError:
        return None
    return fields.within({"": duration}, 1e6, "")
