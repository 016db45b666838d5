"""The reply being written: grows by the thousand, frozen into a Message once at its end."""

from dataclasses import dataclass, replace

from promptrun_desktop.domain.message import Message, State, Usage


@dataclass(frozen=True, slots=True)
class Delta:
    """What one chunk of a stream adds.

    `dropped` names parameters the endpoint refused and the request was repeated without.
    `ended` is set by the endpoint's end mark (`[DONE]`, or a finish_reason): without one the
    reply is incomplete, however cleanly the connection closed.
    """

    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    ended: bool = False
    dropped: tuple[str, ...] = ()


class ReplyDraft:
    """Collects deltas in lists: joining strings per delta is quadratic.

    What `message` holds already is the beginning; `added` says whether text came after it.
    """

    def __init__(self, message: Message) -> None:
        self._message = message
        self._text = [message.text]
        self._reasoning = [message.reasoning]
        self._added = False
        self._finish_reason: str | None = None
        self._usage: Usage | None = None
        self._ended = False

    @property
    def id(self) -> str:
        return self._message.id

    @property
    def ended(self) -> bool:
        return self._ended

    @property
    def added(self) -> bool:
        return self._added

    @property
    def text(self) -> str:
        self._text = ["".join(self._text)]
        return self._text[0]

    @property
    def reasoning(self) -> str:
        self._reasoning = ["".join(self._reasoning)]
        return self._reasoning[0]

    @property
    def finish_reason(self) -> str | None:
        return self._finish_reason

    def append(self, delta: Delta) -> None:
        if delta.text:
            self._text.append(delta.text)
            self._added = self._added or not delta.text.isspace()
        if delta.reasoning:
            self._reasoning.append(delta.reasoning)
        self._finish_reason = delta.finish_reason or self._finish_reason
        self._usage = delta.usage or self._usage
        self._ended = self._ended or delta.ended or delta.finish_reason is not None

    def freeze(
        self,
        state: State,
        *,
        error: str | None = None,
        detail: str = "",
        seconds: float | None = None,
        thinking_seconds: float | None = None,
    ) -> Message:
        return replace(
            self._message,
            text=self.text,
            reasoning=self.reasoning,
            finish_reason=self._finish_reason,
            usage=self._usage,
            state=state,
            error=error,
            detail=detail,
            seconds=seconds,
            thinking_seconds=thinking_seconds,
        )
