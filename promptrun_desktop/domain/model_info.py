"""One language model of an endpoint's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per token. `free` only where both are known to be zero."""

    prompt: Decimal
    completion: Decimal

    @property
    def free(self) -> bool:
        return self.prompt == 0 and self.completion == 0

    def of_question(self, prompt_tokens: int = 500, completion_tokens: int = 500) -> Decimal:
        """What a middling question costs: about one page asked and one page answered."""
        return self.prompt * prompt_tokens + self.completion * completion_tokens


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """`price` None means unknown, and is shown as unknown. `context` in tokens.

    `parameters` are the accepted ones where the endpoint lists them, else None.
    """

    id: str
    name: str
    maker: str = ""
    price: Price | None = None
    context: int | None = None
    reads_pictures: bool = False
    parameters: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommendation for people who do not know model names; `ids` in order of preference."""

    key: str
    ids: tuple[str, ...]


# Ids as Promptrun writes them: author/slug. The first that the endpoint's list holds is shown.
PICKS = (
    Pick("everyday", ("anthropic/claude-3.5-haiku", "anthropic/claude-haiku-4.5")),
    Pick("hard", ("anthropic/claude-sonnet-4.5", "anthropic/claude-3.5-sonnet")),
    Pick("cheap", ("openai/gpt-4o-mini", "openai/gpt-5-mini")),
)


def picked(models: Sequence[ModelInfo]) -> dict[str, ModelInfo]:
    """For each pick the model of the list that fills it, in the order of PICKS."""
    by_id = {model.id: model for model in models}
    found = {}
    for pick in PICKS:
        for model_id in pick.ids:
            if model_id in by_id:
                found[pick.key] = by_id[model_id]
                break
    return found


def built_in() -> tuple[ModelInfo, ...]:
    """The short list for an endpoint that has none of its own."""
    return tuple(from_id(pick.ids[0]) for pick in PICKS)


def from_id(model_id: str) -> ModelInfo:
    """A model of which only the id is known, such as one typed by hand."""
    maker, _, slug = model_id.rpartition("/")
    return ModelInfo(id=model_id, name=slug or model_id, maker=maker)
