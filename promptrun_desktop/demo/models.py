"""The endpoint's list: sample models with makers, prices and sizes, as OpenRouter writes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_PLAIN = ("temperature", "top_p", "max_tokens")


@dataclass(frozen=True, slots=True)
class SampleModel:
    """`prompt` and `completion` in US dollars per million tokens; None where nobody knows.

    `context` in tokens.
    """

    id: str
    name: str
    prompt: str | None = "0"
    completion: str | None = "0"
    context: int = 32_000
    reads_pictures: bool = False
    parameters: tuple[str, ...] = _PLAIN
    output: str = "text"

    def listed(self) -> dict[str, Any]:
        """One entry of `GET /models`."""
        inputs = ["text", "image"] if self.reads_pictures else ["text"]
        return {
            "id": self.id,
            "object": "model",
            "name": self.name,
            "owned_by": self.id.partition("/")[0],
            "context_length": self.context,
            "architecture": {"input_modalities": inputs, "output_modalities": [self.output]},
            "pricing": {
                "prompt": _per_token(self.prompt),
                "completion": _per_token(self.completion),
            },
            "supported_parameters": list(self.parameters),
        }

    def usage(self, prompt_tokens: int, completion_tokens: int) -> dict[str, Any]:
        """The `usage` object of a reply; `cost` in US dollars where the price is known."""
        usage: dict[str, Any] = {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        }
        if self.prompt is not None and self.completion is not None:
            asked = Decimal(self.prompt) * prompt_tokens
            answered = Decimal(self.completion) * completion_tokens
            usage["cost"] = float((asked + answered) / 10**6)
        return usage


def _per_token(dollars_per_million: str | None) -> str:
    """OpenRouter writes an unknown price as -1."""
    if dollars_per_million is None:
        return "-1"
    return f"{Decimal(dollars_per_million) / 10**6:f}"


# The ids of the app's built-in picks first; the other makers are made up.
SAMPLES = (
    SampleModel(
        "anthropic/claude-3.5-haiku", "Claude 3.5 Haiku (sample)", "0.80", "4", 200_000, True
    ),
    SampleModel(
        "anthropic/claude-sonnet-4.5", "Claude Sonnet 4.5 (sample)", "3", "15", 200_000, True
    ),
    SampleModel("openai/gpt-4o-mini", "GPT-4o mini (sample)", "0.15", "0.60", 128_000, True),
    SampleModel("larkmeadow/large-2", "Larkmeadow Large 2 (sample)", "2", "6", 128_000),
    SampleModel("larkmeadow/small-2", "Larkmeadow Small 2 (sample)", "0.10", "0.30", 64_000),
    SampleModel("stonebay/scholar", "Stonebay Scholar (sample)", "12", "60", 1_000_000),
    SampleModel("stonebay/sprint", "Stonebay Sprint (sample)", "0.05", "0.20", 16_000),
    SampleModel("papercrane/commons", "Papercrane Commons (sample, free)", "0", "0", 8_000),
    SampleModel("papercrane/eyes", "Papercrane Eyes (sample)", "0.40", "1.60", 96_000, True),
    SampleModel("quietriver/poet", "Quiet River Poet (sample)", None, None, 32_000),
    SampleModel(
        "quietriver/translator",
        "Quiet River Translator (sample)",
        "0.25",
        "1",
        32_000,
        parameters=("max_tokens",),
    ),
    SampleModel(
        "papercrane/embedding-1",
        "Papercrane Embedding 1 (sample)",
        "0.02",
        "0",
        8_000,
        parameters=(),
        output="embeddings",
    ),
)


def listing(models: Iterable[SampleModel]) -> dict[str, Any]:
    return {"object": "list", "data": [model.listed() for model in models]}
