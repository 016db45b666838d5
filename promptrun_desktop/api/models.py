"""The list of models, as eleven kinds of server write it, with prices where the unit is known."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from promptrun_desktop.api.errors import plain
from promptrun_desktop.api.foreign_json import parsed
from promptrun_desktop.api.wire import amount
from promptrun_desktop.domain.model_info import ModelInfo, Price, from_id

_CONTEXT = ("context_length", "context_window", "max_input_tokens", "max_context_length")
_OTHER_KINDS = re.compile(
    "embeddings?|image|image_generation|video|audio|audio_speech|audio_transcription|moderation"
    "|rerank(er)?|transcribe|tts"
)
# For lists that hold nothing but ids (OpenAI's own).
_OTHER_IDS = re.compile(
    r"(^|[-_/.])(embed(ding)?s?|whisper|tts|dall-e|moderation|rerank(er)?|gpt-image|sora)([-_:.]|$)",
    re.I,
)
_PRICE = re.compile(
    r"(price_)?(?P<side>input|prompt|output|completion)(_token)?(_price|_cost)?"
    r"_per_(?P<unit>token|1k|thousand|1m|million)(_tokens)?"
)
_UNITS = {"token": 1, "1k": 1000, "thousand": 1000, "1m": 10**6, "million": 10**6}
_SIDES = {"input": "prompt", "output": "completion"}
_LONGEST_ID = 300
_LONGEST_NAME = 120


def parse_models(body: bytes) -> list[ModelInfo] | None:
    """The models that write text, in the endpoint's order; None for what is not a list."""
    try:
        value = parsed(body.decode("utf-8", "replace").lstrip("\ufeff"))
    except ValueError:
        return None
    if isinstance(value, dict):
        value = value["data"] if isinstance(value.get("data"), list) else value.get("models")
    if not isinstance(value, list):
        return None
    found: dict[str, ModelInfo] = {}
    for each in value:
        model = _model({"id": each} if isinstance(each, str) else each)
        if model is not None:
            found.setdefault(model.id, model)
    return list(found.values())


def _model(item: object) -> ModelInfo | None:
    if not isinstance(item, dict):
        return None
    # Ollama's own list has no `id`.
    model_id = _first(item, "id", "model", "name")
    # The settings keep no id that cannot be printed; nor can a person tell it from its double.
    if not model_id.isprintable() or plain(model_id) != model_id:
        return None
    if not model_id or len(model_id) > _LONGEST_ID:
        return None
    if not _writes_text(item, model_id):
        return None
    known = from_id(model_id)
    return ModelInfo(
        id=model_id,
        name=plain(_first(item, "name", "display_name"))[:_LONGEST_NAME] or known.name,
        maker=_maker(item, model_id),
        price=_price(item),
        context=_context(item),
        reads_pictures="image" in _strings(_within(item, "architecture").get("input_modalities")),
        parameters=_parameters(item.get("supported_parameters")),
    )


def _maker(item: Mapping[str, object], model_id: str) -> str:
    """Before the `/`, where the id is `author/slug` and not a path."""
    author, slash, _ = model_id.partition("/")
    if slash and author and model_id.count("/") == 1 and author != "models":
        return author
    return plain(_first(item, "owned_by"))[:_LONGEST_NAME]


def _context(item: Mapping[str, object]) -> int | None:
    candidates = [item.get(name) for name in _CONTEXT]
    candidates.append(_within(item, "top_provider").get("context_length"))
    candidates.append(_within(item, "meta").get("n_ctx"))
    candidates += [_within(item, "model_info").get(name) for name in _CONTEXT]
    for each in candidates:
        tokens = amount(each)
        if tokens:
            return int(tokens) or None
    return None


def _parameters(value: object) -> frozenset[str] | None:
    return frozenset(_strings(value)) if isinstance(value, list) else None


def _price(item: Mapping[str, object]) -> Price | None:
    """None unless both sides and their unit are known: a number alone may be per token or per
    million."""
    for part in (item, _within(item, "pricing"), _within(item, "model_info")):
        if str(part.get("currency", "usd")).lower() not in ("usd", "$"):
            return None
    sides: dict[str, Decimal] = {}
    for side, price in _prices(item):
        if price is None:
            return None
        sides.setdefault(side, price)
    return Price(sides["prompt"], sides["completion"]) if len(sides) == 2 else None


def _prices(item: Mapping[str, object]) -> Iterator[tuple[str, Decimal | None]]:
    """(side, dollars per token) wherever the unit is in the name, or OpenRouter's strings."""
    pricing = _within(item, "pricing")
    for side in ("prompt", "completion"):
        if isinstance(pricing.get(side), str):
            yield side, amount(pricing[side])
    for part in (item, pricing, _within(item, "model_info")):
        for name, value in part.items():
            match = _PRICE.fullmatch(name)
            if match and value is not None:
                price = amount(value)
                side = _SIDES.get(match["side"], match["side"])
                yield side, None if price is None else price / _UNITS[match["unit"]]


def _writes_text(item: Mapping[str, object], model_id: str) -> bool:
    architecture = _within(item, "architecture")
    outputs = architecture.get("output_modalities")
    if isinstance(outputs, list):
        return "text" in outputs
    _, arrow, output = str(architecture.get("modality", "")).partition("->")
    if arrow:
        return "text" in output.split("+")
    capabilities = _within(item, "capabilities")
    if "completion_chat" in capabilities:
        return bool(capabilities["completion_chat"])
    kinds = (
        _first(item, "type"),
        _first(item, "mode"),
        _first(_within(item, "model_info"), "mode"),
    )
    return not (any(map(_OTHER_KINDS.fullmatch, kinds)) or _OTHER_IDS.search(model_id))


def _within(item: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = item.get(name)
    return found if isinstance(found, dict) else {}


def _first(item: Mapping[str, object], *names: str) -> str:
    for name in names:
        found = item.get(name)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
