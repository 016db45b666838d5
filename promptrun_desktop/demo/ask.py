"""What a chat completion is asked for, read from the body of its request."""

import json
from dataclasses import dataclass
from typing import Any


class BadAskError(ValueError):
    """The text says what is wrong with the body."""


@dataclass(frozen=True, slots=True)
class Ask:
    """`question` is the text of the last user message; `shows_picture` whether it has one.

    `characters` counts the text of all messages.
    """

    body: dict[str, Any]
    model: str
    question: str
    messages: int
    characters: int
    shows_picture: bool
    streams: bool

    @classmethod
    def parse(cls, content: bytes) -> "Ask":
        """Raises BadAskError."""
        try:
            body = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BadAskError("The body is not JSON.") from error
        if not isinstance(body, dict):
            raise BadAskError("The body is not a JSON object.")
        model, messages = body.get("model"), body.get("messages")
        if not isinstance(model, str) or not model:
            raise BadAskError("`model` is missing.")
        if not isinstance(messages, list) or not messages:
            raise BadAskError("`messages` is missing or empty.")
        if not all(isinstance(message, dict) for message in messages):
            raise BadAskError("`messages` must be objects with a `role` and a `content`.")
        content_of_last = _last_question(messages)
        return cls(
            body=body,
            model=model,
            question=_text(content_of_last),
            messages=len(messages),
            characters=sum(len(_text(message.get("content"))) for message in messages),
            shows_picture=any(part.get("type") == "image_url" for part in _parts(content_of_last)),
            streams=body.get("stream") is True,
        )


def _last_question(messages: list[dict[str, Any]]) -> object:
    asked = [message for message in messages if message.get("role") == "user"]
    return asked[-1].get("content") if asked else ""


def _parts(content: object) -> list[dict[str, Any]]:
    return [part for part in content if isinstance(part, dict)] if isinstance(content, list) else []


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    return "\n".join(str(part["text"]) for part in _parts(content) if "text" in part)
