"""The door for foreign text: lone surrogates and NUL stop here, the invisible is counted."""

import re

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Lone surrogates make SQLite and file writes raise; NUL ends strings in C libraries.
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
# Characters.
_AT_ONCE = 1 << 20

_INVISIBLE = re.compile(
    "[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# What people do write with them: joined emoji, flags of nations within a state, and joiners
# between letters of Arabic and of the scripts of India.
_HARMLESS = re.compile(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
    "|(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    "|(?<=[\u0620-\u06d3\u0900-\u0dff])[\u200c\u200d](?=[\u0620-\u06d3\u0900-\u0dff])"
)


class Door:
    """Cleans a text that arrives in pieces: the pieces together are clean(the whole text)."""

    def __init__(self) -> None:
        self._held = ""

    def clean(self, text: str) -> str:
        """A high surrogate at the end waits: its other half may begin the next piece."""
        if self._held:
            text, self._held = self._held + text, ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._held = text[:-1], text[-1]
        return clean(text)

    def end(self) -> str:
        """What still waited when the text ended; empty as a rule."""
        held, self._held = self._held, ""
        return clean(held)


def clean(text: str) -> str:
    """Join surrogate pairs; replace lone surrogates and NUL by U+FFFD."""
    if "\0" not in text and _encodes(text):
        return text
    return _UNUSABLE.sub(_REPLACEMENT, _PAIR.sub(_joined, text))


def _encodes(text: str) -> bool:
    if text.isascii():
        return True
    try:
        # Many times as fast as a search for surrogates; in pieces, or a copy of all of it is held.
        for start in range(0, len(text), _AT_ONCE):
            text[start : start + _AT_ONCE].encode()
    except UnicodeEncodeError:
        return False
    return True


def _joined(pair: re.Match[str]) -> str:
    high, low = map(ord, pair[0])
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def invisible_count(text: str) -> int:
    """How many characters nobody sees: tags, bidi controls, zero width, invisible operators.

    Those that belong to joined emoji, flags or joining scripts are not counted.
    """
    if text.isascii() or not _INVISIBLE.search(text):
        return 0
    return len(_INVISIBLE.findall(_HARMLESS.sub("", text)))
