"""The chat completion format: a request body out, chunks and whole answers in. No I/O."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from promptrun_desktop.api.foreign_json import parsed
from promptrun_desktop.api.said import Said, in_value
from promptrun_desktop.domain.conversation import Parameters
from promptrun_desktop.domain.message import Message, Role, Usage
from promptrun_desktop.text.unicode import clean

DONE = "[DONE]"
_NOT_JSON = object()


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk or answer holds, as it came: not yet cleaned.

    `fault` is an error the endpoint reports inside a successful response; what else the chunk
    held counts all the same. `is_chunk` False: an object without choices.
    """

    text: str = ""
    reasoning: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    ended: bool = False
    fault: Said | None = None
    is_chunk: bool = True


def request_body(
    model: str,
    history: Sequence[Message],
    instructions: str,
    parameters: Parameters,
    without: AbstractSet[str] = frozenset(),
) -> dict[str, object]:
    """What the person set, and nothing more: model, messages, stream.

    `without` names what this endpoint refuses for this model: "temperature", "top_p", "stream",
    or "system", which moves the instructions to the front of the first question.
    """
    body: dict[str, object] = {
        "model": clean(model),
        "messages": _messages(history, instructions, merged="system" in without),
    }
    if "stream" not in without:
        body["stream"] = True
    for name, value in set_parameters(parameters).items():
        if name not in without:
            body[name] = value
    return body


def set_parameters(parameters: Parameters) -> dict[str, float]:
    """Those the person chose; untouched ones stay out of the request."""
    chosen = {"temperature": parameters.temperature, "top_p": parameters.top_p}
    return {name: value for name, value in chosen.items() if value is not None}


def _messages(
    history: Sequence[Message], instructions: str, *, merged: bool
) -> list[dict[str, str]]:
    messages = [{"role": each.role.value, "content": clean(each.text)} for each in history]
    if instructions.strip():
        messages.insert(0, {"role": Role.SYSTEM.value, "content": clean(instructions)})
    if not merged:
        return messages
    lead = [each["content"] for each in messages if each["role"] == Role.SYSTEM]
    rest = [each for each in messages if each["role"] != Role.SYSTEM]
    first = next((each for each in rest if each["role"] == Role.USER), None)
    if first is None:
        first = {"role": Role.USER.value, "content": ""}
        rest.append(first)
    first["content"] = "\n\n".join(filter(None, [*lead, first["content"]]))
    return rest


def parse_chunk(data: str, name: str = "") -> Piece | None:
    """The data of one event of a stream; None for what is not JSON."""
    if data.strip() == DONE:
        return Piece(ended=True)
    if not data.strip():
        return Piece(is_chunk=False)
    value = _parsed(data)
    if name == "error":
        return Piece(fault=in_value(data if value is _NOT_JSON else value))
    return None if value is _NOT_JSON else _piece(value)


def parse_completion(body: bytes) -> Piece | None:
    """A whole answer in one JSON body, which is complete as such; None for what is not JSON."""
    value = _parsed(body.decode("utf-8", "replace").lstrip("\ufeff"))
    return None if value is _NOT_JSON else _piece(value, whole=True)


def _parsed(text: str) -> object:
    try:
        return parsed(text)
    except ValueError:
        return _NOT_JSON


def _piece(value: object, *, whole: bool = False) -> Piece:
    if not isinstance(value, dict):
        said = in_value(value)
        return Piece(
            fault=said if isinstance(value, list) and said.message else None, is_chunk=False
        )
    choice = _first_choice(value.get("choices"))
    content = _content_of(choice or {})
    text, reasoning = _parts(content.get("content"))
    if not text:
        text = _string(content.get("refusal")) or _string((choice or {}).get("text"))
    finish_reason = _string((choice or {}).get("finish_reason"))[:100] or None
    return Piece(
        text=text,
        reasoning=_reasoning(content) or reasoning,
        finish_reason=clean(finish_reason) if finish_reason else None,
        usage=_usage(value.get("usage")),
        ended=finish_reason is not None or (whole and "choices" in value),
        fault=_fault(value, choice),
        is_chunk="choices" in value,
    )


def _fault(value: dict[str, object], choice: dict[str, object] | None) -> Said | None:
    """An error beside, around or inside the choices."""
    if value.get("error") or "error" in (value.get("object"), value.get("type")):
        return in_value(value)
    if choice is not None and choice.get("error"):
        return in_value(choice["error"])
    if "choices" not in value and (value.get("detail") or value.get("errors")):
        return in_value(value)
    return None


def _first_choice(choices: object) -> dict[str, object] | None:
    """We ask for one answer; another index is not it."""
    for each in choices if isinstance(choices, list) else []:
        if isinstance(each, dict) and each.get("index") in (None, 0):
            return each
    return None


def _content_of(choice: dict[str, object]) -> dict[str, object]:
    for name in ("delta", "message"):
        found = choice.get(name)
        if isinstance(found, dict):
            return found
    return {}


def _parts(content: object) -> tuple[str, str]:
    """(text, reasoning) of content that is a string, null, or a list of parts (Mistral)."""
    if not isinstance(content, list):
        return _string(content), ""
    text, reasoning = [], []
    for part in content:
        if isinstance(part, str):
            text.append(part)
        elif isinstance(part, dict):
            text.append(_string(part.get("text")))
            reasoning.append(_parts(part.get("thinking"))[0])
    return "".join(text), "".join(reasoning)


def _reasoning(content: dict[str, object]) -> str:
    """The spellings repeat one another: the first that is there counts."""
    plain = _string(content.get("reasoning")) or _string(content.get("reasoning_content"))
    return plain or "".join(_details(content.get("reasoning_details")))


def _details(details: object) -> Iterable[str]:
    for each in details if isinstance(details, list) else []:
        if isinstance(each, dict):
            yield _string(each.get("text")) or _string(each.get("summary"))


def _usage(value: object) -> Usage | None:
    if not isinstance(value, dict):
        return None
    usage = Usage(
        prompt_tokens=_count(value.get("prompt_tokens")),
        completion_tokens=_count(value.get("completion_tokens")),
        cost=amount(value.get("cost")),
    )
    return None if usage == Usage() else usage


def amount(value: object) -> Decimal | None:
    """A sum of money from a JSON number or string; None for what is not one, or below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if len(text) > 40:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    if found.is_zero():
        return Decimal(0)
    # Written out, 1e-999999999 would fill the memory.
    sound = found.is_finite() and found > 0 and -20 < found.adjusted() < 9
    return found if sound else None


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # SQLite keeps 64 bits; NaN is in no range.
    return int(value) if 0 <= value < 2**53 else None


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
