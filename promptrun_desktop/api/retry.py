"""Which part of a request the endpoint refuses, so that it can be sent once more without it."""

import re
from collections.abc import Set as AbstractSet

from promptrun_desktop.api.said import Said

# In a text, a name alone proves nothing: "stream" and "system" are words of every other error.
_REFUSAL = (
    r"not (be )?(both )?(support|allow|permit|accept|enabl|available|specif)|n't support"
    r"|unsupported|unexpected|unrecognized|unknown|deprecated|invalid|extra|must be"
    r"|cannot|can't|only"
)
_NAMES = {
    "temperature": r"\btemperature\b",
    "top_p": r"\btop_p\b",
    "stream": r"\bstream(ing)?\b",
    "system": r"\bsystem\b.{0,30}\b(roles?|messages?|prompts?|instructions?)\b"
    r"|\brole\b.{0,30}\bsystem\b|\bdeveloper instruction",
}
_FIELDS = {
    "temperature": "temperature",
    "top_p": "top_p",
    "stream": "stream",
    "messages[0].role": "system",
    "messages.0.role": "system",
}


def refused(status: int, said: Said, sent: AbstractSet[str]) -> frozenset[str]:
    """The names among `sent` ("temperature", "top_p", "stream", "system") to leave out.

    Empty where the error is about something else. Of two that exclude each other one goes.
    """
    if status not in (400, 422):
        return frozenset()
    text = said.message.lower()
    found = {_FIELDS[name] for name in said.parameters if name in _FIELDS}
    if not found:
        found = {_FIELDS[name] for name in _FIELDS if _quoted(name, text)}
    if not found and re.search(_REFUSAL, text):
        found = {name for name, pattern in _NAMES.items() if re.search(pattern, text)}
    found &= sent
    if {"temperature", "top_p"} <= found and re.search(r"\b(both|only one|together)\b", text):
        found.discard("temperature")
    return frozenset(found)


def _quoted(name: str, text: str) -> bool:
    return re.search(rf"[`'\"]{re.escape(name)}[`'\"]", text) is not None
