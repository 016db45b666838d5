"""What a model, its maker and its price are called on screen."""

from decimal import Decimal

from PySide6.QtCore import QLocale

from promptrun_desktop.domain.model_info import ModelInfo, Price
from promptrun_desktop.ui.translation import translate

# How makers write themselves where capitalising their short name would get it wrong.
_MAKERS = {
    "ai21": "AI21",
    "ibm-granite": "IBM Granite",
    "meta-llama": "Meta Llama",
    "mistralai": "Mistral AI",
    "moonshotai": "Moonshot AI",
    "nousresearch": "Nous Research",
    "nvidia": "NVIDIA",
    "openai": "OpenAI",
    "deepseek": "DeepSeek",
    "x-ai": "xAI",
    "z-ai": "Z.AI",
}


def one_line(text: str, most: int = 200) -> str:
    """Foreign text without line breaks, and no longer than can be looked at."""
    return " ".join(text[:most].split())


def slug(model: ModelInfo) -> str:
    """The id without its maker."""
    return one_line(model.id.removeprefix(f"{model.maker}/") if model.maker else model.id)


def title(model: ModelInfo) -> str:
    return one_line(model.name) or slug(model)


def origin(model: ModelInfo) -> str:
    return f"{one_line(model.maker)} · {slug(model)}" if model.maker else slug(model)


def maker_title(maker: str) -> str:
    if not maker:
        return translate("ModelPicker", "Others")
    plain = one_line(maker)
    known = _MAKERS.get(plain.lower())
    return known or (plain.replace("-", " ").title() if plain.islower() else plain)


def pick_title(key: str) -> str:
    """The name of a recommendation; empty for a key that has none."""
    return {
        "everyday": translate("ModelPicker", "Everyday"),
        "hard": translate("ModelPicker", "Hard questions"),
        "cheap": translate("ModelPicker", "Fast and cheap"),
    }.get(key, "")


def price_text(price: Price | None, *, long: bool = False) -> str:
    """What a question costs; unknown is said, never shown as nothing. `long`: "… a question"."""
    if price is None or not all(
        each.is_finite() and each >= 0 for each in (price.prompt, price.completion)
    ):
        return translate("ModelPicker", "price unknown")
    if price.free:
        return translate("ModelPicker", "free")
    told = f"${_dollars(price.of_question())}"
    if long:
        pattern = translate("ModelPicker", "{price} a question")
        return pattern.replace("{price}", told)
    return told


def _dollars(amount: Decimal) -> str:
    """Tenths of a cent; below that the first digit that is not zero."""
    decimals = 2 if amount >= 1 else max(3, -amount.adjusted())
    rounded = round(amount, decimals)
    if rounded != 0 and decimals > 3:
        decimals = max(3, -rounded.adjusted())
    return QLocale().toString(float(rounded), "f", decimals)
