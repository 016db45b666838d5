"""Fenced code: its language, whether it is closed, and a fence while it is being written."""

import re

from promptrun_desktop.text.block import CodeBlock

# Possessive: 50,000 tildes are looked at once. An info string with escapes or entities is left
# to the parser, as are fences that are indented.
_OPENING = re.compile(r"(?:(`{3,}+)([^`\n\\&]*+)|(~{3,}+)([^\n\\&]*+))\n")
_LANGUAGE = re.compile(r"[^\s,{]{0,40}")


def language_of(info: str) -> str:
    """The first word of an info string, as it is written."""
    found = _LANGUAGE.match(info.strip())
    return found[0] if found else ""


def is_closed(written: bytes, code: str) -> bool:
    """Whether a fence has one line more than its code and its first line.

    `written` is the whole block in UTF-8 as the document has it.
    """
    return _line_count(written.decode()) > 1 + _line_count(code)


def _line_count(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n") and bool(text))


class OpenFence:
    """A fence at the outermost level that is being written: nothing in it is parsed.

    Each piece costs its own length and one copy of the code so far.
    """

    def __init__(self, opening: re.Match[str]) -> None:
        mark = opening[1] or opening[3]
        self._opening = opening[0]
        self._language = language_of(opening[2] or opening[4] or "")
        # CommonMark 4.5: at least as long, indented by at most three, nothing behind it.
        self._closing = re.compile(rf"(?m)^ {{0,3}}{mark[0]}{{{len(mark)},}}+ *\n")
        self._marks = mark[0]
        self._code = ""
        self._line = ""

    @classmethod
    def at_start_of(cls, text: str) -> "tuple[OpenFence, str] | None":
        """The fence that the text begins with, and what comes after its first line."""
        opening = _OPENING.match(text)
        return (cls(opening), text[opening.end() :]) if opening else None

    def feed(self, text: str) -> str | None:
        """None while the fence stays open, else what comes after it."""
        text = self._line + text
        closing = self._closing.search(text)
        if closing is not None:
            self._code += text[: closing.start()]
            self._line = ""
            return text[closing.end() :]
        complete = text.rfind("\n") + 1
        self._code += text[:complete]
        self._line = text[complete:]
        return None

    def ending(self) -> tuple[str, str] | None:
        """The code so far, and a short fence that ends as this one: only a parser knows how.

        None where the last line is code for certain.
        """
        if not self._line or self._line.strip(" ").strip(self._marks):
            return None
        return self._code, self._opening + "x\n" * bool(self._code) + self._line

    def block(self, *, closed: bool = False) -> CodeBlock:
        """What has arrived; a last line that may become the closing one is held back."""
        held = not self._line.strip(" ").strip(self._marks)
        code = self._code if held else self._code + self._line
        return CodeBlock(language=self._language, code=code.removesuffix("\n"), closed=closed)
