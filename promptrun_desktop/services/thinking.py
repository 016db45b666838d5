"""How long a model thought: from the first of its thoughts to the first of its answer."""

from promptrun_desktop.domain.reply_draft import Delta


class Thinking:
    """Told of every delta and its time, in seconds; later thoughts are not counted."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._over = False
        self.seconds: float | None = None

    def note(self, delta: Delta, at: float) -> None:
        if self._over:
            return
        if self._began is None and delta.reasoning:
            self._began = at
        # Blank lines between thoughts and answer are no answer yet.
        if delta.text.strip():
            self.end(at)

    def end(self, at: float) -> None:
        """The text begins, or nothing more comes."""
        if not self._over and self._began is not None:
            self.seconds = at - self._began
        self._over = True
