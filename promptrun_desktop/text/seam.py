"""Where the continuation of a cut text joins it: without what is said twice, blanks as needed."""

import re

# Characters of the old text that are looked through for what the new one repeats.
_REACH = 4_000
# A repeated beginning counts from so many characters on; a shorter one, such as a word that was
# cut and is written again, if a word begins there.
_SURE, _SHORT = 8, 3
_BLOCK = re.compile(r"(#{1,6} |`{3}|~{3})|(?:[-*+>|] |\d{1,3}[.)] )")
_MAY_BE_BLOCK = re.compile(r"#{1,6}|`{1,2}|~{1,2}|[-*+>|]|\d{1,3}[.)]?")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_REOPENED = re.compile(r"\s*(`{3,}|~{3,})[^\n`~]*\n")
_MAY_REOPEN = re.compile(r"\s*(?:[`~]{0,2}|`{3,}[^\n`~]*|~{3,}[^\n`~]*)")
# Scripts that put no blanks between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


class Seam:
    """Fed with what a model adds to `before`; holds it back while it may be a repetition."""

    def __init__(self, before: str) -> None:
        self._before = before
        self._tail = before[-_REACH:]
        self._in_code = _ends_in_code(before)
        self._held = ""
        self._joined = False

    def feed(self, text: str) -> str:
        """What of it, and of what was held back, follows the old text."""
        if self._joined:
            return text
        self._held += text
        return "" if self._is_open() else self.rest()

    def rest(self) -> str:
        """What is held back when nothing more comes."""
        if self._joined or not self._held.strip():
            return ""
        held, self._held, self._joined = self._held, "", True
        repeated = self._repeated(held)
        if repeated:
            return held[repeated:]
        reopened = _REOPENED.match(held) if self._in_code else None
        if reopened:
            return ("" if self._before.endswith("\n") else "\n") + held[reopened.end() :]
        return self._blanks(held) + held

    def _is_open(self) -> bool:
        """Whether more of the text may show that its beginning is a repetition."""
        held = self._held
        if not held.strip():
            return True
        # One that began in the old text and is not at its end yet.
        if self._tail.find(held) >= 0 and len(held) < len(self._tail):
            return True
        may_be = _MAY_REOPEN if self._in_code else _MAY_BE_BLOCK
        return may_be.fullmatch(held) is not None

    def _repeated(self, new: str) -> int:
        """How many characters of it the old text ends with."""
        tail = self._tail
        for length in range(min(len(new), len(tail)), _SHORT - 1, -1):
            if tail.endswith(new[:length]):
                sure = length >= _SURE or _begins_word(tail[: len(tail) - length], new[0])
                if sure and new[:length].strip():
                    return length
        return 0

    def _blanks(self, new: str) -> str:
        """Models begin an answer without the blank or the line end that belongs before it."""
        if self._in_code or self._before[-1:].isspace() or new[0].isspace() or not self._before:
            return ""
        block = _BLOCK.match(new)
        if block:
            return "\n\n" if block[1] else "\n"
        last, first = self._before[-1], new[0]
        if _UNSPACED.match(last) or _UNSPACED.match(first) or not first.isalpha():
            return ""
        return " " if last.isalpha() or (last in ".,;:!?)" and first.isupper()) else ""


def _begins_word(before: str, first: str) -> bool:
    return not (before[-1:].isalnum() and first.isalnum()) or _UNSPACED.match(first) is not None


def _ends_in_code(text: str) -> bool:
    """Whether a fenced block is open at its end."""
    fence = ""
    for match in _FENCE.finditer(text):
        mark = match[1]
        if not fence:
            fence = mark
        elif mark[0] == fence[0] and len(mark) >= len(fence):
            fence = ""
    return bool(fence)
