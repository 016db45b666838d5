"""`<think>…</think>` at the start of a reply, told apart from the answer as both arrive."""

_OPEN = "<think>"
_CLOSE = "</think>"
# White space before the tag is held back; more than this is no template's.
_LEAD = 64


class ThinkSplitter:
    """Only the first thing of a reply is taken for thinking: later, the tag is what was written.

    White space after either tag is the model's template and belongs to neither part.
    """

    def __init__(self) -> None:
        self._split = self._before
        self._held = ""

    def feed(self, text: str) -> tuple[str, str]:
        """(reasoning, answer). What may yet turn out to be a tag waits."""
        return self._split(text)

    def end(self) -> tuple[str, str]:
        """What still waited when the reply ended."""
        held, self._held = self._held, ""
        return (held, "") if self._split == self._inside else ("", held)

    def _before(self, text: str) -> tuple[str, str]:
        text, self._held = self._held + text, ""
        start = text.lstrip()
        if start.startswith(_OPEN):
            self._split = self._opened
            return self._opened(start[len(_OPEN) :])
        if _OPEN.startswith(start) and len(text) <= _LEAD:
            self._held = text
            return "", ""
        self._split = self._after
        return "", text

    def _opened(self, text: str) -> tuple[str, str]:
        text = text.lstrip()
        if not text:
            return "", ""
        self._split = self._inside
        return self._inside(text)

    def _inside(self, text: str) -> tuple[str, str]:
        text, self._held = self._held + text, ""
        thought, tag, rest = text.partition(_CLOSE)
        if tag:
            self._split = self._closed
            return thought, self._closed(rest)[1]
        keep = _start_of_close(text)
        if keep:
            text, self._held = text[:-keep], text[-keep:]
        return text, ""

    def _closed(self, text: str) -> tuple[str, str]:
        text = text.lstrip()
        if text:
            self._split = self._after
        return "", text

    def _after(self, text: str) -> tuple[str, str]:
        return "", text


def _start_of_close(text: str) -> int:
    """How many characters at the end may be the beginning of the closing tag."""
    longest = min(len(_CLOSE) - 1, len(text))
    return next((n for n in range(longest, 0, -1) if text.endswith(_CLOSE[:n])), 0)
